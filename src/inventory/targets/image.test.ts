import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { showEveryFile, type EveryFile } from '../../../test/kit/every-file.ts';
import {
  digestOf,
  makeDockerSave,
  makeOciLayout,
  makeTar,
  membersOf,
  type MadeImage,
  type MadeMember,
} from '../../../test/kit/make-tar.ts';
import { scratchDirectory } from '../../../test/kit/scratch.ts';
import { AppError, createContext, defaultLimits, type Ctx } from '../../kernel/index.ts';

/** Every form in which an image comes, by name. */
function formsOf(image: MadeImage): Readonly<Record<string, Buffer | Readonly<Record<string, string | Buffer>>>> {
  const docker = makeTar(makeDockerSave(image));
  const layout = makeOciLayout([image]);
  const oci = makeTar(membersOf(layout));
  const inDirectory = makeTar([
    { name: './' },
    { name: './image/' },
    ...membersOf(layout).map((one) => ({ ...one, name: `./image/${one.name}` })),
  ]);
  return {
    'docker save': docker,
    'docker save, gzip': gzipSync(docker),
    'docker save, zstd': zstdCompressSync(docker),
    'OCI tar': oci,
    'OCI tar, gzip': gzipSync(oci),
    'OCI tar in a directory': inDirectory,
    'OCI tar in a directory, gzip': gzipSync(inDirectory),
    'OCI folder': layout,
    'OCI folder, layers gzip': makeOciLayout([{ ...image, compression: 'gzip' }]),
    'OCI folder, layers zstd': makeOciLayout([{ ...image, compression: 'zstd' }]),
    'OCI tar, layers gzip': makeTar(membersOf(makeOciLayout([{ ...image, compression: 'gzip' }]))),
    'OCI tar, layers zstd, gzip': gzipSync(makeTar(membersOf(makeOciLayout([{ ...image, compression: 'zstd' }])))),
    'docker save, layers gzip': makeTar(makeDockerSave({ ...image, compression: 'gzip' })),
  };
}

function put(t: TestContext, form: Buffer | Readonly<Record<string, string | Buffer>>): string {
  if (!Buffer.isBuffer(form)) return scratchDirectory(t, form);
  return join(scratchDirectory(t, { 'image.tar': form }), 'image.tar');
}

function show(t: TestContext, image: MadeImage, ctx?: Ctx): Promise<EveryFile> {
  return showEveryFile(put(t, makeTar(makeDockerSave(image))), {}, ctx);
}

const files = (...members: readonly (readonly [string, string])[]): readonly MadeMember[] =>
  members.map(([name, content]) => ({ name, content }));

const image: MadeImage = {
  layers: [
    files(['etc/os-release', 'ID=test'], ['app/a', 'A'], ['app/b', 'B'], ['opt/x/1', 'one'], ['opt/x/2', 'two']),
    [
      ...files(['app/c', 'C'], ['app/b', 'B2']),
      { name: 'app/.wh.a' },
      { name: 'opt/x/.wh..wh..opq' },
      { name: 'opt/x/3', content: 'three' },
    ],
  ],
};

test('every form of an image shows the same files, layers and facts', async (t) => {
  const layers = (image.layers as readonly (readonly MadeMember[])[]).map((layer) => digestOf(makeTar(layer)));
  for (const [name, form] of Object.entries(formsOf(image))) {
    const shown = await showEveryFile(put(t, form));
    assert.deepEqual(shown.outcome.issues, [], name);
    assert.equal(shown.outcome.complete, true);
    assert.deepEqual(shown.files, { 'app/b': 'B2', 'app/c': 'C', 'etc/os-release': 'ID=test', 'opt/x/3': 'three' }, name);
    assert.deepEqual(
      shown.layers,
      { 'app/b': layers[1], 'app/c': layers[1], 'etc/os-release': layers[0], 'opt/x/3': layers[1] },
      name,
    );
    const { kind, image: facts } = shown.outcome.value.inventory.target;
    assert.equal(kind, 'image');
    assert.equal(facts?.platform, 'linux/amd64');
    assert.match(facts.id ?? '', /^sha256:[0-9a-f]{64}$/);
    assert.deepEqual(
      facts.layers.map((layer) => layer.diffId),
      layers,
      name,
    );
  }
});

test('whiteouts hide what lower layers have, never what is in their own layer, and can come last', async (t) => {
  const { files: shown } = await show(t, {
    layers: [
      files(['d/low', '1'], ['d/both', '1'], ['e/low', '1'], ['f', '1']),
      [
        ...files(['d/both', '2'], ['d/high', '2'], ['e/high', '2']),
        { name: '.wh.d' },
        { name: 'e/.wh..wh..opq' },
        { name: '.wh.f' },
        { name: '.wh.not-there' },
        { name: 'not/there/.wh..wh..opq' },
        { name: '.wh..wh.plnk/1.2', content: 'kept' },
        { name: 'g', hardLink: '.wh..wh.plnk/1.2' },
      ],
      files(['f', '3']),
    ],
  });
  assert.deepEqual(shown, { 'd/both': '2', 'd/high': '2', 'e/high': '2', f: '3', g: 'kept' });
});

test('a file replaces a directory, a directory a file, and each a link', async (t) => {
  const { files: shown, codes } = await show(t, {
    layers: [
      [...files(['a/1', 'x'], ['b', 'x'], ['c/1', 'x'], ['real/1', 'r']), { name: 'd', link: 'real' }, { name: 'e', link: 'real' }],
      [...files(['a', 'A'], ['b/1', 'B'], ['c', 'C'], ['d', 'D']), { name: 'e/' }, { name: 'e/2', content: 'E' }],
    ],
  });
  assert.deepEqual(codes, []);
  assert.deepEqual(shown, { a: 'A', 'b/1': 'B', c: 'C', d: 'D', 'e/2': 'E', 'real/1': 'r' });
});

test('what is put below a link to a directory is put into that directory', async (t) => {
  const { files: shown } = await show(t, {
    layers: [
      [...files(['usr/lib/a', 'A'], ['usr/lib/b', 'B']), { name: 'lib', link: 'usr/lib' }, { name: 'run', link: '/var/run' }],
      [...files(['lib/c', 'C'], ['run/pid', '1']), { name: 'lib/.wh.a' }],
    ],
  });
  assert.deepEqual(shown, { 'usr/lib/b': 'B', 'usr/lib/c': 'C', 'var/run/pid': '1' });
});

test('symbolic links are read where they lead inside the image, and nowhere else', async (t) => {
  const host = scratchDirectory(t, { secret: 'of the host' });
  const { files: shown, codes } = await show(t, {
    layers: [
      [
        ...files(['data/real', 'R']),
        { name: 'absolute', link: '/data/real' },
        { name: 'dir', link: 'data' },
        { name: 'through', link: 'dir/../dir/real' },
        { name: 'above', link: '../../../../data/real' },
        { name: 'outside', link: join(host, 'secret') },
        { name: 'up', link: `${'../'.repeat(20)}${join(host, 'secret')}` },
        { name: 'broken', link: 'nowhere' },
        { name: 'self', link: 'self' },
        { name: 'ring/a', link: 'b' },
        { name: 'ring/b', link: 'a/x' },
        { name: 'empty', link: '' },
      ],
    ],
  });
  assert.deepEqual(codes, ['ring/a walk/link-loop']);
  assert.deepEqual(shown, { above: 'R', absolute: 'R', 'data/real': 'R', through: 'R' });
});

test('hard links are other names of a file, also across layers, and outlive it', async (t) => {
  for (const compression of ['none', 'gzip'] as const) {
    const path = put(
      t,
      gzipSync(
        makeTar(
          makeDockerSave({
            compression,
            layers: [
              [
                ...files(['a', 'A']),
                { name: 'b', hardLink: 'a' },
                { name: 'c', hardLink: '/./b' },
                { name: 'early', hardLink: 'late' },
                { name: 'late', content: 'L' },
              ],
              [{ name: '.wh.a' }, { name: 'd', hardLink: 'c' }, { name: 'gone', hardLink: 'not/there' }],
            ],
          }),
        ),
      ),
    );
    const { files: shown, codes } = await showEveryFile(path);
    assert.deepEqual(shown, { b: 'A', c: 'A', d: 'A', early: 'L', late: 'L' });
    assert.deepEqual(
      codes.map((code) => code.split(' ')[1]),
      ['tar/broken-link'],
    );
  }
});

test('a layer that is not what is stated of it is an issue, and read', async (t) => {
  const wrong = `sha256:${'0'.repeat(64)}`;
  const stated = await show(t, { layers: [files(['a', 'A'])], diffIds: [wrong] });
  assert.deepEqual(stated.files, { a: 'A' });
  assert.equal(stated.outcome.complete, false);
  assert.deepEqual(
    stated.codes.map((code) => code.split(' ')[1]),
    ['image/digest'],
  );

  const layout = { ...makeOciLayout([{ layers: [files(['a', 'A'])] }]) };
  const name = Object.keys(layout).find((one) => Buffer.isBuffer(layout[one]) && layout[one].length >= 2048) as string;
  layout[name] = makeTar(files(['a', 'B']));
  for (const form of [layout, makeTar(membersOf(layout)), gzipSync(makeTar(membersOf(layout)))]) {
    const swapped = await showEveryFile(put(t, form));
    assert.deepEqual(swapped.files, { a: 'B' });
    assert.deepEqual(swapped.codes, [`${name} image/digest`, `${name} image/digest`]);
  }
});

test('a wrong configuration or manifest is an issue too', async (t) => {
  const layout = { ...makeOciLayout([{ layers: [files(['a', 'A'])] }]) };
  for (const [name, content] of Object.entries(layout)) {
    if (!name.startsWith('blobs/') || !content.toString().includes('rootfs')) continue;
    layout[name] = Buffer.from(content.toString().replace('amd64', 'arm64'));
    const { codes } = await showEveryFile(put(t, layout));
    assert.deepEqual(codes, [`${name} image/digest`]);
  }
});

test('missing parts are issues, and the rest is shown', async (t) => {
  const members = makeDockerSave({ layers: [files(['a', 'A']), files(['b', 'B'])] });
  const { files: shown, codes } = await showEveryFile(put(t, makeTar(members.slice(1))));
  assert.deepEqual(shown, { b: 'B' });
  assert.deepEqual(codes, [`${members[0]?.name} image/missing-layer`]);

  const withoutConfig = await showEveryFile(put(t, makeTar(members.filter(({ name }) => !/^[0-9a-f]+\.json$/.test(name)))));
  assert.deepEqual(withoutConfig.files, { a: 'A', b: 'B' });
  assert.deepEqual(
    withoutConfig.codes.map((code) => code.split(' ')[1]),
    ['image/config', 'image/layers'],
  );
});

test('docker save links layers that images have in common', async (t) => {
  const [layer, config, manifest] = makeDockerSave({ layers: [files(['a', 'A'])] }) as [MadeMember, MadeMember, MadeMember];
  const linked = makeTar([{ ...layer, name: 'shared.tar' }, { name: layer.name, link: '../shared.tar' }, config, manifest]);
  for (const form of [linked, gzipSync(linked)]) {
    const { files: shown, codes } = await showEveryFile(put(t, form));
    assert.deepEqual([shown, codes], [{ a: 'A' }, []]);
  }
});

test('of several platforms the most usual is read, or the one that was asked for, and which it is is said', async (t) => {
  const layout = makeOciLayout([
    { layers: [files(['a', 'arm'])], platform: 'linux/arm64/v8' },
    { layers: [files(['a', 'amd'])], platform: 'linux/amd64' },
  ]);
  const path = put(t, layout);
  const usual = await showEveryFile(path);
  assert.deepEqual(usual.files, { a: 'amd' });
  assert.equal(usual.outcome.complete, true);
  assert.deepEqual(
    usual.outcome.issues.map(({ message }) => message),
    ['holds images for linux/amd64, linux/arm64/v8, of which linux/amd64 is read'],
  );
  const asked = await showEveryFile(path, { platform: 'linux/arm64' });
  assert.deepEqual(asked.files, { a: 'arm' });
  assert.equal(asked.outcome.value.inventory.target.image?.platform, 'linux/arm64/v8');
  await assert.rejects(
    () => showEveryFile(path, { platform: 'windows/amd64' }),
    (thrown) =>
      thrown instanceof AppError &&
      thrown.code === 'usage/platform' &&
      thrown.hint === 'There is one for linux/amd64, linux/arm64/v8.',
  );
});

test('of several images the first is read, and that there are others is an issue', async (t) => {
  const path = put(
    t,
    makeOciLayout([
      { layers: [files(['a', '1'])], tags: ['one'] },
      { layers: [files(['a', '2'])], tags: ['two'] },
    ]),
  );
  const { files: shown, outcome, codes } = await showEveryFile(path);
  assert.deepEqual(shown, { a: '1' });
  assert.equal(outcome.complete, false);
  assert.deepEqual(codes, ['index.json image/several-images']);
});

test('indexes can lie in indexes, attestations and other artifacts are no images, and what leads round and round ends', async (t) => {
  const layout = { ...makeOciLayout([{ layers: [files(['a', 'A'])] }]) };
  const index = JSON.parse(layout['index.json'] as string) as { manifests: Record<string, unknown>[] };
  const inner = Buffer.from(
    JSON.stringify({
      manifests: [
        ...index.manifests,
        { ...index.manifests[0], platform: { os: 'unknown', architecture: 'unknown' } },
        { ...index.manifests[0], annotations: { 'vnd.docker.reference.type': 'attestation-manifest' } },
        { digest: `sha256:${'1'.repeat(64)}`, platform: { os: 'linux', architecture: 's390x' } },
        { digest: '../../etc/passwd' },
      ],
    }),
  );
  layout[`blobs/${digestOf(inner).replace(':', '/')}`] = inner;
  layout['index.json'] = JSON.stringify({ manifests: [{ digest: digestOf(inner), size: inner.length }] });
  const { files: shown, codes } = await showEveryFile(put(t, layout));
  assert.deepEqual([shown, codes], [{ a: 'A' }, ['index.json image/manifest']]);

  // An index cannot hold its own digest, but hostile ones can lie about it.
  const round = Buffer.from(
    JSON.stringify({ manifests: [{ digest: `sha256:${'2'.repeat(64)}` }, { digest: `sha256:${'2'.repeat(64)}` }] }),
  );
  const looping = { ...layout, [`blobs/sha256/${'2'.repeat(64)}`]: round, 'index.json': round.toString() };
  const ended = await showEveryFile(put(t, looping));
  assert.ok(ended.codes.includes('index.json image/index'));
  assert.ok(ended.codes.includes('index.json image/none'));
});

test('an archive whose two manifests mean different images says so', async (t) => {
  const oci = makeOciLayout([{ layers: [files(['a', 'oci'])] }]);
  const docker = makeDockerSave({ layers: [files(['a', 'docker'])] });
  const { files: shown, codes } = await showEveryFile(put(t, makeTar([...membersOf(oci), ...docker])));
  assert.deepEqual([shown, codes], [{ a: 'oci' }, ['manifest.json image/two-manifests']]);
});

test('links of an OCI folder that lead out of it are not followed', async (t) => {
  const outside = scratchDirectory(t, { layer: makeTar(files(['a', 'secret'])) });
  const layout = makeOciLayout([{ layers: [files(['a', 'A'])] }]);
  const root = scratchDirectory(t);
  const layer = Object.keys(layout).find((one) => Buffer.isBuffer(layout[one]) && layout[one].length >= 2048) as string;
  for (const [name, content] of Object.entries(layout)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    if (name === layer) symlinkSync(join(outside, 'layer'), join(root, name));
    else writeFileSync(join(root, name), content);
  }
  const { files: shown, codes } = await showEveryFile(root);
  assert.deepEqual([shown, codes], [{}, [`${layer} walk/link-outside`]]);
});

test('a layer that is cut off, is no archive or is compressed in a way that is not read costs itself only', async (t) => {
  const second = makeTar(files(['b', 'B']));
  const good = files(['a', 'A']);
  const noise = Buffer.from('this is no archive'.repeat(100));
  for (const [layer, code] of [
    [second.subarray(0, 800), 'archive/truncated'],
    [noise, 'archive/not-tar'],
    [Buffer.from('fd377a585a0000', 'hex'), 'archive/compression'],
    [gzipSync(second).subarray(0, 60), 'archive/truncated'],
  ] as const) {
    const { files: shown, codes } = await show(t, { layers: [good, layer] });
    assert.equal(shown['a'], 'A');
    assert.equal(
      codes.some((one) => one.endsWith(code)),
      true,
      codes.join(),
    );
  }
});

test('a layer that is a bomb is read no further, and the others are', async (t) => {
  const limits = { ...defaultLimits, decompressionFreeBytes: 1_000_000 };
  const bomb: MadeMember[] = [{ name: 'zeros', content: Buffer.alloc(30_000_000) }, ...files(['behind', 'x'])];
  const path = put(t, makeOciLayout([{ layers: [bomb, files(['a', 'A'])], compression: 'gzip' }]));
  const { outcome, files: shown } = await showEveryFile(path, {}, createContext({ limits: { ...limits, manifestBytes: 1000 } }));
  assert.deepEqual(shown, { a: 'A' });
  assert.ok(outcome.issues.some(({ code }) => code === 'archive/ratio'));
});

test('a layer without the end of an archive is whole when it has the digest that is stated', async (t) => {
  const layer = makeTar(files(['a', 'A']), { end: Buffer.alloc(0) });
  const whole = await show(t, { layers: [layer] });
  assert.deepEqual([whole.files, whole.codes], [{ a: 'A' }, []]);
  const { codes } = await show(t, { layers: [layer], diffIds: [`sha256:${'0'.repeat(64)}`] });
  assert.deepEqual(
    codes.map((code) => code.split(' ')[1]),
    ['tar/no-end', 'image/digest'],
  );
});

test('large layers are digested on another thread to the same effect', async (t) => {
  const large: MadeMember[] = [{ name: 'large', content: Buffer.alloc(17 * 1024 * 1024, 'x') }, ...files(['a', 'A'])];
  const right = await show(t, { layers: [large] });
  assert.deepEqual(right.codes, []);
  assert.equal(right.files['a'], 'A');
  const wrong = await show(t, { layers: [large], diffIds: [`sha256:${'0'.repeat(64)}`] });
  assert.deepEqual(
    wrong.codes.map((code) => code.split(' ')[1]),
    ['image/digest'],
  );
});
