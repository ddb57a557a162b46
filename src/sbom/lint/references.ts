import { isObject, type DataArray, type DataObject, type DataValue } from '../../kernel/index.ts';
import type { Bom } from '../bom/model.ts';
import { componentPaths, relationshipPath } from '../bom/paths.ts';
import { groundOf } from '../bom/convert.ts';
import { toPath } from '../grammar/check.ts';
import { quoted, type AddFinding } from './finding.ts';

/** Names that are used twice, and names that name nothing. */
export function lintReferences(bom: Bom, document: DataValue, add: AddFinding): void {
  const ground = groundOf(bom.origin);
  if (ground === 'cyclonedx') lintCycloneDx(document, add);
  else lintSpdx(bom, document, ground === 'spdx-3', add);
  lintCircles(bom, add);
}

/** Members of CycloneDX that name something else in the document. */
const namingMembers: ReadonlySet<string> = new Set([
  'ref',
  'dependsOn',
  'provides',
  'assemblies',
  'dependencies',
  'vulnerabilities',
  'subjects',
  'attributedTo',
  'process',
  'patentRefs',
]);

function lintCycloneDx(document: DataValue, add: AddFinding): void {
  const defined = new Map<string, Place>();
  const uses: { readonly ref: string; readonly place: Place }[] = [];
  walk(document, (node, place) => {
    const ref = node['bom-ref'];
    if (typeof ref === 'string' && ref !== '') {
      const other = defined.get(ref);
      if (other === undefined) defined.set(ref, place);
      else
        add(
          'error',
          'lint/duplicate-reference',
          `${pathOf(place)}.bom-ref`,
          `is ${quoted(ref)}, which ${pathOf(other)} has already`,
        );
    }
    for (const name in node) {
      if (!namingMembers.has(name)) continue;
      const value = node[name];
      if (typeof value === 'string') uses.push({ ref: value, place: { step: name, outer: place } });
      else if (Array.isArray(value))
        for (const [index, one] of (value as DataArray).entries())
          if (typeof one === 'string') uses.push({ ref: one, place: { step: index, outer: { step: name, outer: place } } });
    }
  });
  for (const { place, ref } of uses)
    if (!defined.has(ref) && !ref.startsWith('urn:cdx:'))
      add('error', 'lint/dangling-reference', pathOf(place), `names ${quoted(ref)}, which is nothing in the document`);
}

/** Where something stands, spelled out only when somebody asks. */
interface Place {
  readonly step: string | number;
  readonly outer: Place | undefined;
}

function pathOf(place: Place | undefined): string {
  const steps: (string | number)[] = [];
  for (let at = place; at !== undefined; at = at.outer) steps.unshift(at.step);
  return toPath(steps.slice(1));
}

/** Everything in a document that is an object, without recursion that its depth could exhaust. */
function walk(document: DataValue, visit: (node: DataObject, place: Place) => void): void {
  const pending: { readonly value: DataValue; readonly place: Place }[] = [
    { value: document, place: { step: '', outer: undefined } },
  ];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { place, value } = next;
    if (Array.isArray(value)) {
      for (let index = value.length - 1; index >= 0; index -= 1) {
        const item = (value as DataArray)[index];
        if (typeof item === 'object' && item !== null) pending.push({ value: item, place: { step: index, outer: place } });
      }
    } else if (isObject(value)) {
      visit(value, place);
      const names = Object.keys(value);
      for (let at = names.length - 1; at >= 0; at -= 1) {
        const name = names[at] as string;
        const inner = value[name];
        if (typeof inner === 'object' && inner !== null) pending.push({ value: inner, place: { step: name, outer: place } });
      }
    }
  }
}

const special: ReadonlySet<string> = new Set(['NONE', 'NOASSERTION']);

function lintSpdx(bom: Bom, document: DataValue, isThree: boolean, add: AddFinding): void {
  const defined = new Map<string, string>();
  const paths = componentPaths(bom);
  const define = (ref: DataValue | undefined, path: string): void => {
    if (typeof ref !== 'string') return;
    if (defined.has(ref)) add('error', 'lint/duplicate-reference', path, `is called ${quoted(ref)}, as is ${defined.get(ref)}`);
    else defined.set(ref, path);
  };
  if (isThree) {
    walk(document, (node, place) => define(node['spdxId'] ?? node['@id'], pathOf(place)));
  } else {
    define(bom.extra['SPDXID'], 'the document');
    for (const [index, { ref }] of bom.components.entries()) define(ref, paths[index] as string);
  }
  const check = (ref: string, path: string): void => {
    const isElsewhere = isThree ? !ref.startsWith(bom.facts.id ?? ' ') && isImported(bom, ref) : ref.startsWith('DocumentRef-');
    if (defined.has(ref) || special.has(ref) || isElsewhere || ref.startsWith('https://spdx.org/')) return;
    add('error', 'lint/dangling-reference', path, `names ${quoted(ref)}, which is nothing in the document`);
  };
  for (const [index, relationship] of bom.relationships.entries()) {
    const path = relationshipPath(bom, relationship, index);
    check(relationship.from, path);
    for (const ref of relationship.to) check(ref, path);
  }
  for (const member of ['documentDescribes']) {
    const list = bom.extra[member];
    if (Array.isArray(list)) for (const ref of list as DataArray) if (typeof ref === 'string') check(ref, member);
  }
  for (const [index, { extra }] of bom.components.entries()) {
    const files = extra['hasFiles'];
    if (Array.isArray(files))
      for (const ref of files as DataArray) if (typeof ref === 'string') check(ref, `${paths[index]}.hasFiles`);
  }
  if (!isThree) lintExternal(bom, add);
}

/** SPDX 3 names elements of other documents by their IRI and lists them as imports. */
function isImported(bom: Bom, ref: string): boolean {
  const list = bom.facts.extra['import'];
  return Array.isArray(list) && (list as DataArray).some((one) => isObject(one) && one['externalSpdxId'] === ref);
}

function lintExternal(bom: Bom, add: AddFinding): void {
  const list = bom.extra['externalDocumentRefs'];
  const known = new Set(
    Array.isArray(list) ? (list as DataArray).map((one) => (isObject(one) ? one['externalDocumentId'] : undefined)) : [],
  );
  for (const [index, relationship] of bom.relationships.entries())
    for (const ref of [relationship.from, ...relationship.to]) {
      const document = ref.slice(0, ref.indexOf(':'));
      if (ref.startsWith('DocumentRef-') && !known.has(document))
        add(
          'error',
          'lint/dangling-reference',
          relationshipPath(bom, relationship, index),
          `names ${quoted(ref)}, and the document lists no ${document}`,
        );
    }
}

/** Relationships that cannot lead back to where they began. That packages need each other in a circle is common, and no error. */
const acyclic: ReadonlySet<string> = new Set(['contains', 'ancestorOf', 'descendantOf', 'generates', 'expandsTo', 'packagedBy']);

function lintCircles(bom: Bom, add: AddFinding): void {
  const edges = new Map<string, Map<string, Set<string>>>();
  for (const [index, relationship] of bom.relationships.entries()) {
    const { from, to, type } = relationship;
    if (to.includes(from))
      add('warning', 'lint/self-reference', relationshipPath(bom, relationship, index), `says that ${quoted(from)} ${type} itself`);
    if (!acyclic.has(type)) continue;
    const ofType = edges.get(type) ?? new Map<string, Set<string>>();
    edges.set(type, ofType);
    const ends = ofType.get(from) ?? new Set<string>();
    ofType.set(from, ends);
    for (const ref of to) if (ref !== from) ends.add(ref);
  }
  for (const [type, graph] of edges) {
    const member = inCircle(graph);
    if (member !== undefined)
      add('error', 'lint/circle', 'relationships', `say that ${quoted(member)} ${type} something that ${type} it in turn`);
  }
}

/** One node of some circle of a graph; undefined when there is none. */
function inCircle(graph: ReadonlyMap<string, ReadonlySet<string>>): string | undefined {
  const incoming = new Map<string, number>();
  for (const ends of graph.values()) for (const end of ends) incoming.set(end, (incoming.get(end) ?? 0) + 1);
  const free = [...graph.keys()].filter((node) => !incoming.has(node));
  let left = incoming.size + free.length;
  for (let node = free.pop(); node !== undefined; node = free.pop()) {
    left -= 1;
    for (const end of graph.get(node) ?? []) {
      const count = (incoming.get(end) ?? 0) - 1;
      incoming.set(end, count);
      if (count === 0) free.push(end);
    }
  }
  return left <= 0 ? undefined : [...incoming].find(([node, count]) => count > 0 && graph.has(node))?.[0];
}
