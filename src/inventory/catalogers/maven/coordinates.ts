/** Characters that Maven lets group and artifact ids have; nothing else can be looked up anywhere. */
const id = /^[\w.-]+$/;
const LONGEST_ID = 300; // characters

export function isMavenId(text: string | undefined): text is string {
  return text !== undefined && text.length <= LONGEST_ID && id.test(text);
}

/** The name of a package in this ecosystem. */
export function nameOf(groupId: string, artifactId: string): string {
  return `${groupId}:${artifactId}`;
}

const plainVersion = /^[\w.+~-]+$/;

/**
 * The version that a requirement stands for: `1.2.3` is taken as it is when a project asks for it itself, and `[1.2.3]` allows no
 * other. Undefined for ranges, for `LATEST` and `RELEASE`, and for what still has a property in it.
 * @see https://maven.apache.org/pom.html#dependency-version-requirement-specification
 */
export function pinnedVersion(requirement: string): string | undefined {
  const text = requirement.trim();
  const exact = /^\[([^,[\]()]+)\]$/.exec(text)?.[1]?.trim() ?? text;
  if (exact === 'LATEST' || exact === 'RELEASE' || exact.length > LONGEST_ID) return undefined;
  return plainVersion.test(exact) ? exact : undefined;
}
