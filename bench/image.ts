import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { peakMemory } from './measure.ts';

/**
 * `node bench/image.ts [RUNS]`: an image of about 650 MB is made of this machine's own files, as `docker save` writes it, and read as it is and
 * compressed. What it is compared with does the least that has to be done: `tar` lists the archive and every layer in it, `gzip`
 * decompresses it. Peak memory is that of Assay.
 */
const runs = Number(process.argv[2] ?? 5);
const assay = fileURLToPath(new URL('../bin/assay.cjs', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'assay-bench-image-'));
const imageBytes = 650 * 1024 * 1024;
/** What an image of a distribution with a language or two has; the first ones are the lowest layer. */
const sources = [
  ['etc', 'var/lib/dpkg', 'lib/apk', 'var/lib/rpm', 'usr/bin', 'usr/share/doc', 'usr/share/zoneinfo', 'usr/share/perl5'],
  ['usr/lib/python3', 'usr/lib/python3.11', 'usr/lib/python3.12', 'usr/lib/python3.13', 'usr/lib/node_modules', 'usr/share/nodejs'],
  ['usr/lib/x86_64-linux-gnu', 'usr/lib/aarch64-linux-gnu', 'usr/lib64', 'usr/share'],
];

interface Member {
  readonly path: string;
  readonly bytes: number;
}

try {
  const image = join(scratch, 'image.tar');
  const layers = await makeImage(image);
  shell(`gzip -kc ${image} > ${image}.gz`);
  console.log(
    `node ${process.version}, ${runs} runs each in turn, medians; ${layers.length} layers, ${mebibytes(image)}, gzip ${mebibytes(`${image}.gz`)}\n`,
  );
  const listing = layers.map((layer) => `tar -xOf ${image} ${layer} | tar -t`).join('; ');
  compare('docker save, tar', image, `tar -tf ${image}; ${listing}`, 'tar -t', 2);
  compare('docker save, tar.gz', `${image}.gz`, `gzip -dc ${image}.gz`, 'gzip -dc', 1.5);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** Returns the names of its layers. */
async function makeImage(path: string): Promise<readonly string[]> {
  const directory = join(scratch, 'image');
  mkdirSync(directory);
  let left = imageBytes;
  const layers: { readonly name: string; readonly diffId: string }[] = [];
  for (const [index, roots] of sources.entries()) {
    const share = index === sources.length - 1 ? left : imageBytes / sources.length;
    const members = index === 0 ? [...take(roots, share), { path: 'usr/lib/os-release', bytes: 0 }] : take(roots, share);
    left -= members.reduce((sum, { bytes }) => sum + bytes, 0);
    const list = join(scratch, 'list');
    const layer = join(scratch, 'layer.tar');
    writeFileSync(list, members.map(({ path: member }) => `${member}\n`).join(''));
    shell(`tar -C / --no-recursion --sort=name --mtime=@0 --owner=0 --group=0 -cf ${layer} -T ${list}`);
    const hex = await sha256(layer);
    mkdirSync(join(directory, hex));
    renameSync(layer, join(directory, hex, 'layer.tar'));
    layers.push({ name: `${hex}/layer.tar`, diffId: `sha256:${hex}` });
  }
  const config = JSON.stringify({
    architecture: 'amd64',
    os: 'linux',
    rootfs: { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) },
  });
  const configName = `${createHash('sha256').update(config).digest('hex')}.json`;
  writeFileSync(join(directory, configName), config);
  const manifest = [{ Config: configName, RepoTags: ['bench:latest'], Layers: layers.map(({ name }) => name) }];
  writeFileSync(join(directory, 'manifest.json'), JSON.stringify(manifest));
  shell(`tar -C ${directory} --sort=name -cf ${path} .`);
  rmSync(directory, { recursive: true });
  return layers.map(({ name }) => `./${name}`);
}

/** Files, links and directories below some roots in the order of their names, until they have so many bytes. */
function take(roots: readonly string[], most: number): readonly Member[] {
  const taken: Member[] = [];
  const seen = new Set<number>();
  let bytes = 0;
  const visit = (directory: string): void => {
    for (const entry of readdirSync(join('/', directory), { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      if (bytes >= most) return;
      const path = `${directory}/${entry.name}`;
      if (!entry.isDirectory() && !entry.isFile() && !entry.isSymbolicLink()) continue;
      const facts = entry.isFile() ? statSync(join('/', path)) : undefined;
      // A file of several names is stored once.
      const size = facts === undefined || (facts.nlink > 1 && seen.has(facts.ino)) ? 0 : facts.size;
      if (facts !== undefined) seen.add(facts.ino);
      bytes += size;
      taken.push({ path, bytes: size });
      if (entry.isDirectory()) visit(path);
    }
  };
  for (const root of roots) if (existsSync(join('/', root))) visit(root);
  return taken;
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

function compare(name: string, target: string, other: string, otherName: string, goal: number): void {
  const words = [assay, 'scan', target, '--offline', '--db', join(scratch, 'no-database'), '--output', join(scratch, 'report')];
  const times: { readonly own: number[]; readonly other: number[] } = { own: [], other: [] };
  for (let run = 0; run <= runs; run += 1) {
    const own = timed(process.execPath, words);
    const theirs = timed('sh', ['-c', `(${other}) > ${join(scratch, 'listing')}`]);
    // The first one of each warms up.
    if (run > 0) times.own.push(own);
    if (run > 0) times.other.push(theirs);
  }
  const own = median(times.own);
  const theirs = median(times.other);
  const memory = peakMemory(words, [0, 1, 3]).toFixed(0);
  console.log(
    `${name.padEnd(22)} ${seconds(own)}   ${otherName} ${seconds(theirs)}   ratio ${(own / theirs).toFixed(2)} x (goal ${goal} x)   peak memory ${memory} MiB`,
  );
}

function timed(command: string, words: readonly string[]): number {
  const started = performance.now();
  const { status, stderr } = spawnSync(command, words, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  if (status === null || ![0, 1, 3].includes(status))
    throw new Error(`${command} ${words.join(' ')} ended with ${status}: ${stderr}`);
  return performance.now() - started;
}

function shell(command: string): void {
  // A file that cannot be read or goes away meanwhile is left out by tar, which then ends with 1 or 2.
  spawnSync('sh', ['-c', command], { stdio: 'ignore' });
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

function mebibytes(path: string): string {
  return `${(statSync(path).size / 1024 / 1024).toFixed(0)} MiB`;
}
