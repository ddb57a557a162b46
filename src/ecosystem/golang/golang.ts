import { defineEcosystem, pathNames, type Ecosystem, type VersionScheme } from '../ecosystem.ts';
import { trimZeros, type Numeral } from '../versions/numeral.ts';
import { compareSemVer, parseSemVer, type SemVer } from '../versions/semver.ts';

/** `go1.21.3`, `1.21rc1`, `go1.9-pre2`: how Go names its own releases. */
const toolchainPattern = /^(\d{1,9}(?:\.\d{1,9}){0,2})(?:-?(beta|rc|pre)(\d{1,9}))?$/;

/**
 * Module versions (SemVer; pseudo-versions are pre-releases, `+incompatible` is build metadata) and the releases of Go itself,
 * which advisories for the packages `stdlib` and `toolchain` write as SemVer: `go1.21rc1` is 1.21.0-rc.1.
 * @see https://go.dev/ref/mod#versions
 * @see https://go.dev/doc/toolchain#version
 */
function parseGoVersion(text: string): SemVer | undefined {
  const trimmed = text.trim();
  if (trimmed.startsWith('go')) {
    // A builder's suffix has no part in the order: "go1.21.3-bigcorp", "go1.22.1 X:rangefunc".
    return parseToolchain(trimmed.slice(2)) ?? parseToolchain(trimmed.slice(2).split(/[-+\s]/, 1)[0] as string);
  }
  return parseSemVer(trimmed) ?? parseToolchain(trimmed);
}

function parseToolchain(text: string): SemVer | undefined {
  const match = toolchainPattern.exec(text);
  if (match === null) return undefined;
  const [, numbers, stage, count] = match as unknown as [string, string, string | undefined, string | undefined];
  const release: Numeral[] = numbers.split('.').map(Number);
  trimZeros(release);
  return stage === undefined ? { release } : { release, pre: [stage, Number(count)] };
}

const goVersions: VersionScheme<SemVer> = {
  parse: parseGoVersion,
  compare: compareSemVer,
  /** A requirement of go.mod is the lowest version that will do. */
  satisfies(version, minimum) {
    const lowest = parseGoVersion(minimum);
    return lowest === undefined ? undefined : compareSemVer(version, lowest) >= 0;
  },
};

/** Module paths are exact, upper and lower case included. */
export const golang: Ecosystem = defineEcosystem({ id: 'golang', osv: 'Go', purlType: 'golang', ...pathNames }, goVersions);
