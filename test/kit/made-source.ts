import { complete, type Outcome } from '../../src/kernel/index.ts';
import type { Advisory, Affected, RangeEvent } from '../../src/model/index.ts';
import type { AdvisorySource, GivenRecord, PartContent, SourcePart } from '../../src/advisory/sources/source.ts';

/** Records that a test makes, as the part of a source that has everything of an ecosystem. Text stands for itself. */
export function madePart(ecosystem: string, records: readonly (object | string)[], parts: Partial<SourcePart> = {}): SourcePart {
  const given = records.map((record, index): GivenRecord => {
    const text = typeof record === 'string' ? record : JSON.stringify(record);
    return { path: `${ecosystem}/all.zip!${index}.json`, bytes: () => complete(Buffer.from(text)) };
  });
  const content: PartContent = { mark: {}, count: given.length, records: () => given };
  return {
    key: `osv/${ecosystem}`,
    ecosystem,
    origin: 'a test',
    read: () => Promise.resolve<Outcome<PartContent>>(complete(content)),
    ...parts,
  };
}

export function madeSource(...parts: readonly SourcePart[]): AdvisorySource {
  return { parts: () => Promise.resolve(complete(parts)) };
}

/** A record about one package. */
export function advisory(id: string, affected: Affected | readonly Affected[], more: Partial<Advisory> = {}): Advisory {
  return { schema_version: '1.7.0', id, modified: '2026-01-01T00:00:00Z', affected: [affected].flat(), ...more };
}

/** What a record says of a package in one range: `affects('npm', 'a', ['introduced', '0'], ['fixed', '1.2.3'])`. */
export function affects(ecosystem: string, name: string, ...events: readonly (readonly [keyof RangeEvent, string])[]): Affected {
  const type = ecosystem === 'PyPI' ? 'ECOSYSTEM' : 'SEMVER';
  const ranges = [{ type, events: events.map(([kind, version]): RangeEvent => ({ [kind]: version })) }];
  return { package: { ecosystem, name }, ranges: events.length === 0 ? [] : ranges };
}
