import { compareVersions } from '../../../ecosystem/index.ts';
import type { Placed } from './mod-file.ts';

/** What a go.mod or go.work says of the Go release that builds it. */
export interface GoDirectives {
  readonly go?: Placed;
  readonly toolchain?: Placed;
}

export interface StandardLibrary {
  /** `1.26.3`; absent when only a language version (`1.19`) is named, which any of its patch releases builds. */
  readonly version?: string;
  /** The directive as written: `go 1.26.3`, `toolchain go1.26.5`. */
  readonly requirement: string;
  /** Where it is written: one of those that were given. */
  readonly place: Placed;
}

/**
 * The release of the standard library, which is linked into every Go program and for which advisories exist under the name
 * `stdlib`. The directives name the lowest release that may build the module: `toolchain` is what the go command switches to
 * when it is itself older, and so the better hint; `go` is all there is otherwise. A newer Go on the machine that builds is
 * used as it is, and only the binary can tell. `go 1.19` names no release at all, so the version is left out: could not decide.
 * @see https://go.dev/doc/toolchain
 */
export function standardLibraryOf(directives: GoDirectives): StandardLibrary | undefined {
  const { go, toolchain } = directives;
  const goVersion = go === undefined ? undefined : releaseOf(go.text);
  const toolchainVersion = toolchain === undefined ? undefined : releaseOf(toolchain.text);
  // "toolchain default" names none, and a toolchain older than the go line cannot build the module.
  if (toolchain !== undefined && toolchainVersion !== undefined && !isOlder(toolchainVersion, goVersion ?? go?.text)) {
    return { version: toolchainVersion, requirement: `toolchain ${toolchain.text}`, place: toolchain };
  }
  if (go === undefined) return undefined;
  return { ...(goVersion === undefined ? {} : { version: goVersion }), requirement: `go ${go.text}`, place: go };
}

/** Of the directives of a module and of its workspace, those that ask for the higher release. */
export function higherDirectives(module: GoDirectives, workspace: GoDirectives): GoDirectives {
  const higher = (one: Placed | undefined, other: Placed | undefined): Placed | undefined =>
    one === undefined || (other !== undefined && isOlder(one.text, other.text)) ? other : one;
  const go = higher(module.go, workspace.go);
  const toolchain = higher(module.toolchain, workspace.toolchain);
  return { ...(go === undefined ? {} : { go }), ...(toolchain === undefined ? {} : { toolchain }) };
}

/** `go1.22.1-custom` → `1.22.1`. Undefined for a language version, and for what is no version of Go. */
function releaseOf(text: string): string | undefined {
  const match = /^(?:go)?(1\.\d{1,4}(?:\.\d{1,4}|(?:rc|beta)\d{1,4}))(?:[-+].*)?$/.exec(text);
  return match?.[1];
}

function isOlder(version: string, than: string | undefined): boolean {
  return than !== undefined && compareVersions('golang', version, than) === -1;
}
