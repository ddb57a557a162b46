import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { layers, nodeModuleOwners, packageOwners } from './layers.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = globSync('src/**/*.ts', { cwd: root }).filter((file) => !file.endsWith('.test.ts'));

interface Import {
  readonly file: string;
  readonly specifier: string;
  /** Relative to `src`, for a relative import. */
  readonly target?: string;
}

const imports: readonly Import[] = sources.flatMap((file) => {
  const text = readFileSync(join(root, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const specifiers = [
    ...text.matchAll(
      /(?:^|\n)\s*(?:import|export)\b[^;'"]*?\bfrom\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|(?:^|\n)import\s+'([^']+)'/g,
    ),
  ];
  return specifiers.map((match) => {
    const specifier = match[1] ?? match[2] ?? match[3] ?? '';
    const target = posix.relative('src', posix.normalize(posix.join(posix.dirname(file), specifier)));
    return specifier.startsWith('.') ? { file, specifier, target } : { file, specifier };
  });
});

const roomOf = (path: string): string => path.replace(/^src\//, '').split('/')[0] ?? '';

test('every folder of src is a room of the layer table', () => {
  const rooms = new Set(sources.map(roomOf));
  assert.deepEqual([...rooms].toSorted(), Object.keys(layers).toSorted());
});

test('a room imports only rooms below it', () => {
  const wrong = imports.filter(({ file, target }) => {
    if (target === undefined) return false;
    const from = roomOf(file);
    const to = roomOf(target);
    return from !== to && !(layers[from] ?? []).includes(to);
  });
  assert.deepEqual(wrong, []);
});

test('an import from another room goes through an index.ts', () => {
  const wrong = imports.filter(
    ({ file, target }) => target !== undefined && roomOf(file) !== roomOf(target) && !target.endsWith('/index.ts'),
  );
  assert.deepEqual(wrong, []);
});

test('every relative import names a file that exists, with its .ts ending', () => {
  const wrong = imports.filter(
    ({ target }) => target !== undefined && !(target.endsWith('.ts') && existsSync(join(root, 'src', target))),
  );
  assert.deepEqual(wrong, []);
});

test('a third-party package is imported by its owner folder only', () => {
  const wrong = imports.filter(({ file, specifier }) => {
    if (specifier.startsWith('.') || specifier.startsWith('node:')) return false;
    const name = specifier
      .split('/')
      .slice(0, specifier.startsWith('@') ? 2 : 1)
      .join('/');
    const owner = packageOwners[name];
    return owner === undefined || !file.startsWith(`src/${owner}/`);
  });
  assert.deepEqual(wrong, []);
});

test('a guarded module of Node is imported by its owner folders only', () => {
  const wrong = imports.filter(({ file, specifier }) => {
    const owners = nodeModuleOwners[specifier];
    return owners !== undefined && !owners.some((owner) => file.startsWith(`src/${owner}/`));
  });
  assert.deepEqual(wrong, []);
});

test('only the terminal prints, and only the surface knows the process', () => {
  const wrong = sources.filter((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const prints = /\bconsole\.\w+\(|process\.(?:stdout|stderr)\.write/.test(text);
    const knowsProcess = /\bprocess\.(?:exit|argv|cwd|env|exitCode)\b/.test(text);
    return prints || (knowsProcess && !file.startsWith('src/cli/'));
  });
  assert.deepEqual(wrong, []);
});

test('a file is one idea: none is longer than 400 lines, but for tables of facts in a folder called data', () => {
  const long = sources.filter(
    (file) => !file.includes('/data/') && readFileSync(join(root, file), 'utf8').split('\n').length > 400,
  );
  assert.deepEqual(long, []);
});

test('names are kebab-case and none of them says nothing', () => {
  const wrong = sources.filter((file) => {
    const parts = file.replace(/\.ts$/, '').split('/');
    return parts.some((part) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(part) || /^(?:utils?|helpers?|common|manager|misc)$/.test(part));
  });
  assert.deepEqual(wrong, []);
});

test('nothing is marked as to be done later, and nothing escapes the type checker', () => {
  const wrong = sources.filter((file) =>
    /\bTODO\b|\bFIXME\b|@ts-(?:ignore|nocheck|expect-error)|\bas any\b/.test(readFileSync(join(root, file), 'utf8')),
  );
  assert.deepEqual(wrong, []);
});

test('every folder that is imported from elsewhere has one door', () => {
  const doors = new Set(sources.filter((file) => file.endsWith('/index.ts')).map((file) => dirname(file)));
  for (const room of Object.keys(layers)) assert.ok(doors.has(`src/${room}`), `src/${room} has no index.ts`);
});

test('the layer table in docs/architecture.md is the one that is tested', () => {
  const text = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
  for (const [room, below] of Object.entries(layers)) {
    const row = `| \`${room}\` | ${below.length === 0 ? 'nothing' : below.map((name) => `\`${name}\``).join(', ')} |`;
    assert.ok(text.includes(row), `docs/architecture.md lacks the row: ${row}`);
  }
});

test('no file names a package registry by its host', () => {
  // Written in parts, so that this file does not name them either.
  const hosts = [
    ['registry.npm', 'js.org'],
    ['pypi', '.org'],
    ['files.python', 'hosted.org'],
    ['proxy.gol', 'ang.org'],
    ['repo1.', 'maven.org'],
    ['static.crates', '.io'],
    ['deb.deb', 'ian.org'],
  ].map((parts) => parts.join(''));
  const outside = new Set(['node_modules', 'dist', '.git']);
  const files = globSync('**/*', { cwd: root, exclude: (name) => outside.has(name) });
  const wrong = files.filter((file) => {
    const path = join(root, file);
    if (!statSync(path).isFile() || statSync(path).size > 5_000_000) return false;
    const text = readFileSync(path, 'utf8');
    return hosts.some((host) => text.includes(host));
  });
  assert.deepEqual(wrong, []);
});
