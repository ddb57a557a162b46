import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { createContext, defaultLimits, type Ctx } from '../../../kernel/index.ts';
import { edgesOf, issuesOf, nodeOf, readGraph, readWith, versionsOf, type Read } from '../../../../test/kit/catalogued.ts';
import { makeElf, makeFat, makeMachO, makePe, rustAuditData } from '../../../../test/kit/make-binaries.ts';
import { binaryCatalogers } from './index.ts';

const ID = 'binary/rust-auditable';

const list = {
  packages: [
    { name: 'cc', version: '1.0.90', source: 'crates.io', kind: 'build' },
    { name: 'libz-sys', version: '1.1.16', source: 'crates.io', dependencies: [0] },
    { name: 'own', version: '0.1.0', source: 'local', dependencies: [1, 3], root: true },
    { name: 'serde', version: '1.0.197', source: 'crates.io' },
  ],
};

function program(content: Buffer): Buffer {
  return makeElf({ sections: [{ name: '.dep-v0', content }] });
}

function read(content: Buffer, ctx?: Ctx): Promise<Read> {
  return readWith(binaryCatalogers, ID, { 'bin/own': program(content) }, 'bin/own', ctx);
}

test('the packages are read with who needs whom; what only the build needed is not in the program', async () => {
  const graph = await readGraph(binaryCatalogers, ID, { 'bin/own': program(rustAuditData(list)) });
  assert.equal(graph.ecosystem, 'cargo');
  assert.equal(graph.edges, 'complete');
  assert.deepEqual(versionsOf(graph), ['cc 1.0.90', 'libz-sys 1.1.16', 'own 0.1.0', 'serde 1.0.197']);
  assert.deepEqual(edgesOf(graph), ['libz-sys > cc dev', 'own > libz-sys runtime', 'own > serde runtime']);
  assert.equal(nodeOf(graph, 'cc').scope, 'dev');
  assert.equal(nodeOf(graph, 'serde').scope, 'runtime');
});

test('the list is found in ELF, PE and Mach-O files', async () => {
  const content = rustAuditData(list);
  const machO = makeMachO({ bits: 64, sections: [{ name: '__DATA,.dep-v0', content }] });
  for (const bytes of [
    makeElf({ bits: 32, isBigEndian: true, sections: [{ name: '.dep-v0', content }] }),
    makePe({ sections: [{ name: '.dep-v0', content }] }),
    machO,
    makeFat([machO]),
  ]) {
    assert.equal(versionsOf(await readGraph(binaryCatalogers, ID, { program: bytes })).length, 4);
  }
});

test('a program without the list has nothing to say, unless its sections cannot be read', async () => {
  const elf = makeElf({ sections: [{ name: '.text', content: Buffer.alloc(100) }] });
  const whole = await readWith(binaryCatalogers, ID, { program: elf });
  assert.deepEqual([whole.graphs, whole.issues], [[], []]);
  const cut = await readWith(binaryCatalogers, ID, { program: elf.subarray(0, elf.length - 100) });
  assert.deepEqual(issuesOf(cut), ['binary/damaged']);
});

test('a list that decompresses to more than the limit is an issue and not held in memory', async () => {
  const ctx = createContext({ limits: { ...defaultLimits, manifestBytes: 1_000_000 } });
  const { graphs, issues } = await read(deflateSync(Buffer.alloc(50_000_000)), ctx);
  assert.deepEqual(graphs, []);
  assert.deepEqual(
    issues.map(({ message }) => message),
    ['has a list of Rust packages that would decompress to more than 1000000 bytes'],
  );
});

test('a list that is not compressed, cut off or not UTF-8 is an issue', async () => {
  const whole = rustAuditData(list);
  for (const content of [Buffer.from('no zlib'), whole.subarray(0, 30), deflateSync(Buffer.from([0xff, 0xfe]))]) {
    assert.deepEqual(issuesOf(await read(content)), ['cargo/audit-data']);
  }
  const elf = program(whole);
  elf.writeBigUInt64LE(BigInt(elf.length), elf.readUInt32LE(40) + 64 + 24);
  const { issues } = await readWith(binaryCatalogers, ID, { program: elf });
  assert.deepEqual(
    issues.map(({ message }) => message),
    ['has a list of Rust packages that lies in part outside of the file'],
  );
});

test('a mistake in one package does not cost the others', async () => {
  const spoilt = {
    packages: [
      5,
      { version: '1.0.0' },
      { name: 'a b', version: '1.0.0' },
      { name: 'one', version: 1, kind: 'other', dependencies: [99, 'x', 4] },
      { name: 'two', version: '2.0.0', source: 'crates.io', dependencies: 'all' },
    ],
  };
  const { graph, issues } = await read(rustAuditData(spoilt));
  assert.deepEqual(versionsOf(graph), ['one', 'two 2.0.0']);
  assert.deepEqual(edgesOf(graph), ['one > two runtime']);
  assert.deepEqual(
    issues.map(({ code }) => code),
    [
      'cargo/shape',
      'cargo/shape',
      'cargo/name',
      'cargo/shape',
      'cargo/shape',
      'cargo/shape',
      'cargo/dependency',
      'cargo/dependency',
    ],
  );
});

test('lists of another shape are issues', async () => {
  for (const text of ['[]', 'null', '{"packages": {}}', '{', '{"packages": [], "packages": []}', '['.repeat(1000)]) {
    const { issues } = await read(rustAuditData(text));
    assert.notEqual(issues.length, 0, text);
    for (const issue of issues) {
      assert.equal(issue.line, undefined);
      assert.match(issue.message, /^has /);
    }
  }
});

test('more packages than the limit allows are cut off with an issue', async () => {
  const packages = Array.from({ length: 50 }, (_, index) => ({
    name: `p${index}`,
    version: '1.0.0',
    dependencies: index > 0 ? [index - 1] : [],
  }));
  const ctx = createContext({ limits: { ...defaultLimits, packagesPerFile: 10 } });
  const { graph, issues } = await read(rustAuditData({ packages }), ctx);
  assert.equal(graph.packages.length, 10);
  assert.deepEqual(
    issues.map(({ code }) => code),
    ['file/too-many-packages'],
  );
});
