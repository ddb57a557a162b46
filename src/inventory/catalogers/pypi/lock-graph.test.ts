import assert from 'node:assert/strict';
import test from 'node:test';
import { LockGraph } from './lock-graph.ts';
import { edges, names } from '../../../../test/kit/read-graph.ts';

function lock(...packages: readonly string[]): { readonly graph: LockGraph; readonly root: number } {
  const graph = new LockGraph();
  const root = graph.add('project', { name: 'demo', kind: 'project', directory: '.' });
  for (const one of packages) {
    const [name = '', version = ''] = one.split('@');
    graph.add(one, { name, version, kind: 'package' });
  }
  return { graph, root };
}

function at(graph: LockGraph, key: string): number {
  const index = graph.indexOf(key);
  assert.ok(index !== undefined);
  return index;
}

test('what an extra brings has the scope of whoever asks for the extra', () => {
  const { graph, root } = lock('requests@2', 'pysocks@1', 'tool@3');
  const [requests, pysocks, tool] = [at(graph, 'requests@2'), at(graph, 'pysocks@1'), at(graph, 'tool@3')];
  graph.ask([requests], { from: root, scope: 'runtime' });
  graph.ask([tool], { from: root, scope: 'dev' });
  graph.ask([pysocks], { from: requests, scope: 'runtime', extras: ['socks'] });
  assert.ok(edges(graph.finish('complete')).includes('requests@2 -> pysocks@1 optional -'), 'nobody asks');
  graph.ask([requests], { from: root, scope: 'dev', toExtras: ['SOCKS'] });
  assert.ok(edges(graph.finish('complete')).includes('requests@2 -> pysocks@1 dev -'), 'development asks');
  graph.ask([requests], { from: tool, scope: 'runtime', toExtras: ['socks'] });
  assert.ok(edges(graph.finish('complete')).includes('requests@2 -> pysocks@1 runtime -'), 'another package asks');
});

test('an extra may ask for an extra of another package', () => {
  const { graph, root } = lock('a@1', 'b@1', 'c@1');
  const [a, b, c] = [at(graph, 'a@1'), at(graph, 'b@1'), at(graph, 'c@1')];
  graph.ask([c], { from: b, scope: 'runtime', extras: ['y'] });
  graph.ask([b], { from: a, scope: 'runtime', extras: ['x'], toExtras: ['y'] });
  graph.ask([a], { from: root, scope: 'dev', toExtras: ['x'] });
  assert.deepEqual(edges(graph.finish('complete')), ['[demo] -> a@1 dev -', 'a@1 -> b@1 dev -', 'b@1 -> c@1 dev -']);
});

test('the extras of a project are optional, unless somebody in the lock asks for them', () => {
  const { graph, root } = lock('a@1', 'yaml@1');
  const member = graph.add('member', { name: 'member', kind: 'project', directory: 'member' });
  graph.ask([at(graph, 'yaml@1')], { from: member, scope: 'runtime', extras: ['yaml'] });
  assert.deepEqual(edges(graph.finish('complete')), ['[member] -> yaml@1 optional -']);
  graph.ask([member], { from: root, scope: 'runtime', toExtras: ['yaml'] });
  assert.deepEqual(edges(graph.finish('complete')), ['[demo] -> [member] runtime -', '[member] -> yaml@1 runtime -']);
});

test('extras that ask for each other in a circle come to an end', () => {
  const { graph, root } = lock('a@1', 'b@1');
  const [a, b] = [at(graph, 'a@1'), at(graph, 'b@1')];
  graph.ask([b], { from: a, scope: 'runtime', extras: ['x'], toExtras: ['x'] });
  graph.ask([a], { from: b, scope: 'runtime', extras: ['x'], toExtras: ['x'] });
  graph.ask([a], { from: root, scope: 'optional', toExtras: ['x'] });
  assert.deepEqual(edges(graph.finish('complete')), ['[demo] -> a@1 optional -', 'a@1 -> b@1 optional -', 'b@1 -> a@1 optional -']);
});

test('of several versions those are found that meet the specifiers, and all when none does or nobody can tell', () => {
  const { graph } = lock('numpy@1.26.4', 'numpy@2.1.0', 'other@1');
  const [one, two] = [at(graph, 'numpy@1.26.4'), at(graph, 'numpy@2.1.0')];
  assert.deepEqual(graph.find('NumPy', { specifier: '<2' }), [one]);
  assert.deepEqual(graph.find('numpy', { specifier: '>=2' }), [two]);
  assert.deepEqual(graph.find('numpy', { version: '2.1.0' }), [two]);
  for (const specifier of ['', '>=1', '>=3', '^2.0', 'nonsense'])
    assert.deepEqual(graph.find('numpy', { specifier }), [one, two], specifier);
  assert.deepEqual(graph.find('other', { specifier: '>=2' }), [at(graph, 'other@1')], 'the only one is what was installed');
  assert.deepEqual(graph.find('absent'), []);
});

test('the project adopts what nobody asks for, and one of those that ask for each other', () => {
  const { graph, root } = lock('a@1', 'b@1', 'c@1', 'd@1');
  const [a, b, c, d] = [at(graph, 'a@1'), at(graph, 'b@1'), at(graph, 'c@1'), at(graph, 'd@1')];
  graph.ask([b], { from: a, scope: 'runtime' });
  graph.ask([d], { from: c, scope: 'runtime' });
  graph.ask([c], { from: d, scope: 'runtime' });
  graph.adoptLoose(root);
  assert.deepEqual(edges(graph.finish('complete')), [
    '[demo] -> a@1 runtime -',
    '[demo] -> c@1 runtime -',
    'a@1 -> b@1 runtime -',
    'c@1 -> d@1 runtime -',
    'd@1 -> c@1 runtime -',
  ]);
});

test('a package is not its own dependency, and the same edge is told once', () => {
  const { graph, root } = lock('a@1');
  const a = at(graph, 'a@1');
  graph.ask([a], { from: a, scope: 'runtime' });
  graph.ask([a], { from: root, scope: 'runtime', requirement: '>=1' });
  graph.ask([a], { from: root, scope: 'runtime' });
  graph.ask([a], { from: root, scope: 'dev' });
  assert.deepEqual(edges(graph.finish('complete')), ['[demo] -> a@1 dev -', '[demo] -> a@1 runtime >=1']);
});

test('a key that is there keeps its package; what is missing has no version', () => {
  const { graph } = lock('a@1');
  assert.equal(graph.add('a@1', { name: 'other', kind: 'package' }), at(graph, 'a@1'));
  assert.equal(graph.addMissing('Gone'), graph.addMissing('gone'));
  assert.deepEqual(names(graph.finish('complete')), ['[demo]', 'a@1', 'Gone@?']);
});

test('edges beyond the bound are left out, and the graph says so', () => {
  const { graph, root } = lock('a@1');
  const many = Array.from({ length: 1_000_001 }, () => at(graph, 'a@1'));
  graph.ask(many, { from: root, scope: 'runtime' });
  assert.equal(graph.isFull(), true);
  assert.equal(graph.finish('complete').edges, 'partial');
});
