import type { Scope } from '../../../../model/index.ts';
import { isMavenId, nameOf } from '../coordinates.ts';

/** An artifact in the output of `mvn dependency:tree`. */
export interface TreeNode {
  readonly name: string;
  readonly version: string;
  /** Absent for the project itself. */
  readonly scope: Scope | undefined;
  readonly line: number;
  /** In the output without `-Dverbose` an artifact stands only where it is nearest to the project. */
  readonly children: TreeNode[];
}

/** The tree of one project. */
export interface MavenTree {
  /** Relative to the target. */
  readonly file: string;
  readonly line: number;
  readonly root: TreeNode;
  /** Whether every edge stands in it, and not only one to each artifact. */
  readonly isVerbose: boolean;
}

export interface Artifact {
  readonly groupId: string;
  readonly artifactId: string;
  readonly version: string;
  readonly scope: string | undefined;
  readonly isOptional: boolean;
}

/** Undefined when something of it is missing or is not as Maven writes it. */
export function toTreeNode(artifact: Artifact, line: number): TreeNode | undefined {
  const { groupId, artifactId, version, scope, isOptional } = artifact;
  if (!isMavenId(groupId) || !isMavenId(artifactId) || version === '' || /[\s()]/.test(version)) return undefined;
  return {
    name: nameOf(groupId, artifactId),
    version,
    scope: scope === undefined ? undefined : toScope(scope, isOptional),
    line,
    children: [],
  };
}

function toScope(scope: string, isOptional: boolean): Scope {
  if (scope === 'test') return 'test';
  return isOptional || scope === 'provided' ? 'optional' : 'runtime';
}

const LONGEST_COORDINATES = 2000; // characters
const MOST_PARTS = 6;

/**
 * `group:artifact:type[:classifier]:version` of a project, and with `:scope[ (optional)]` of a dependency. What follows after a
 * space is a remark.
 */
export function parseCoordinates(text: string, isRoot: boolean): Artifact | undefined {
  if (text.length > LONGEST_COORDINATES) return undefined;
  const space = text.indexOf(' ');
  const parts = (space === -1 ? text : text.slice(0, space)).split(':');
  const scope = isRoot ? undefined : parts.pop();
  const version = parts.pop();
  const [groupId, artifactId, type] = parts;
  if (parts.length < 3 || parts.length >= MOST_PARTS - 1 || groupId === undefined || artifactId === undefined) return undefined;
  if (version === undefined || type === undefined || (scope !== undefined && !scopes.has(scope))) return undefined;
  return { groupId, artifactId, version, scope, isOptional: space !== -1 && text.includes('(optional)') };
}

const scopes: ReadonlySet<string> = new Set(['compile', 'runtime', 'provided', 'system', 'test', 'import']);

/** Says what is wrong with a line, as a sentence after the path of the file. */
export type Report = (message: string, line: number | undefined) => void;
