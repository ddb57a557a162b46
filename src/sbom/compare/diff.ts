import { parsePurl } from '../../model/purl/index.ts';
import type { Agent, Bom, BomComponent } from '../bom/model.ts';

/** A component as a comparison names it. */
export interface ComparedComponent {
  readonly name: string;
  readonly version?: string;
  readonly purl?: string;
  readonly type?: string;
}

export interface ComponentChange {
  readonly name: string;
  readonly purl?: string;
  /** What changed, each with what it was and what it is; absent where it was not said. */
  readonly changes: readonly {
    readonly what: 'version' | 'licence' | 'supplier' | 'hash' | 'scope';
    readonly from?: string;
    readonly to?: string;
  }[];
}

export interface BomDiff {
  readonly came: readonly ComparedComponent[];
  readonly went: readonly ComparedComponent[];
  readonly changed: readonly ComponentChange[];
  readonly unchanged: number;
}

/**
 * What two documents, in whatever formats, say differently of their components. A component is the same in both when its package URL
 * without the version is, or else its kind, group and name; of several of one name those with one version are put together first.
 * What says the same in another form (a licence in SPDX and in CycloneDX) is no change.
 */
export function diffBoms(before: Bom, after: Bom): BomDiff {
  const [old, recent] = [group(before), group(after)];
  const came: ComparedComponent[] = [];
  const went: ComparedComponent[] = [];
  const changed: ComponentChange[] = [];
  let unchanged = 0;
  for (const key of [...new Set([...old.keys(), ...recent.keys()])].toSorted()) {
    const { left, pairs, right } = pair(old.get(key) ?? [], recent.get(key) ?? []);
    for (const one of left) went.push(toCompared(one));
    for (const one of right) came.push(toCompared(one));
    for (const [a, b] of pairs) {
      const change = compare(a, b);
      if (change === undefined) unchanged += 1;
      else changed.push(change);
    }
  }
  return { came, went, changed, unchanged };
}

function group(bom: Bom): ReadonlyMap<string, readonly BomComponent[]> {
  const groups = new Map<string, BomComponent[]>();
  for (const component of bom.components) {
    if (component.kind === 'snippet') continue;
    const key = identityOf(component);
    const list = groups.get(key);
    if (list === undefined) groups.set(key, [component]);
    else list.push(component);
  }
  return groups;
}

/** The name of a component in whatever version. */
export function identityOf({ group: outer, kind, name, purl }: BomComponent): string {
  const parsed = purl === undefined ? undefined : parsePurl(purl, { foldKeys: true });
  if (parsed?.ok === true) {
    const { name: own, namespace, qualifiers, subpath, type } = parsed.purl;
    const rest = [...qualifiers].filter(([key]) => key !== 'vcs_url' && key !== 'checksum' && key !== 'download_url');
    return ['pkg', type, namespace ?? '', own, subpath ?? '', ...rest.map(([key, value]) => `${key}=${value}`)].join('\u0000');
  }
  return [kind, outer === undefined ? (name ?? '') : `${outer}/${name ?? ''}`].join('\u0000');
}

interface Paired {
  readonly pairs: readonly (readonly [BomComponent, BomComponent])[];
  readonly left: readonly BomComponent[];
  readonly right: readonly BomComponent[];
}

function pair(before: readonly BomComponent[], after: readonly BomComponent[]): Paired {
  if (before.length === 1 && after.length === 1)
    return { pairs: [[before[0] as BomComponent, after[0] as BomComponent]], left: [], right: [] };
  const byVersion = new Map<string, BomComponent[]>();
  for (const one of after) byVersion.set(one.version ?? '', [...(byVersion.get(one.version ?? '') ?? []), one]);
  const pairs: (readonly [BomComponent, BomComponent])[] = [];
  const left: BomComponent[] = [];
  for (const one of before) {
    const same = byVersion.get(one.version ?? '')?.shift();
    if (same === undefined) left.push(one);
    else pairs.push([one, same]);
  }
  const right = [...byVersion.values()].flat();
  // What is left over changed its version, in the order of the documents.
  const further = Math.min(left.length, right.length);
  for (let index = 0; index < further; index += 1) pairs.push([left[index] as BomComponent, right[index] as BomComponent]);
  return { pairs, left: left.slice(further), right: right.slice(further) };
}

function toCompared({ group: outer, name, purl, type, version }: BomComponent): ComparedComponent {
  return {
    name: outer === undefined ? (name ?? '') : `${outer}/${name ?? ''}`,
    ...(version === undefined ? {} : { version }),
    ...(purl === undefined ? {} : { purl }),
    ...(type === undefined ? {} : { type }),
  };
}

function compare(a: BomComponent, b: BomComponent): ComponentChange | undefined {
  const changes: { what: ComponentChange['changes'][number]['what']; from?: string; to?: string }[] = [];
  const note = (what: ComponentChange['changes'][number]['what'], from: string | undefined, to: string | undefined): void => {
    if (from !== to) changes.push({ what, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) });
  };
  note('version', a.version, b.version);
  note('licence', licenceOf(a), licenceOf(b));
  note('supplier', agentName(a.supplier), agentName(b.supplier));
  if (a.version === b.version) note('hash', hashOf(a, b), hashOf(b, a));
  if (changes.length === 0) return undefined;
  const { name, purl } = toCompared(b);
  return { name, ...(purl === undefined ? {} : { purl }), changes };
}

/** Licences in one spelling and order; what files say of themselves is left out. */
export function licenceOf({ licences }: BomComponent): string | undefined {
  const texts = (licences ?? [])
    .filter(({ form, role }) => role !== 'observed' && form !== 'noassertion')
    .map(({ form, role, text }) => (form === 'none' ? 'NONE' : role === 'concluded' ? `${text} (concluded)` : text));
  const declared = texts.filter((text) => !text.endsWith(' (concluded)'));
  const shown = declared.length > 0 ? declared : texts;
  return shown.length === 0 ? undefined : [...new Set(shown)].toSorted().join(' AND ');
}

export function agentName(agent: Agent | undefined): string | undefined {
  return agent?.name ?? agent?.email;
}

/** A hash that both have of one algorithm, or none: more hashes than before are no change. */
function hashOf(own: BomComponent, other: BomComponent): string | undefined {
  for (const { algorithm, value } of own.hashes ?? []) {
    const same = other.hashes?.find((hash) => hash.algorithm === algorithm);
    if (same !== undefined && same.value.toLowerCase() !== value.toLowerCase()) return `${algorithm} ${value.toLowerCase()}`;
  }
  return undefined;
}
