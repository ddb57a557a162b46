import { complete, type Ctx, type Issue, type Outcome } from '../../../kernel/index.ts';
import type { PackageGraph } from '../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { GraphBuilder } from '../../graph-builder.ts';
import { type Distribution, type Family, familyOf, platformNode, readDistributionFile } from './distribution.ts';

const isRelease = /(?:^|\/)(?:os-release|redhat-release)$/;

/**
 * The operating system that the target is. Where there is no database of its packages, or one that Assay does not read, that is an issue:
 * the inventory of the system would pass for whole.
 */
export async function catalogOsRelease(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const databases = files.map(({ path }) => databaseFamily(path)).filter((family) => family !== undefined);
  const issues: Issue[] = [];
  for (const file of files.filter(({ path }) => isRelease.test(path))) {
    const { value: distribution, issues: found } = await readDistributionFile(file, ctx);
    issues.push(...found);
    if (distribution === undefined) continue;
    const family = familyOf(distribution) ?? databases[0];
    if (family === undefined || !databases.includes(family)) {
      const shown = distribution.title.slice(0, 100);
      const message =
        family === undefined
          ? `says that the target is ${shown}, whose packages Assay cannot read`
          : `says that the target is ${shown}, but no database of its packages is there: what the system consists of is not known`;
      issues.push({ code: 'os/no-packages', path: distribution.file, message });
    }
    const graphs = family === undefined ? [] : [platformGraph(distribution, family)];
    return { value: { graphs }, complete: issues.length === 0, issues };
  }
  return issues.length === 0 ? complete({ graphs: [] }) : { value: { graphs: [] }, complete: false, issues };
}

function platformGraph(distribution: Distribution, family: Family): PackageGraph {
  const graph = new GraphBuilder();
  graph.add('platform', platformNode(distribution));
  return graph.build(family, 'none');
}

function databaseFamily(path: string): Family | undefined {
  if (path.includes('lib/apk/')) return 'apk';
  if (path.includes('var/lib/dpkg/')) return 'deb';
  return isRelease.test(path) ? undefined : 'rpm';
}
