import type { Inventory } from '../../../model/index.ts';
import { defaultLimits, isObject, type DataObject, type Limits, type Outcome, type SourceDocument } from '../../../kernel/index.ts';
import { toComponentTable } from '../../component-table.ts';
import { rootsOf, toGraph } from '../../graph.ts';
import { ReadingLog } from '../../reading-log.ts';
import { reachedScopes } from '../../scope.ts';
import { objectsOf } from '../../shape.ts';
import { readExtractedLicences, type NamedLicences } from './licences.ts';
import { readDocumentParts, spdxVersionProblem, statesScopes } from './metadata.ts';
import { readPackage, spdxReader, type ReadPackage } from './packages.ts';
import { readRelationships } from './relationships.ts';

/**
 * Reads an SPDX 2.2 or 2.3 document in JSON: its packages, and one graph of what depends on or holds what. A package has the scope of
 * the strongest path that leads to it. Files, snippets and other parts that an inventory has no place for are counted in a remark.
 * Never throws; `complete` is false when packages, their identity or their relations may be missing or wrong.
 * @param path of the document, relative to the target
 */
export function readSpdx(
  document: SourceDocument,
  path: string,
  limits: Pick<Limits, 'issuesPerFile' | 'packagesPerFile'> = defaultLimits,
): Outcome<Inventory> {
  const log = new ReadingLog(document, path, limits.issuesPerFile);
  const root = isObject(document.value) ? document.value : {};
  if (root !== document.value) log.problem('sbom/shape', 'is not a JSON object');
  const version = spdxVersionProblem(root);
  if (version !== undefined) log.problem('spdx/version', version, root);
  readDocumentParts(root, log);

  const packages = readPackages(root, readExtractedLicences(root, log), limits.packagesPerFile, log);
  const { dependsOn, edges, described } = readRelationships(root, packages, log);
  const implied = statesScopes(root) ? undefined : reachedScopes(dependsOn, rootsOf(dependsOn, described));
  const scopes = packages.map(({ statedScope }, index) => statedScope ?? implied?.[index] ?? 'runtime');
  const { components, positions } = toComponentTable(
    packages.map(({ draft, spdxId, formerId }, index) => ({
      draft: { ...draft, scope: scopes[index] ?? 'runtime' },
      ref: formerId ?? spdxId,
      yields: formerId !== undefined,
    })),
  );
  const nodes = packages.map(({ node }, index) => ({
    component: positions[index] as number,
    scope: scopes[index] ?? 'runtime',
    line: log.lineOf(node),
    dependsOn: dependsOn[index] ?? [],
  }));
  const [only] = described;
  const subject = only === undefined || described.length > 1 ? undefined : components[positions[only] as number]?.id;
  const inventory: Inventory = {
    target: { kind: 'sbom', name: path },
    components,
    graphs: [toGraph({ file: path, cataloger: spdxReader, edges }, nodes, described)],
    ...(subject === undefined ? {} : { subject }),
  };
  return log.outcome(inventory, 'SPDX');
}

function readPackages(root: DataObject, names: NamedLicences, limit: number, log: ReadingLog): readonly ReadPackage[] {
  const packages: ReadPackage[] = [];
  for (const node of objectsOf(root, 'packages', log)) {
    if (packages.length === limit) {
      log.problem('sbom/too-many-components', `has more than ${limit} packages; those from this one on are not read`, node);
      break;
    }
    const found = readPackage(node, names, log);
    if (found !== undefined) packages.push(found);
  }
  return packages;
}
