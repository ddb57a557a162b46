import type { Inventory } from '../../../model/index.ts';
import {
  defaultLimits,
  isObject,
  textOf,
  type DataObject,
  type Limits,
  type Outcome,
  type SourceDocument,
} from '../../../kernel/index.ts';
import { toComponentTable, type ComponentDraft } from '../../component-table.ts';
import { toGraph } from '../../graph.ts';
import { ReadingLog } from '../../reading-log.ts';
import { cycloneDxReader, readComponent } from './components.ts';
import { isOwnTarget, readDocumentParts, specVersionProblem } from './metadata.ts';
import { readRelationships, type PlacedComponent } from './relationships.ts';
import { objectsOf } from '../../shape.ts';

/**
 * Reads a CycloneDX JSON document, versions 1.2 to 1.7: its components at any depth, `metadata.component` as the subject, and one graph of
 * what depends on what. Vulnerabilities, services and other parts that an inventory has no place for are counted in remarks.
 * Never throws; `complete` is false when components, their identity or their relations may be missing or wrong.
 * @param path of the document, relative to the target
 */
export function readCycloneDx(
  document: SourceDocument,
  path: string,
  limits: Pick<Limits, 'issuesPerFile' | 'packagesPerFile'> = defaultLimits,
): Outcome<Inventory> {
  const log = new ReadingLog(document, path, limits.issuesPerFile);
  const root = isObject(document.value) ? document.value : {};
  if (root !== document.value) log.problem('sbom/shape', 'is not a JSON object');
  const version = specVersionProblem(root);
  if (version !== undefined) log.problem('cyclonedx/spec-version', version, root);
  readDocumentParts(root, log);

  const { places, drafts, subject, targetRef } = collect(root, limits.packagesPerFile, log);
  const { components, positions } = toComponentTable(
    drafts.map((draft, index) => {
      const ref = places[index]?.ref;
      return { draft, ref, yields: ref !== draft.purl };
    }),
  );
  const { dependsOn, edges, targetDependsOn } = readRelationships(root, places, targetRef, log);
  const nodes = places.map(({ node, scope }, index) => ({
    component: positions[index] as number,
    scope,
    line: log.lineOf(node),
    dependsOn: dependsOn[index] ?? [],
  }));
  const roots = subject === undefined ? targetDependsOn : [subject];
  const subjectId = subject === undefined ? undefined : components[positions[subject] as number]?.id;
  const inventory: Inventory = {
    target: { kind: 'sbom', name: path },
    components,
    graphs: [toGraph({ file: path, cataloger: cycloneDxReader, edges }, nodes, roots)],
    ...(subjectId === undefined ? {} : { subject: subjectId }),
  };
  return log.outcome(inventory, 'CycloneDX');
}

interface Collected {
  readonly places: readonly PlacedComponent[];
  readonly drafts: readonly ComponentDraft[];
  /** Index of `metadata.component`. */
  readonly subject: number | undefined;
  /** bom-ref of a `metadata.component` that only stands for the target of a scan. */
  readonly targetRef: string | undefined;
}

/** `metadata.component` and `components`, each before those inside it. */
function collect(root: DataObject, limit: number, log: ReadingLog): Collected {
  const places: PlacedComponent[] = [];
  const drafts: ComponentDraft[] = [];
  const pending: { readonly node: DataObject; readonly parent: number | undefined }[] = [];
  const push = (nodes: readonly DataObject[], parent: number | undefined): void => {
    for (const node of nodes.toReversed()) pending.push({ node, parent });
  };
  push(objectsOf(root, 'components', log), undefined);
  const main = isObject(root.metadata) ? root.metadata.component : undefined;
  if (main !== undefined && !isObject(main)) log.problem('sbom/shape', 'has "metadata.component" that is not an object', root);
  const isTarget = isObject(main) && isOwnTarget(main);
  if (isObject(main) && !isTarget) pending.push({ node: main, parent: undefined });
  let subject: number | undefined;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, parent } = next;
    if (places.length === limit) {
      log.problem('sbom/too-many-components', `has more than ${limit} components; those from this one on are not read`, node);
      break;
    }
    const draft = readComponent(node, log);
    if (draft !== undefined) {
      drafts.push(draft);
      places.push({ node, ref: textOf(node['bom-ref']), scope: draft.scope, parent });
      if (node === main) subject = places.length - 1;
    }
    if (node.components !== undefined) push(objectsOf(node, 'components', log), draft === undefined ? parent : places.length - 1);
  }
  return { places, drafts, subject, targetRef: isTarget ? textOf(main['bom-ref']) : undefined };
}
