import { ecosystemById } from '../../../../ecosystem/index.ts';
import { incomplete, type Ctx, type Outcome } from '../../../../kernel/index.ts';
import type { Catalogued, SourceFile } from '../../../cataloger.ts';
import { readLenientText } from '../lenient-text.ts';
import { Offers, type Wanted } from '../offers.ts';
import { openSystem, type SystemGraph } from '../system-graph.ts';
import { type ApkRecord, parseApkRecords, wordsOf } from './records.ts';

/**
 * The packages that apk installed, and who needs whom. etc/apk/world, the packages that somebody asked for, gives the edges of the
 * operating system itself.
 * @see https://wiki.alpinelinux.org/wiki/Apk_spec
 */
export async function catalogApkInstalled(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const file = files[0] as SourceFile;
  const text = await readLenientText(file, ctx);
  if (text.value === undefined) return incomplete({ graphs: [] }, text.issues);
  const system = await openSystem(file, ctx, 'apk', file.path.endsWith('usr/lib/apk/db/installed') ? 4 : 3);
  system.issues.addAll(text.issues);
  const records = parseApkRecords(text.value, {
    file: (path) => system.own(path),
    problem: (code, message, line) => system.issues.add(code, message, line),
  });
  if (records.length === 0 && system.isOwnDatabase) system.issues.add('apk/empty', 'names no package');
  const added = addPackages(records, system);
  const offers = offersOf(added);
  for (const { index, record } of added) {
    for (const dependency of wordsOf(record.dependencies)) {
      const wanted = parseDependency(dependency);
      if (wanted === undefined) continue;
      const { requirement } = wanted;
      system.connect(index, offers.find(wanted).offers, { requirement, line: record.dependenciesLine });
    }
  }
  await connectWorld(system, offers, ctx);
  return system.outcome(offers.isCut ? 'partial' : 'complete');
}

interface Added {
  readonly index: number;
  readonly record: ApkRecord;
}

/**
 * `C:` is left out: it is the digest of the package's control segment, which no file that is distributed has, and of which the
 * database does not say it otherwise.
 */
function addPackages(records: readonly ApkRecord[], system: SystemGraph): readonly Added[] {
  const added: Added[] = [];
  for (const record of records) {
    const { name, version, architecture, licence, origin, maintainer, line } = record;
    if (version === undefined) system.issues.add('apk/no-version', `has no version for ${name}`, line);
    const upstream = origin === name ? undefined : origin;
    const index = system.addOnly(name, { name, version, architecture, upstream, licence, supplier: maintainer, line });
    if (index !== undefined) added.push({ index, record });
  }
  return added;
}

function offersOf(added: readonly Added[]): Offers {
  const { satisfies } = ecosystemById('apk');
  const offers = new Offers({ satisfies, unversionedMeetsAll: false });
  for (const { index, record } of added) {
    offers.add(record.name, { index, version: record.version, isItself: true });
    for (const provided of wordsOf(record.provides)) {
      const equals = provided.indexOf('=');
      const name = equals === -1 ? provided : provided.slice(0, equals);
      if (name !== record.name)
        offers.add(name, { index, version: equals === -1 ? undefined : provided.slice(equals + 1), isItself: false });
    }
  }
  return offers;
}

/** `so:libc.musl-x86_64.so.1`, `busybox>=1.36`, `name~1.2`, `name@edge`: undefined for a conflict (`!name`). */
export function parseDependency(text: string): Wanted | undefined {
  if (text.startsWith('!')) return undefined;
  const [, name, requirement] = /^([^<>=~@]+)(?:@[^<>=~@]*)?([<>=~]+[^@]+)?/.exec(text) ?? [];
  return name === undefined ? undefined : { name, requirement };
}

async function connectWorld(system: SystemGraph, offers: Offers, ctx: Ctx): Promise<void> {
  const file = await system.root.open('etc/apk/world');
  if (file === undefined) return;
  const text = await readLenientText(file, ctx);
  system.issues.addAll(text.issues);
  for (const [position, row] of (text.value ?? '').split('\n').entries()) {
    for (const dependency of wordsOf(row.trim())) {
      const wanted = parseDependency(dependency);
      if (wanted === undefined) continue;
      const { requirement } = wanted;
      system.connectPlatform(offers.find(wanted).offers, { requirement, file: file.path, line: position + 1 });
    }
  }
}
