import { textOf, type DataObject } from '../../../kernel/index.ts';
import type { InventoryGraph, Scope } from '../../../model/index.ts';
import type { ReadingLog } from '../../reading-log.ts';
import { strongerScope } from '../../scope.ts';
import { listOf, objectsOf } from '../../shape.ts';
import { noAssertion, noneStated } from './document.ts';

export interface Relationships {
  /** For every package, what it depends on or holds. */
  readonly dependsOn: readonly (readonly { readonly to: number; readonly scope: Scope }[])[];
  readonly edges: InventoryGraph['edges'];
  /** The packages that the document says it describes. */
  readonly described: readonly number[];
}

/** Which end needs the other, and when. `forward`: the element needs the related one. */
interface Meaning {
  readonly direction: 'forward' | 'reverse';
  readonly scope: Scope;
}

const forward: Meaning = { direction: 'forward', scope: 'runtime' };
const reverse: Meaning = { direction: 'reverse', scope: 'runtime' };
const reverseDev: Meaning = { direction: 'reverse', scope: 'dev' };
const reverseTest: Meaning = { direction: 'reverse', scope: 'test' };
const reverseOptional: Meaning = { direction: 'reverse', scope: 'optional' };

/** SPDX 2.3, table 68: those that say that one thing needs or holds another. */
const meanings: ReadonlyMap<string, Meaning> = new Map([
  ['DEPENDS_ON', forward],
  ['HAS_PREREQUISITE', forward],
  ['DYNAMIC_LINK', forward],
  ['STATIC_LINK', forward],
  ['CONTAINS', forward],
  ['DEPENDENCY_OF', reverse],
  ['RUNTIME_DEPENDENCY_OF', reverse],
  ['PROVIDED_DEPENDENCY_OF', reverse],
  ['PREREQUISITE_FOR', reverse],
  ['CONTAINED_BY', reverse],
  ['PACKAGE_OF', reverse],
  ['OPTIONAL_DEPENDENCY_OF', reverseOptional],
  ['OPTIONAL_COMPONENT_OF', reverseOptional],
  ['BUILD_DEPENDENCY_OF', reverseDev],
  ['BUILD_TOOL_OF', reverseDev],
  ['DEV_DEPENDENCY_OF', reverseDev],
  ['DEV_TOOL_OF', reverseDev],
  ['TEST_DEPENDENCY_OF', reverseTest],
  ['TEST_TOOL_OF', reverseTest],
]);

/** What an end of a relationship can be. */
type End = number | 'document' | 'none' | 'unknown' | 'elsewhere';

/** `relationships` and `documentDescribes`. A package inside another is read as one that the other needs. */
export function readRelationships(
  root: DataObject,
  places: readonly { readonly node: DataObject; readonly spdxId: string | undefined }[],
  log: ReadingLog,
): Relationships {
  const find = endFinder(root, places, log);
  const targets = places.map(() => new Map<number, Scope>());
  const isKnown = new Uint8Array(places.length);
  const isOpen = new Uint8Array(places.length);
  const described = new Set<number>();
  const describe = (end: End): void => {
    if (typeof end === 'number') described.add(end);
  };
  for (const item of listOf(root, 'documentDescribes', log)) {
    if (typeof item === 'string') describe(find(item, root));
  }
  for (const node of objectsOf(root, 'relationships', log)) {
    const type = textOf(node.relationshipType);
    const element = textOf(node.spdxElementId);
    const related = textOf(node.relatedSpdxElement);
    if (type === undefined || element === undefined || related === undefined) {
      log.problem('sbom/shape', 'has a relationship without both its ends and a type', node);
      continue;
    }
    const [left, right] = [find(element, node), find(related, node)];
    const meaning = meanings.get(type);
    if (type === 'DESCRIBES' && left === 'document') describe(right);
    else if (type === 'DESCRIBED_BY' && right === 'document') describe(left);
    else if (meaning === undefined) log.notRead(`relationship ${type.slice(0, 40)}`);
    else if (meaning.direction === 'forward') connect(left, right, meaning.scope);
    else connect(right, left, meaning.scope);
  }
  function connect(from: End, to: End, scope: Scope): void {
    if (from === 'document') {
      describe(to);
    } else if (typeof from === 'number') {
      if (to === 'unknown') isOpen[from] = 1;
      else isKnown[from] = 1;
      if (typeof to === 'number') {
        const other = targets[from]?.get(to);
        targets[from]?.set(to, other === undefined ? scope : strongerScope(other, scope));
      }
    }
  }
  const isComplete = places.length > 0 && places.every((_, index) => isKnown[index] === 1 && isOpen[index] === 0);
  return {
    dependsOn: targets.map((map) => [...map].map(([to, scope]) => ({ to, scope }))),
    edges: isComplete ? 'complete' : isKnown.includes(1) ? 'partial' : 'none',
    described: [...described],
  };
}

function endFinder(
  root: DataObject,
  places: readonly { readonly node: DataObject; readonly spdxId: string | undefined }[],
  log: ReadingLog,
): (id: string, node: DataObject) => End {
  const ends = new Map<string, End>([
    [noneStated, 'none'],
    [noAssertion, 'unknown'],
  ]);
  for (const part of ['files', 'snippets']) {
    for (const node of objectsOf(root, part, log)) {
      const id = textOf(node.SPDXID);
      if (id !== undefined) ends.set(id, 'elsewhere');
    }
  }
  ends.set(textOf(root.SPDXID) ?? 'SPDXRef-DOCUMENT', 'document');
  for (const [index, { node, spdxId }] of places.entries()) {
    if (spdxId === undefined) log.problem('spdx/id', 'has a package without an SPDXID', node);
    else if (typeof ends.get(spdxId) === 'number')
      log.problem('spdx/duplicate-id', `uses the SPDXID ${JSON.stringify(spdxId)} for more than one package`, node);
    else ends.set(spdxId, index);
  }
  return (id, node) => {
    const end = ends.get(id);
    if (end === 'elsewhere') log.notRead('relationships with files and snippets');
    if (end !== undefined) return end;
    if (id.startsWith('DocumentRef-')) log.notRead('relationships with elements of other documents');
    else log.problem('spdx/dangling-id', `names ${JSON.stringify(id)} in a relationship, which is nothing in the document`, node);
    return 'elsewhere';
  };
}
