import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createContext, defaultLimits } from '../../../kernel/index.ts';
import { issuesOf, readWith, type Read } from '../../../../test/kit/catalogued.ts';
import { bundleMark, makeAssembly, makeBundle, type MadeAssembly } from '../../../../test/kit/make-assembly.ts';
import { makeElf, makeMachO, makePe } from '../../../../test/kit/make-binaries.ts';
import { binaryCatalogers } from './index.ts';

const ID = 'binary/dotnet';

function read(bytes: Uint8Array, path = 'bin/Acme.dll'): Promise<Read> {
  return readWith(binaryCatalogers, ID, { [path]: bytes });
}

async function found(made: Partial<MadeAssembly>, path?: string): Promise<readonly string[]> {
  const { graphs, issues } = await read(makeAssembly({ name: 'Acme.Things', ...made }), path);
  assert.deepEqual(issues, []);
  return graphs.flatMap(({ packages }) =>
    packages.map(({ name, version }) => (version === undefined ? name : `${name} ${version}`)),
  );
}

test('an assembly is the package of its name, in the version that its build wrote, without the commit (ECMA-335 II.22)', async () => {
  const attributes = {
    InformationalVersion: '13.0.3+0a2e291c0d9c0c7675d445703e51750363a549ef',
    Company: 'Acme',
    FileVersion: '13.0.3.27908',
  };
  const { graph } = await read(makeAssembly({ name: 'Acme.Things', version: [13, 0, 0, 0], attributes }));
  assert.equal(graph.ecosystem, 'nuget');
  assert.deepEqual(graph.packages, [
    { kind: 'package', name: 'Acme.Things', version: '13.0.3', supplier: 'Acme', confidence: 0.6, dependsOn: [] },
  ]);
});

test('references to heaps and rows are as wide as the tables make them (II.24.2.6)', async () => {
  const attributes = { Title: 'x'.repeat(200), InformationalVersion: '1.2.3' };
  for (const idleTypes of [0, 2045, 2046, 8189, 8190, 16_381, 16_382, 70_000]) {
    for (const hasWideHeaps of [false, true]) {
      assert.deepEqual(await found({ attributes, idleTypes, hasWideHeaps }), ['Acme.Things 1.2.3'], `${idleTypes} ${hasWideHeaps}`);
    }
  }
});

test('without the attribute the version resource tells the version, else the assembly itself', async () => {
  const versionTexts = { CompanyName: 'Acme', FileVersion: '4.700.20.1', ProductVersion: '4.7.1+abc' };
  assert.deepEqual(await found({ versionTexts }), ['Acme.Things 4.7.1']);
  assert.deepEqual(await found({ versionTexts: { FileVersion: '9.9.9.9' }, version: [2, 1, 0, 0] }), ['Acme.Things 2.1.0.0']);
  assert.deepEqual(await found({ versionTexts: { FileVersion: '9.9.9.9' }, version: [0, 0, 0, 0] }), ['Acme.Things 9.9.9.9']);
});

test('what is no version is passed over', async () => {
  for (const InformationalVersion of ['built by hand', '', '0.0.0', 'v1', '1'.repeat(200)]) {
    assert.deepEqual(await found({ attributes: { InformationalVersion }, version: [3, 2, 1, 0] }), ['Acme.Things 3.2.1.0']);
  }
  assert.deepEqual(await found({ version: [0, 0, 0, 0] }), ['Acme.Things']);
});

test('an assembly of .NET itself carries the release of .NET, which is not the version of the package of its name', async () => {
  const attributes = { InformationalVersion: '8.0.27+abc', Product: 'Microsoft® .NET' };
  assert.deepEqual(await found({ name: 'System.Text.Json', attributes }), ['System.Text.Json']);
});

test('the shared frameworks of an installation are left to their *.deps.json', async () => {
  assert.deepEqual(await found({}, 'usr/share/dotnet/shared/Microsoft.NETCore.App/8.0.27/Acme.Things.dll'), []);
  assert.deepEqual(await found({}, 'app/shared/Acme.Things.dll'), ['Acme.Things 1.0.0.0']);
});

test('translations and publisher policies are part of another assembly', async () => {
  assert.deepEqual(await found({ name: 'Acme.Things.resources', culture: 'de' }), []);
  assert.deepEqual(await found({ name: 'policy.5.0.Acme.Things' }), []);
});

test('a native program and a file of another kind have nothing to say', async () => {
  for (const bytes of [makePe({ sections: [] }), makeElf({ sections: [] }), Buffer.from('MZ'), Buffer.from('text')]) {
    const { graphs, issues } = await read(bytes);
    assert.deepEqual([graphs, issues], [[], []]);
  }
});

test('metadata that cannot be read are an issue', async () => {
  const whole = makeAssembly({ name: 'Acme.Things', attributes: { InformationalVersion: '1.2.3' } });
  const metadata = whole.indexOf('BSJB');
  const tables = metadata + whole.readUInt32LE(metadata + 32);
  for (const spoil of [
    (bytes: Buffer) => bytes.writeUInt32LE(0xffff_fff0, metadata - 72 + 8),
    (bytes: Buffer) => bytes.write('XXXX', metadata),
    (bytes: Buffer) => bytes.writeUInt32LE(0xffff_fff0, metadata + 12),
    (bytes: Buffer) => bytes.writeUInt32LE(0xffff_ffff, tables + 24),
    (bytes: Buffer) => bytes.fill(0xff, tables + 8, tables + 16),
  ]) {
    const spoilt = Buffer.from(whole);
    spoil(spoilt);
    const result = await read(spoilt);
    assert.deepEqual(result.graphs, []);
    assert.deepEqual(issuesOf(result), ['nuget/assembly']);
  }
});

const depsJson = JSON.stringify({
  targets: { '.NETCoreApp,Version=v8.0': { 'app/1.0.0': { dependencies: { 'Acme.Things': '1.2.3' } }, 'Acme.Things/1.2.3': {} } },
  libraries: { 'app/1.0.0': { type: 'project' }, 'Acme.Things/1.2.3': { type: 'package' } },
});

test('an application that is published as one file has its *.deps.json in it, in every version of the format', async () => {
  const section = { content: bundleMark, isWritable: true };
  const hosts = [
    makeElf({ sections: [{ name: '.data', ...section }] }),
    makePe({ sections: [{ name: '.data', ...section }] }),
    makeMachO({ sections: [{ name: '__DATA,__data', ...section }] }),
  ];
  const files = [
    { path: `${'long/'.repeat(40)}app.dll`, content: 'MZ', kind: 1 },
    { path: 'app.deps.json', content: depsJson, kind: 3 },
  ];
  for (const host of hosts) {
    for (const version of [1, 2, 6]) {
      const { graph, issues } = await read(makeBundle(host, version, files), 'bin/app');
      assert.deepEqual(issues, []);
      assert.deepEqual(
        graph.packages.map(({ kind, name, version: of, file }) => [kind, name, of, file]),
        [
          ['project', 'app', '1.0.0', 'bin/app!app.deps.json'],
          ['package', 'Acme.Things', '1.2.3', 'bin/app!app.deps.json'],
        ],
      );
      assert.equal(graph.packages[0]?.dependsOn.length, 1);
    }
    const compressed = files.map((each) => ({ ...each, isCompressed: true }));
    assert.equal((await read(makeBundle(host, 6, compressed), 'bin/app')).graph.packages.length, 2);
    // The host alone, as it lies beside an application that is not in one file.
    assert.deepEqual((await read(host, 'bin/app')).graphs, []);
  }
});

test('a bundle without a list of its packages, of an unknown version or cut off is an issue', async () => {
  const host = makeElf({ sections: [{ name: '.data', content: bundleMark, isWritable: true }] });
  const listed = [{ path: 'app.deps.json', content: depsJson, kind: 3 }];
  assert.deepEqual(issuesOf(await read(makeBundle(host, 6, [{ path: 'app.dll', content: 'MZ', kind: 1 }]))), ['nuget/bundle']);
  assert.deepEqual(issuesOf(await read(makeBundle(host, 7, listed))), ['nuget/assembly']);
  assert.deepEqual(issuesOf(await read(makeBundle(host, 6, [{ path: 'app.deps.json', content: '{', kind: 3 }]))).length, 1);
  const whole = makeBundle(host, 6, listed);
  for (let length = host.length + 1; length < whole.length; length += 5) {
    assert.deepEqual(issuesOf(await read(whole.subarray(0, length))), ['nuget/assembly'], `${length}`);
  }
  const bomb = makeBundle(host, 6, [{ path: 'app.deps.json', content: ' '.repeat(5_000_000), kind: 3, isCompressed: true }]);
  const ctx = createContext({ limits: { ...defaultLimits, manifestBytes: 1_000_000 } });
  assert.deepEqual(issuesOf(await readWith(binaryCatalogers, ID, { app: bomb }, 'app', ctx)), ['nuget/bundle']);
});

test('however an assembly is spoilt, nothing is thrown', async () => {
  const whole = makeAssembly({
    name: 'Acme.Things',
    attributes: { InformationalVersion: '1.2.3', Company: 'Acme' },
    versionTexts: { ProductVersion: '1.2.3', CompanyName: 'Acme' },
  });
  for (let length = 0; length < whole.length; length += 16) await read(whole.subarray(0, length));
  const change = fc.record({
    at: fc.nat(whole.length - 1),
    value: fc.oneof(fc.constant(0xff), fc.nat(255)),
    run: fc.integer({ min: 1, max: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
      const spoilt = Buffer.from(whole);
      for (const { at, value, run } of changes) spoilt.fill(value, at, Math.min(at + run, spoilt.length));
      const { graphs } = await read(spoilt);
      for (const { packages } of graphs) for (const { name } of packages) assert.notEqual(name, '');
    }),
    { numRuns: 500 },
  );
});
