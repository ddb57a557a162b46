import { posix } from 'node:path';

const absolute = /^(?:[/\\]|~[/\\]|[A-Za-z]:)/;

/** Whether a path starts at a root, a drive or a home directory instead of where it is written. */
export function isAbsolute(path: string): boolean {
  return absolute.test(path);
}

/**
 * The path that `relative` names from `directory`, relative to the target, `.` for the target itself.
 * Undefined when it is absolute or climbs out of the target. Nothing on disk is looked at.
 * @param directory relative to the target, `.` for the target itself
 */
export function pathInTarget(directory: string, relative: string): string | undefined {
  if (absolute.test(relative)) return undefined;
  const path = posix.join(directory, relative.replaceAll('\\', '/'));
  if (path === '..' || path.startsWith('../') || path.startsWith('/')) return undefined;
  return path.endsWith('/') && path.length > 1 ? path.slice(0, -1) : path;
}

/** `packages/a` and `package.json` to `packages/a/package.json`, without a leading `./`. */
export function joinPath(directory: string, name: string): string {
  return directory === '.' || directory === '' ? name : `${directory}/${name}`;
}

export function directoryOf(path: string): string {
  return posix.dirname(path);
}

/** How a directory is called when nothing else names what lies there: its last segments, as npm does it (`@scope/name`). */
export function nameOfDirectory(directory: string): string {
  const name = posix.basename(directory);
  const parent = posix.basename(posix.dirname(directory));
  return parent.startsWith('@') ? `${parent}/${name}` : name;
}
