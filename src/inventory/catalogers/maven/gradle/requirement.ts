import { pinnedVersion } from '../coordinates.ts';

/**
 * The version that Gradle takes when nobody else asks: not for `1.+`, `latest.release` and ranges. `1.0!!` is 1.0 and nothing else.
 * @see https://docs.gradle.org/current/userguide/dependency_versions.html
 */
export function gradleVersion(requirement: string): string | undefined {
  const text = requirement.endsWith('!!') ? requirement.slice(0, -2) : requirement;
  return text.endsWith('+') || text.startsWith('latest.') ? undefined : pinnedVersion(text);
}
