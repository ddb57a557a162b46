import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ecosystemById } from '../../ecosystem/index.ts';
import type { EcosystemId } from '../../model/index.ts';
import type { EntryEvent, EntryRange, EventKind } from '../record/entry.ts';
import { compared, evaluateRange, rangeText } from './range.ts';

type Pair = readonly [EventKind, string];

function range(type: string, ...events: readonly Pair[]): EntryRange {
  return { type, events: events.map(([kind, version]) => ({ kind, version })) };
}

function evaluate(entryRange: EntryRange, version: string, ecosystem: EcosystemId = 'npm') {
  return evaluateRange(entryRange, compared(version, ecosystemById(ecosystem)));
}

function textOf(entryRange: EntryRange, version: string, ecosystem: EcosystemId = 'npm'): string | undefined {
  const verdict = evaluate(entryRange, version, ecosystem);
  return verdict.verdict === 'affected' ? verdict.text : undefined;
}

test('every version is affected when nothing fixes it (example "Unfixed vulnerability")', () => {
  const all = range('SEMVER', ['introduced', '0']);
  for (const version of ['0.0.0-0', '0.0.0', '1.2.3', '999.0.0-rc.1+build']) assert.equal(textOf(all, version), 'every version');
});

test('a fix ends the range and is not in it (example "Fixed vulnerability")', () => {
  const fixed = range('SEMVER', ['introduced', '0'], ['fixed', '1.0.2']);
  assert.equal(textOf(fixed, '1.0.1'), '< 1.0.2');
  assert.equal(textOf(fixed, '1.0.2-rc.1'), '< 1.0.2');
  assert.equal(textOf(fixed, '1.0.2'), undefined);
});

test('between ranges nothing is affected, and the text names the part that holds (example "Multiple range")', () => {
  const two = range('SEMVER', ['introduced', '1.0.0'], ['fixed', '1.0.2'], ['introduced', '3.0.0'], ['fixed', '3.2.5']);
  assert.deepEqual(
    ['0.9.9', '1.0.0', '1.0.1', '1.0.2', '2.9.9', '3.0.0', '3.2.4', '3.2.5'].map((version) => textOf(two, version)),
    [
      undefined,
      '>= 1.0.0, < 1.0.2',
      '>= 1.0.0, < 1.0.2',
      undefined,
      undefined,
      '>= 3.0.0, < 3.2.5',
      '>= 3.0.0, < 3.2.5',
      undefined,
    ],
  );
});

test('last_affected is in the range (example "last_affected vs fixed")', () => {
  const last = range('ECOSYSTEM', ['introduced', '0'], ['last_affected', '2.1.214']);
  assert.equal(textOf(last, '2.1.214', 'pypi'), '<= 2.1.214');
  assert.equal(textOf(last, '2.1.215', 'pypi'), undefined);
  const single = range('SEMVER', ['introduced', '5.16.0'], ['last_affected', '5.16.0']);
  assert.deepEqual(
    ['5.15.9', '5.16.0', '5.16.1'].map((version) => textOf(single, version)),
    [undefined, '>= 5.16.0, <= 5.16.0', undefined],
  );
});

test('a version is before some limit or the range says nothing of it; "*" is no limit', () => {
  const limited = range('SEMVER', ['introduced', '0'], ['limit', '1.0.0'], ['limit', '2.0.0']);
  assert.equal(textOf(limited, '1.5.0'), '< 2.0.0');
  assert.equal(textOf(limited, '2.0.0'), undefined);
  assert.equal(textOf(range('SEMVER', ['introduced', '1.0.0'], ['limit', '*']), '7.0.0'), '>= 1.0.0');
});

test('events that contradict each other are taken in their order, and doubt counts as affected', () => {
  const backwards = range('SEMVER', ['introduced', '2.0.0'], ['fixed', '1.0.0']);
  assert.deepEqual(
    ['0.5.0', '1.5.0', '2.0.0', '9.0.0'].map((version) => textOf(backwards, version)),
    [undefined, undefined, '>= 2.0.0', '>= 2.0.0'],
  );
  const reintroduced = range('SEMVER', ['introduced', '0'], ['introduced', '1.0.0'], ['fixed', '1.0.0']);
  assert.equal(textOf(reintroduced, '1.0.0'), '>= 1.0.0');
});

test('a SEMVER range is ordered by Semantic Versioning, also where the ecosystem orders otherwise', () => {
  const semver = range('SEMVER', ['introduced', '1.0.0'], ['fixed', '1.1.0']);
  assert.equal(textOf(semver, '1.1.0-rc.1', 'pypi'), '>= 1.0.0, < 1.1.0');
  assert.equal(evaluate(semver, '1!2.0', 'pypi').verdict, 'could not decide');
  assert.equal(textOf(semver, 'v1.0.5', 'golang'), '>= 1.0.0, < 1.1.0');
  assert.equal(textOf(range('ECOSYSTEM', ['introduced', '0'], ['fixed', '1.1']), '1.1rc1', 'pypi'), '< 1.1');
});

test('what cannot be compared cannot be decided, and the reason names both sides', () => {
  const normal = range('SEMVER', ['introduced', '0'], ['fixed', '1.0.0']);
  assert.deepEqual(evaluate(normal, 'latest'), {
    verdict: 'could not decide',
    reason: '"latest" is not a version that npm knows, so that it cannot be compared with < 1.0.0',
  });
  const odd = range('SEMVER', ['introduced', '0'], ['fixed', 'r17']);
  assert.deepEqual(evaluate(odd, '1.0.0'), {
    verdict: 'could not decide',
    reason: '"r17" is not a version that npm knows, so that 1.0.0 cannot be compared with < r17',
  });
  assert.match((evaluate(range('GIT'), '1.0.0') as { reason: string }).reason, /commit/);
  assert.match((evaluate(range('VERS', ['introduced', '0']), '1.0.0') as { reason: string }).reason, /"VERS"/);
});

test('a long range is cut short for people', () => {
  const events = Array.from({ length: 40 }, (_, index): Pair =>
    index % 2 === 0 ? ['introduced', `${index}.0.0`] : ['fixed', `${index}.0.0`],
  );
  assert.equal(
    rangeText(range('SEMVER', ...events)),
    '< 1.0.0 or >= 2.0.0, < 3.0.0 or >= 4.0.0, < 5.0.0 or >= 6.0.0, < 7.0.0 or >= 8.0.0, < 9.0.0 or in 15 more ranges'.replace(
      '< 1.0.0',
      '>= 0.0.0, < 1.0.0',
    ),
  );
  assert.equal(rangeText(range('SEMVER', ['introduced', '1.0.0'], ['introduced', '2.0.0'])), '>= 1.0.0 or >= 2.0.0');
});

/** The pseudocode of the schema, word for word, with a stable sort. */
function isVulnerable({ events }: EntryRange, version: string): boolean {
  const { compareVersions } = ecosystemById('npm');
  const rank: Readonly<Record<EventKind, number>> = { fixed: 0, introduced: 1, last_affected: 2, limit: 3 };
  const order = (a: EntryEvent, b: EntryEvent): number => {
    if (a.version === b.version && a.kind === b.kind) return 0;
    if (a.kind === 'introduced' && a.version === '0') return -1;
    if (b.kind === 'introduced' && b.version === '0') return 1;
    return (compareVersions(a.version, b.version) ?? 0) || rank[a.kind] - rank[b.kind];
  };
  const limits = events.filter((event) => event.kind === 'limit');
  const isBeforeLimit = limits.some((limit) => limit.version === '*' || compareVersions(version, limit.version) === -1);
  if (limits.length > 0 && !isBeforeLimit) return false;
  let vulnerable = false;
  for (const event of events.filter(({ kind }) => kind !== 'limit').toSorted(order)) {
    const isZero = event.kind === 'introduced' && event.version === '0';
    const compare = isZero ? 1 : (compareVersions(version, event.version) ?? 0);
    if (event.kind === 'introduced' && compare >= 0) vulnerable = true;
    else if (event.kind === 'fixed' && compare >= 0) vulnerable = false;
    else if (event.kind === 'last_affected' && compare > 0) vulnerable = false;
  }
  return vulnerable;
}

const someVersion = fc
  .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 2 }), fc.constantFrom('', '', '-0', '-rc.1'))
  .map(([major, minor, pre]) => `${major}.${minor}.0${pre}`);
const someEvent: fc.Arbitrary<Pair> = fc.oneof(
  fc.tuple(fc.constantFrom<EventKind>('introduced', 'fixed', 'last_affected', 'limit'), someVersion),
  fc.constantFrom<Pair>(['introduced', '0'], ['limit', '*']),
);

test('the verdict is that of the pseudocode of the schema for any events in any order (section "Evaluation")', () => {
  fc.assert(
    fc.property(fc.array(someEvent, { maxLength: 8 }), someVersion, (events, version) => {
      const tested = range('SEMVER', ...events);
      const verdict = evaluate(tested, version).verdict;
      assert.equal(verdict, isVulnerable(tested, version) ? 'affected' : 'not affected');
      assert.equal(evaluate(range('SEMVER', ...events.toReversed()), version).verdict, verdict);
    }),
    { numRuns: 2000 },
  );
});

test('the text of a verdict, read as a range of its own, holds the version', () => {
  fc.assert(
    fc.property(fc.array(someEvent, { maxLength: 6 }), someVersion, (events, version) => {
      const text = textOf(range('SEMVER', ...events), version);
      if (text === undefined || text === 'every version') return;
      const { compareVersions } = ecosystemById('npm');
      for (const part of text.split(', ')) {
        const [operator, bound] = part.split(' ') as [string, string];
        const order = compareVersions(version, bound) as number;
        assert.ok({ '>=': order >= 0, '<': order < 0, '<=': order <= 0 }[operator], `${version} is not ${text}`);
      }
    }),
  );
});
