import { posix } from 'node:path';
import type { Outcome } from '../kernel/index.ts';
import type { PackageGraph } from '../model/index.ts';
import type { Cataloger } from './cataloger.ts';

/** What one cataloger said of one file or group. */
export interface CatalogedFile {
  readonly cataloger: Cataloger;
  /** The first file of the group. */
  readonly file: string;
  readonly outcome: Outcome<readonly PackageGraph[]>;
}

/**
 * Leaves out what a manifest says of a project for which a lockfile or an installed tree of the same ecosystem speaks, and what is wrong
 * with such a manifest: it takes nothing away from what is known.
 */
export function withoutCoveredFallbacks(cataloged: readonly CatalogedFile[]): readonly CatalogedFile[] {
  const covered = new Set<string>();
  for (const { cataloger, outcome } of cataloged) {
    if (cataloger.fallback === true) continue;
    for (const graph of outcome.value) for (const key of projectKeys(graph)) covered.add(key);
  }
  return cataloged.map((one) => {
    if (one.cataloger.fallback !== true) return one;
    const graphs = one.outcome.value.filter((graph) => {
      const keys = projectKeys(graph);
      return keys.length === 0 || keys.some((key) => !covered.has(key));
    });
    const isCovered = covered.has(keyOf(one.cataloger.id.split('/')[0] ?? '', posix.dirname(one.file)));
    return { ...one, outcome: isCovered ? { value: graphs, complete: true, issues: [] } : { ...one.outcome, value: graphs } };
  });
}

function projectKeys(graph: PackageGraph): readonly string[] {
  return graph.packages.flatMap((node) =>
    node.kind === 'project' && node.directory !== undefined ? [keyOf(graph.ecosystem, node.directory)] : [],
  );
}

function keyOf(ecosystem: string, directory: string): string {
  return `${ecosystem}\n${directory}`;
}
