import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  known,
  unknown,
  type Component,
  type Dependency,
  type DependencyPath,
  type Inventory,
  type InventoryGraph,
  type Occurrence,
} from '../model/index.ts';
import { createPathFinder } from './paths.ts';

/** One node as a test writes it: `name@version` (the component), its edges by the key of the node, where it is locked. */
interface Node {
  readonly is?: string;
  readonly line?: number;
  readonly file?: string;
  readonly scope?: Dependency['scope'];
  readonly needs?: readonly (string | (Partial<Dependency> & { readonly key: string }))[];
}
type Nodes = Readonly<Record<string, Node>>;

interface GraphSpec {
  readonly file?: string;
  /** Keys of the nodes; the first node when absent. */
  readonly roots?: readonly string[];
  readonly nodes: Nodes;
}

function inventoryOf(...specs: readonly GraphSpec[]): Inventory {
  const names = [...new Set(specs.flatMap(({ nodes }) => Object.entries(nodes).map(([key, node]) => node.is ?? key)))];
  return {
    target: { kind: 'directory', name: '.' },
    components: names.map(toComponent),
    graphs: specs.map((spec) => toGraph(spec, (name) => names.indexOf(name))),
  };
}

function toComponent(id: string): Component {
  const [name = '', version] = id.split('@');
  return {
    id,
    type: 'library',
    name,
    version: version === undefined ? unknown : known(version),
    scope: 'runtime',
    hashes: [],
    licences: { declared: unknown, concluded: unknown, observed: [] },
    supplier: unknown,
    externalReferences: [],
    evidence: [],
  };
}

function toGraph({ file = 'lock', nodes, roots }: GraphSpec, componentOf: (name: string) => number): InventoryGraph {
  const keys = Object.keys(nodes);
  return {
    file,
    cataloger: 'test',
    edges: 'complete',
    roots: (roots ?? keys.slice(0, 1)).map((key) => keys.indexOf(key)),
    occurrences: Object.entries(nodes).map(([key, node]) => toOccurrence(componentOf(node.is ?? key), node, keys)),
  };
}

function toOccurrence(component: number, { needs = [], scope = 'runtime', line, file }: Node, keys: readonly string[]): Occurrence {
  return {
    component,
    scope,
    ...(line === undefined ? {} : { line }),
    ...(file === undefined ? {} : { file }),
    dependsOn: needs.map((need) => {
      if (typeof need === 'string') return { to: keys.indexOf(need), scope: 'runtime' };
      const { key, ...rest } = need;
      return Object.assign(rest, { to: keys.indexOf(key), scope: rest.scope ?? 'runtime' });
    }),
  };
}

function find(inventory: Inventory, id: string, most = 5): readonly DependencyPath[] {
  return createPathFinder(inventory).pathsTo(
    inventory.components.findIndex((component) => component.id === id),
    most,
  );
}

/** `app > a 1 > b 2`. */
function written(path: DependencyPath): string {
  return path.steps.map((step) => (step.version === undefined ? step.name : `${step.name} ${step.version}`)).join(' > ');
}

function pathsOf(spec: GraphSpec | readonly GraphSpec[], id: string, most?: number): readonly string[] {
  return find(inventoryOf(...[spec].flat()), id, most).map(written);
}

test('a path leads from the project to the component, with the versions that are known', () => {
  const nodes = { app: { needs: ['a@1'] }, 'a@1': { needs: ['b'] }, b: { needs: ['c@3'] }, 'c@3': {} };
  assert.deepEqual(pathsOf({ nodes }, 'c@3'), ['app > a 1 > b > c 3']);
  assert.deepEqual(pathsOf({ nodes }, 'a@1'), ['app > a 1']);
});

test('there is one path per direct dependency, the shortest, and short ones come first', () => {
  const nodes = {
    app: { needs: ['long', 'short', 'x', 'aside'] },
    long: { needs: ['l1', 'l2'] },
    l1: { needs: ['l2', 'x'] },
    l2: { needs: ['l1'] },
    short: { needs: ['x', 'l1'] },
    aside: {},
    x: {},
  };
  assert.deepEqual(pathsOf({ nodes }, 'x'), ['app > x', 'app > short > x', 'app > long > l1 > x']);
  assert.deepEqual(pathsOf({ nodes }, 'x', 2), ['app > x', 'app > short > x']);
  assert.deepEqual(pathsOf({ nodes }, 'x', 0), []);
});

test('a ring neither ends in a loop nor hides the way in', () => {
  const nodes = { app: { needs: ['a'] }, a: { needs: ['b'] }, b: { needs: ['c', 'b'] }, c: { needs: ['a', 'app'] } };
  assert.deepEqual(pathsOf({ nodes }, 'c'), ['app > a > b > c']);
  assert.deepEqual(pathsOf({ nodes }, 'a'), ['app > a']);
});

test('a path does not come back to the project where it began', () => {
  const nodes = { app: { needs: ['plugin', 'x'] }, plugin: { needs: ['app'] }, x: {} };
  assert.deepEqual(pathsOf({ nodes }, 'x'), ['app > x']);
});

test('every project of a graph has its own paths', () => {
  const nodes = { one: { needs: ['a'] }, two: { needs: ['b', 'a'] }, a: { needs: ['x'] }, b: { needs: ['x'] }, x: {}, three: {} };
  const paths = pathsOf({ nodes, roots: ['one', 'two', 'three'] }, 'x');
  assert.deepEqual(paths.toSorted(), ['one > a > x', 'two > a > x', 'two > b > x']);
});

test('what depends on a project gets the component from there and has no path of its own, even when the two need each other', () => {
  const nodes = { site: { needs: ['core', 'y'] }, core: { needs: ['x', 'site'] }, y: { needs: ['core'] }, x: {} };
  assert.deepEqual(pathsOf({ nodes, roots: ['site', 'core'] }, 'x'), ['core > x']);
  assert.deepEqual(pathsOf({ nodes, roots: ['site', 'core'] }, 'core'), ['core', 'site > core', 'site > y > core']);
});

test('nested copies of one component are one component: each direct dependency leads to the copy that is nearest', () => {
  const nodes = {
    app: { needs: ['a', 'b'] },
    a: { needs: ['a/x', 'b'] },
    b: { needs: ['b/c'] },
    'a/x': { is: 'x@1', line: 10 },
    'b/c': { is: 'c', needs: ['b/c/x'] },
    'b/c/x': { is: 'x@1', line: 20 },
    'other/x': { is: 'x@2' },
  };
  const paths = find(inventoryOf({ nodes }), 'x@1');
  assert.deepEqual(paths.map(written), ['app > a > x 1', 'app > b > c > x 1']);
  assert.deepEqual(
    paths.map((path) => path.line),
    [10, 20],
  );
});

test('copies of a whole chain under the same names are said once', () => {
  const nodes = {
    app: {
      needs: [
        { key: 'a1', line: 3 },
        { key: 'a2', line: 3 },
        { key: 'b', line: 4 },
      ],
    },
    a1: { is: 'a', needs: ['x1'] },
    a2: { is: 'a', needs: ['x2'] },
    b: { needs: ['b1'] },
    b1: { needs: ['x2'] },
    x1: { is: 'x' },
    x2: { is: 'x' },
  };
  assert.deepEqual(pathsOf({ nodes }, 'x', 2), ['app > a > x', 'app > b > b1 > x']);
});

test('without projects a path begins at what nobody depends on', () => {
  const nodes = { a: { needs: ['b'], line: 1 }, b: { line: 2 }, c: { needs: ['b'] }, lone: { line: 7 } };
  const spec = { nodes, roots: ['a', 'c', 'lone'] };
  assert.deepEqual(pathsOf(spec, 'b'), ['a > b', 'c > b']);
  const [path, ...others] = find(inventoryOf(spec), 'lone');
  assert.deepEqual(path, { graph: 'lock', steps: [{ name: 'lone' }], scope: 'runtime', file: 'lock', line: 7 });
  assert.deepEqual(others, []);
});

test('a component that nothing leads to is still shown, where it is locked', () => {
  const ring = { a: { needs: ['b'], line: 4 }, b: { needs: ['a'] } };
  assert.deepEqual(pathsOf({ nodes: ring, roots: [] }, 'a'), ['a']);
  const loose = inventoryOf({ nodes: { app: {}, x: { line: 9, file: 'installed/x' } } });
  assert.deepEqual(find(loose, 'x'), [{ graph: 'lock', steps: [{ name: 'x' }], scope: 'runtime', file: 'installed/x', line: 9 }]);
});

test('a path never crosses from one graph into another', () => {
  const one = { file: 'one/lock', nodes: { app: { needs: ['a'] }, a: {} } };
  const two = { file: 'two/lock', nodes: { tool: { needs: ['b'] }, b: { needs: ['a'] }, a: { needs: ['x'] }, x: {} } };
  assert.deepEqual(pathsOf([one, two], 'x'), ['tool > b > a > x']);
  const paths = find(inventoryOf(two, one), 'a');
  assert.deepEqual(
    paths.map((path) => [path.graph, written(path)]),
    [
      ['one/lock', 'app > a'],
      ['two/lock', 'tool > b > a'],
    ],
  );
});

test('paths of many graphs are put in the order of length, file and line, and cut off together', () => {
  const graph = (file: string, line: number): GraphSpec => ({
    file,
    nodes: { [`app-${file}`]: { needs: [{ key: 'x', line }] }, x: {} },
  });
  const far = { file: 'a/far', nodes: { app: { needs: ['y'] }, y: { needs: ['x'] }, x: {} } };
  const paths = find(inventoryOf(graph('c', 1), far, graph('b', 2), graph('b', 1)), 'x', 3);
  assert.deepEqual(
    paths.map((path) => `${path.file}:${path.line ?? ''}`),
    ['b:1', 'b:2', 'c:1'],
  );
});

test('a path names the file and line that ask for the direct dependency', () => {
  const place = (need: Partial<Dependency>, locked: Node = { line: 30 }): readonly unknown[] => {
    const nodes = { app: { needs: [{ key: 'a', ...need }] }, a: { line: 20, needs: ['x'] }, x: locked };
    const [path] = find(inventoryOf({ nodes }), 'x');
    return [path?.file, path?.line];
  };
  assert.deepEqual(place({ file: 'package.json', line: 14 }), ['package.json', 14]);
  assert.deepEqual(place({ line: 14 }), ['lock', 14]);
  assert.deepEqual(place({ file: 'package.json' }), ['package.json', undefined]);
  // Where nobody says that, it is where the component is locked.
  assert.deepEqual(place({}), ['lock', 30]);
  assert.deepEqual(place({}, { file: 'installed/x', line: 1 }), ['installed/x', 1]);
  assert.deepEqual(place({}, {}), ['lock', undefined]);
});

test('a dependency that is asked for on two lines has a path for each', () => {
  const nodes = {
    app: {
      needs: [
        { key: 'x', line: 9 },
        { key: 'x', line: 4 },
        { key: 'x', line: 9 },
      ],
    },
    x: {},
  };
  assert.deepEqual(
    find(inventoryOf({ nodes }), 'x').map((path) => path.line),
    [4, 9],
  );
});

test('the scope of a path is that of its weakest part', () => {
  const nodes = {
    app: { needs: [{ key: 'a', scope: 'runtime' }, { key: 'tool', scope: 'dev' }, { key: 'b' }] },
    a: { needs: [{ key: 'x', scope: 'optional' }, { key: 'y' }] },
    tool: { needs: ['x'] },
    b: { needs: ['b1'] },
    b1: { needs: ['x'] },
    x: {},
    y: { scope: 'test' },
  } as const;
  const inventory = inventoryOf({ nodes });
  assert.deepEqual(
    find(inventory, 'x').map((path) => [written(path), path.scope]),
    [
      ['app > a > x', 'optional'],
      ['app > tool > x', 'dev'],
      ['app > b > b1 > x', 'runtime'],
    ],
  );
  assert.deepEqual(
    find(inventory, 'y').map((path) => path.scope),
    ['test'],
  );
});

test('one finder answers the same question the same way, whatever was asked in between', () => {
  const nodes = { app: { needs: ['a', 'b'] }, a: { needs: ['x'] }, b: { needs: ['x', 'a'] }, x: {} };
  const inventory = inventoryOf({ nodes });
  const finder = createPathFinder(inventory);
  const first = inventory.components.map((_, component) => finder.pathsTo(component, 5));
  const again = inventory.components.map((_, component) => finder.pathsTo(component, 5));
  assert.deepEqual(again, first);
  assert.deepEqual(finder.pathsTo(99, 5), []);
});

test('a path as deep as a hostile lockfile is shortened in the middle', () => {
  const depth = 5000;
  const nodes: Record<string, Node> = { app: { needs: ['n1'] } };
  for (let level = 1; level < depth; level += 1) nodes[`n${level}`] = { needs: [`n${level + 1}`] };
  nodes[`n${depth}`] = {};
  const [path] = find(inventoryOf({ nodes }), `n${depth}`);
  assert.equal(path?.steps.length, 101);
  assert.deepEqual(
    path.steps.slice(97).map((step) => step.name),
    ['n97', 'n98', `… ${depth + 1 - 100} more`, `n${depth}`],
  );
});

const size = 8;
const graphs = fc.record({
  edges: fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 20 }),
  roots: fc.uniqueArray(fc.nat(size - 1), { maxLength: 3 }),
});

test('there is a path for every direct dependency that leads to the component, and no walk of the graph is shorter', () => {
  fc.assert(
    fc.property(graphs, ({ edges, roots }) => {
      const unique = [...new Set(edges.map(([from, to]) => `${from} ${to}`))].map((edge) => edge.split(' ').map(Number));
      const needs = Array.from({ length: size }, (_, from) =>
        unique.flatMap((edge) => (edge[0] === from ? [edge[1] as number] : [])),
      );
      const nodes = Object.fromEntries(needs.map((all, index) => [`n${index}`, { needs: all.map((to) => `n${to}`) }]));
      const inventory = inventoryOf({ nodes, roots: roots.map((root) => `n${root}`) });
      for (let target = 0; target < size; target += 1) {
        const paths = find(inventory, `n${target}`, 100);
        const found = new Map(
          paths.map((path) => [
            path.steps
              .slice(0, 2)
              .map(({ name }) => name)
              .join(' '),
            path.steps.length,
          ]),
        );
        assert.equal(found.size, paths.length);
        const expected = expectedWays(needs, roots, target);
        assert.deepEqual(found, expected.size > 0 ? expected : new Map([[`n${target}`, 1]]));
        for (const path of paths) {
          const steps = path.steps.map(({ name }) => Number(name.slice(1)));
          for (const [at, step] of steps.slice(1).entries()) assert.ok(needs[steps[at] as number]?.includes(step));
        }
      }
    }),
  );
});

/** Root and direct dependency to the length of the shortest path, found from above: by trying all paths that meet no second root. */
function expectedWays(
  needs: readonly (readonly number[])[],
  roots: readonly number[],
  target: number,
): ReadonlyMap<string, number> {
  const depthFrom = (from: number, seen: readonly number[]): number => {
    if (from === target) return 1;
    if (roots.includes(from) || seen.includes(from)) return Number.POSITIVE_INFINITY;
    return 1 + Math.min(...(needs[from] ?? []).map((to) => depthFrom(to, [...seen, from])));
  };
  const ways = new Map<string, number>();
  for (const root of roots) {
    if (root === target) ways.set(`n${root}`, 1);
    else for (const direct of needs[root] ?? []) ways.set(`n${root} n${direct}`, 1 + depthFrom(direct, [root]));
  }
  return new Map([...ways].filter(([, length]) => Number.isFinite(length)).toSorted((a, b) => a[1] - b[1]));
}
