import assert from 'node:assert/strict';
import { test } from 'node:test';
import { issuesOf, nodeOf, readTruncated, readWith, versionsOf } from '../../../../../test/kit/catalogued.ts';
import { osCatalogers } from '../index.ts';

const path = 'var/lib/rpmmanifest/container-manifest-2';
const row = (name: string, epoch: string): string =>
  `${name}\t1.2-3.cm2\t1653816591\t1653753130\tMicrosoft Corporation\t(none)\t5542680\tx86_64\t${epoch}\t${name}-1.2-3.cm2.src.rpm\n`;
const files = { 'etc/os-release': 'ID=mariner\nVERSION_ID="2.0"\n', [path]: row('a', '0') + row('b', '1') };

test('a line is a package with version, vendor, architecture, epoch and source package', async () => {
  const { graph, issues } = await readWith(osCatalogers, 'rpm/container-manifest', files, path);
  assert.deepEqual(issues, []);
  assert.equal(graph.edges, 'none');
  assert.deepEqual(nodeOf(graph, 'b'), {
    name: 'b',
    version: '1.2-3.cm2',
    kind: 'package',
    scope: 'runtime',
    namespace: 'mariner',
    qualifiers: { arch: 'x86_64', distro: 'mariner-2.0', epoch: '1', upstream: 'b-1.2-3.cm2.src.rpm' },
    supplier: 'Microsoft Corporation',
    line: 2,
  });
  assert.equal(nodeOf(graph, 'a').qualifiers?.['epoch'], undefined);
});

test('a line that is no package is an issue, and so is a list without any', async () => {
  const spoilt = `${row('a', '0')}nonsense\n${row('(none)', '0')}\n${row('b/c', '0')}`;
  const read = await readWith(osCatalogers, 'rpm/container-manifest', { ...files, [path]: spoilt }, path);
  assert.deepEqual(versionsOf(read.graph), ['a 1.2-3.cm2']);
  assert.deepEqual(issuesOf(read), ['rpm/manifest @ 2', 'rpm/manifest @ 3', 'rpm/manifest @ 5']);
  const empty = await readWith(osCatalogers, 'rpm/container-manifest', { ...files, [path]: '\n' }, path);
  assert.deepEqual(issuesOf(empty), ['rpm/empty']);
});

test('a list that is cut off anywhere is read up to there', async () => {
  await readTruncated(osCatalogers, 'rpm/container-manifest', files, path);
});
