const unreserved = /^[A-Za-z0-9._~:-]*$/;
const unreservedPath = /^[A-Za-z0-9._~:-]+(?:\/[A-Za-z0-9._~:-]+)*$/;
const scope = /^@[A-Za-z0-9._~:-]+$/;
const reserved = /[^A-Za-z0-9._~:-]+/g;
const leftByTheLanguage = /[!'()*]/g;

/**
 * Percent-encodes everything but letters, digits, `.` `-` `_` `~` and `:` (ECMA-427 5.4, character encoding).
 * A lone surrogate, which no UTF-8 can hold, becomes U+FFFD.
 */
export function encodeText(text: string): string {
  return unreserved.test(text) ? text : text.toWellFormed().replace(reserved, encodeRun);
}

function encodeRun(run: string): string {
  return encodeURIComponent(run).replace(leftByTheLanguage, encodeCharacter);
}

function encodeCharacter(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** Encodes each segment of a path and leaves out the empty ones. */
export function encodePath(path: string): string {
  if (unreservedPath.test(path)) return path;
  // An npm scope, of which a lockfile has hundreds.
  if (scope.test(path)) return `%40${path.slice(1)}`;
  return segmentsOf(path).map(encodeText).join('/');
}

export function segmentsOf(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}

/** The segments of a path inside a package: none that would lead out of it. */
export function subpathOf(segments: readonly string[]): string {
  return segments.filter((segment) => segment !== '' && segment !== '.' && segment !== '..').join('/');
}

/** Undefined when a `%` is not followed by two hexadecimal digits, or the octets are not UTF-8. */
export function decodeText(text: string): string | undefined {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
