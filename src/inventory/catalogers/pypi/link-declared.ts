import { posix } from 'node:path';
import type { IssueCollector } from '../../../kernel/index.ts';
import type { LockGraph } from './lock-graph.ts';
import { keyOf } from './names.ts';
import type { Declared, Manifest } from './manifest/manifest.ts';

/** Packages that are part of every environment and that older tools leave out of their lockfiles. */
const unlocked: ReadonlySet<string> = new Set(['pip', 'setuptools', 'wheel', 'distribute']);

export function isLeftOutOfLockfiles(name: string): boolean {
  return unlocked.has(keyOf(name));
}

export interface LinkOptions {
  readonly issues: IssueCollector;
  /** Whether the lockfile speaks of the group that a dependency belongs to. Default: of all. */
  readonly isLocked?: (declared: Declared) => boolean;
  /** Say nothing of groups that the lockfile does not speak of, because another lockfile does. */
  readonly leaveOutUnlocked?: boolean;
}

/**
 * Connects a project to what its manifest asks for. What the lockfile lacks is an issue and becomes a package without a version,
 * unless a marker may be the reason.
 */
export function linkDeclared(graph: LockGraph, root: number, manifest: Manifest | undefined, options: LinkOptions): void {
  const own = manifest?.name === undefined ? undefined : keyOf(manifest.name);
  for (const declared of manifest?.declared ?? []) {
    const { name, scope, extras, requirement, specifier, file, line } = declared;
    // An extra may ask for other extras of its own project, and a Pipfile for the project itself.
    if (keyOf(name) === own || isProjectItself(declared)) continue;
    const found = graph.find(name, { specifier });
    if (found.length === 0) {
      if (declared.conditional) continue;
      const isLocked = options.isLocked?.(declared) ?? true;
      if (!isLocked && options.leaveOutUnlocked === true) continue;
      if (isLocked && !isLeftOutOfLockfiles(name)) {
        const asker = file.slice(file.lastIndexOf('/') + 1);
        options.issues.add('pypi/not-locked', `has no package ${name}, which ${asker} asks for`);
      }
      graph.ask([graph.addMissing(name, { file, line })], { from: root, scope, requirement, file, line });
    }
    graph.ask(found, { from: root, scope, toExtras: extras, requirement, file, line });
  }
}

/** `{path = "."}`: the project in the directory of the manifest. */
export function isProjectItself({ source, file }: Pick<Declared, 'source' | 'file'>): boolean {
  return source?.kind === 'local' && source.path === posix.dirname(file);
}
