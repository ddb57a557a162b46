import type { ProductIdentity, StatedProduct, VexDocument, VexStatement, VexStatus } from '../../src/advisory/vex/statement.ts';
import { unknown, known, type Component, type Inventory, type InventoryGraph } from '../../src/model/index.ts';

/** Package URLs, or `name:` and the name of a project. */
export function identity(text: string): ProductIdentity {
  const nothing = { purls: [], cpes: [], hashes: [] };
  return text.startsWith('name:') ? { ...nothing, name: text.slice(5) } : { ...nothing, purls: [text] };
}

/** `pkg:npm/part@1 in pkg:npm/whole@2`, or a package URL alone. */
export function product(text: string): StatedProduct {
  const [part = '', whole] = text.split(' in ');
  return whole === undefined ? { ...identity(part), subcomponents: [] } : { ...identity(whole), subcomponents: [identity(part)] };
}

/** A statement as a reader gives it. A closing one has a reason. */
export function says(
  status: VexStatus,
  vulnerability: string,
  products: string | readonly string[],
  more: Partial<Omit<VexStatement, 'document' | 'products'>> & { readonly document?: Partial<VexDocument> } = {},
): VexStatement {
  const { document, ...rest } = more;
  const timestamp = rest.timestamp ?? '2026-01-01T00:00:00Z';
  return {
    document: {
      format: 'openvex',
      id: 'https://vex.example/1',
      author: 'Somebody',
      file: 'vex.json',
      time: '2026-01-01T00:00:00Z',
      ...document,
    },
    vulnerability,
    aliases: [],
    products: [products].flat().map(product),
    status,
    timestamp,
    at: '/statements/0',
    ...(status === 'not_affected' ? { justification: 'vulnerable_code_not_present' as const } : {}),
    ...rest,
  };
}

/**
 * An npm inventory out of edges: `['shop > a', 'a > b']`. What is written `[shop]` is a project; versions are 1.0.0 where a name
 * has none (`b@2.0.0`).
 */
export function madeInventory(lines: readonly string[], edges: InventoryGraph['edges'] = 'complete'): Inventory {
  const names = [...new Set(lines.flatMap((line) => line.split(' > ')))];
  const components = names.map(toComponent).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const positionOf = (name: string): number => components.findIndex(({ id }) => id === toComponent(name).id);
  const targets = new Set(lines.flatMap((line) => line.split(' > ').slice(1)));
  const occurrences = names.map((name) => ({
    component: positionOf(name),
    scope: 'runtime' as const,
    dependsOn: lines.flatMap((line) => {
      const [from, to] = line.split(' > ');
      return from === name && to !== undefined ? [{ to: names.indexOf(to), scope: 'runtime' as const }] : [];
    }),
  }));
  const roots = names.flatMap((name, index) => (name.startsWith('[') || !targets.has(name) ? [index] : []));
  return {
    target: { kind: 'directory', name: '.' },
    components,
    graphs: [{ file: 'package-lock.json', cataloger: 'npm/package-lock', ecosystem: 'npm', edges, occurrences, roots }],
  };
}

/** `b` → `pkg:npm/b@1.0.0`. */
export function purlOf(name: string): string {
  return name.includes('@') ? `pkg:npm/${name}` : `pkg:npm/${name}@1.0.0`;
}

function toComponent(label: string): Component {
  const isProject = label.startsWith('[');
  const [name = '', version = '1.0.0'] = label.replaceAll(/[[\]]/g, '').split('@');
  return {
    id: isProject ? `project:${name}` : purlOf(label),
    type: isProject ? 'application' : 'library',
    ecosystem: 'npm',
    name,
    version: known(version),
    ...(isProject ? {} : { purl: purlOf(label) }),
    scope: 'runtime',
    hashes: [],
    licences: { declared: unknown, concluded: unknown, observed: [] },
    supplier: unknown,
    externalReferences: [],
    evidence: [],
  };
}
