import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { createContext } from '../../kernel/index.ts';
import type { Affected } from '../../model/index.ts';
import type { AdvisoryDatabase } from '../database/database.ts';
import { openMemoryDatabase } from '../database/update.ts';
import { advisory, affects, madePart, madeSource } from '../../../test/kit/made-source.ts';
import type { SourcePart } from '../sources/source.ts';
import { matchComponents, type MatchedComponent } from './match.ts';

async function open(t: TestContext, ...parts: readonly SourcePart[]): Promise<AdvisoryDatabase> {
  const opened = await openMemoryDatabase(madeSource(...parts), createContext());
  assert.deepEqual(opened.issues, []);
  t.after(() => opened.value.close());
  return opened.value;
}

function npm(name: string, version?: string): MatchedComponent {
  return { id: `${name}@${version}`, ecosystem: 'npm', name, ...(version === undefined ? undefined : { version }) };
}

const until2 = affects('npm', 'a', ['introduced', '1.0.0'], ['fixed', '2.0.0']);

test('a finding says what is affected, why, how badly and what repairs it', async (t) => {
  const record = advisory('GHSA-1111', until2, {
    aliases: ['CVE-2026-1'],
    published: '2025-12-01T00:00:00Z',
    summary: 'Parsing goes wrong',
    details: '# More\n\nof it',
    severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
    references: [
      { type: 'WEB', url: 'https://example.org/1' },
      { type: 'WEB', url: 'javascript:alert(1)' },
      { type: 'WEB', url: 'https://example.org/1' },
    ],
    database_specific: { cwe_ids: ['CWE-400', 'CWE-79', 'no', 7] },
  });
  const database = await open(t, madePart('npm', [record]));
  const { findings, undecided, unchecked, stats } = matchComponents(
    [npm('a', '1.2.3'), npm('a', '2.0.0'), npm('b', '1.0.0')],
    database,
  );
  assert.deepEqual(findings, [
    {
      id: 'CVE-2026-1',
      aliases: ['CVE-2026-1', 'GHSA-1111'],
      records: ['GHSA-1111'],
      component: 'a@1.2.3',
      verdict: 'affected',
      reason: '>= 1.0.0, < 2.0.0',
      summary: 'Parsing goes wrong',
      severity: {
        level: 'critical',
        score: 9.8,
        vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
        source: 'CVSS 3.1 of GHSA-1111',
      },
      references: ['https://example.org/1'],
      weaknesses: ['CWE-79', 'CWE-400'],
      fixedIn: '2.0.0',
      published: '2025-12-01T00:00:00Z',
      modified: '2026-01-01T00:00:00Z',
    },
  ]);
  assert.deepEqual([undecided, unchecked, stats], [[], [], { checked: 3, named: 2 }]);
});

test('records of one vulnerability become one finding with the best of each', async (t) => {
  const ghsa = advisory('GHSA-1111', affects('PyPI', 'Py_Lib', ['introduced', '0'], ['fixed', '1.5']), {
    aliases: ['CVE-2026-1'],
    summary: 'In short',
    published: '2025-06-01T00:00:00Z',
    database_specific: { severity: 'LOW' },
  });
  const pysec = advisory('PYSEC-1', affects('PyPI', 'py-lib', ['introduced', '0'], ['fixed', '1.6']), {
    aliases: ['CVE-2026-1'],
    details: 'At length.',
    published: '2025-05-01T00:00:00Z',
    modified: '2026-02-01T00:00:00Z',
    severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N' }],
  });
  const database = await open(t, madePart('PyPI', [pysec, ghsa]));
  const [finding, ...others] = matchComponents([{ id: 'x', ecosystem: 'pypi', name: 'PY.LIB', version: '1.0' }], database).findings;
  assert.deepEqual(others, []);
  assert.deepEqual(
    [
      finding?.id,
      finding?.records,
      finding?.summary,
      finding?.fixedIn,
      finding?.severity.level,
      finding?.published,
      finding?.modified,
      finding?.reason,
    ],
    [
      'CVE-2026-1',
      ['GHSA-1111', 'PYSEC-1'],
      'In short',
      '1.6',
      'medium',
      '2025-05-01T00:00:00Z',
      '2026-02-01T00:00:00Z',
      '< 1.5 (GHSA-1111); < 1.6 (PYSEC-1)',
    ],
  );
});

test('a component whose version is not known is undecided for every record that names it', async (t) => {
  const database = await open(
    t,
    madePart('npm', [advisory('A-1', until2), advisory('A-2', affects('npm', 'a', ['introduced', '9.0.0']))]),
  );
  const { findings, undecided } = matchComponents([npm('a')], database);
  assert.deepEqual(findings, []);
  assert.deepEqual(
    undecided.map(({ id, verdict, reason, fixedIn }) => [id, verdict, reason, fixedIn]),
    [
      ['A-1', 'could not decide', 'its version is not known; affected: >= 1.0.0, < 2.0.0', undefined],
      ['A-2', 'could not decide', 'its version is not known; affected: >= 9.0.0', undefined],
    ],
  );
});

test('a record that gives commits only is undecided, and one that decides beside it wins', async (t) => {
  const git = {
    package: { ecosystem: 'npm', name: 'a' },
    ranges: [{ type: 'GIT', repo: 'https://example.org/a', events: [{ introduced: '0' }] }],
  };
  const database = await open(t, madePart('npm', [advisory('A-1', git), advisory('A-2', until2, { aliases: ['A-1'] })]));
  assert.deepEqual(
    matchComponents([npm('a', '1.0.0')], database).findings.map(({ id, records, reason }) => [id, records, reason]),
    [['A-1', ['A-1', 'A-2'], '>= 1.0.0, < 2.0.0']],
  );
  const later = matchComponents([npm('a', '3.0.0')], database);
  assert.deepEqual(later.findings, []);
  assert.deepEqual(
    later.undecided.map(({ id, records }) => [id, records]),
    [['A-1', ['A-1']]],
  );
});

test('withdrawn records say nothing, and their texts can still be read', async (t) => {
  const database = await open(t, madePart('npm', [advisory('A-1', until2, { withdrawn: '2026-01-02T00:00:00Z' })]));
  assert.deepEqual(matchComponents([npm('a', '1.0.0')], database).findings, []);
  assert.equal(database.recordsOf('A-1')[0]?.withdrawn, '2026-01-02T00:00:00Z');
});

test('malicious code is critical, and a finding of its own beside a vulnerability that names it', async (t) => {
  const mal = advisory('MAL-2026-1', affects('npm', 'a', ['introduced', '0']), {
    aliases: ['GHSA-1111'],
    summary: 'Malicious code in a',
  });
  const ghsa = advisory('GHSA-1111', affects('npm', 'a', ['introduced', '0']), { database_specific: { severity: 'LOW' } });
  const database = await open(t, madePart('npm', [mal, ghsa]));
  assert.deepEqual(
    matchComponents([npm('a', '1.0.0')], database).findings.map(({ id, severity }) => [id, severity.level]),
    [
      ['GHSA-1111', 'low'],
      ['MAL-2026-1', 'critical'],
    ],
  );
});

test('severity that a record states for one package counts for that package', async (t) => {
  const low = { ...until2, severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N' }] };
  const other = { ...affects('npm', 'b', ['introduced', '0']), ecosystem_specific: { severity: 'CRITICAL' } };
  const database = await open(t, madePart('npm', [advisory('A-1', [low, other])]));
  const { findings } = matchComponents([npm('a', '1.0.0'), npm('b', '1.0.0')], database);
  assert.deepEqual(
    findings.map(({ severity }) => [severity.level, severity.source]),
    [
      ['low', 'CVSS 3.1 of A-1'],
      ['critical', 'ecosystem_specific.severity of A-1'],
    ],
  );
});

test('an ecosystem that the database does not have is not checked, which is not the same as clean', async (t) => {
  const npmOnly = madePart('npm', [advisory('A-1', [until2, affects('PyPI', 'a', ['introduced', '0'])])]);
  const database = await open(t, npmOnly);
  assert.deepEqual([database.covers('npm'), database.covers('PyPI')], [true, false]);
  const { findings, unchecked, stats } = matchComponents(
    [
      { id: 'x', ecosystem: 'pypi', name: 'a', version: '1.0' },
      { id: 'y', ecosystem: 'pypi', name: 'b', version: '1.0' },
    ],
    database,
  );
  assert.deepEqual([findings, unchecked, stats.checked], [[], [{ ecosystem: 'PyPI', components: 2 }], 0]);
});

test('an ecosystem of which nothing is known to be wrong is covered all the same', async (t) => {
  const database = await open(t, madePart('npm', []));
  assert.equal(database.covers('npm'), true);
  assert.deepEqual(matchComponents([npm('a', '1.0.0')], database).unchecked, []);
});

test('components of a distribution are matched within their release', async (t) => {
  const until = (release: string, fixed: string): Affected => ({
    package: { ecosystem: `Debian:${release}`, name: 'openssl' },
    ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed }] }],
  });
  const record = advisory('DSA-1', [until('12', '3.0.9-1'), until('13', '3.2.1-3')]);
  const database = await open(t, madePart('Debian', [record]));
  const openssl = (osvName: string, version: string): MatchedComponent => ({
    id: osvName,
    ecosystem: 'deb',
    osvName,
    name: 'openssl',
    version,
  });
  const { findings, undecided } = matchComponents(
    [openssl('Debian:12', '3.0.9-1'), openssl('Debian:13', '3.0.9-1'), openssl('Debian', '3.0.9-1')],
    database,
  );
  assert.deepEqual(
    findings.map(({ component, fixedIn }) => [component, fixedIn]),
    [['Debian:13', '3.2.1-3']],
  );
  assert.deepEqual(
    undecided.map(({ component }) => component),
    ['Debian'],
  );
  const unknown = { id: 'x', ecosystem: 'deb', osvName: 'Debian:12', name: 'openssl' } as const;
  assert.deepEqual(
    matchComponents([unknown], database).undecided.map(({ reason }) => reason),
    ['its version is not known; affected: < 3.0.9-1'],
  );
  assert.deepEqual(matchComponents([{ ...unknown, osvName: 'Debian:11' }], database).undecided, []);
});

test('of one record in two sources the newer state counts, also when it clears the component or is withdrawn', async (t) => {
  const old = advisory('A-1', affects('npm', 'a', ['introduced', '0']), { modified: '2026-01-01T00:00:00Z' });
  const newer = advisory('A-1', until2, { modified: '2026-01-02T00:00:00Z' });
  const gone = { ...newer, withdrawn: '2026-01-02T00:00:00Z' };
  const collection = (record: object): SourcePart => {
    const { key: _key, ecosystem: _ecosystem, ...part } = madePart('npm', [record]);
    return { ...part, key: 'folder/x' };
  };
  for (const [first, second] of [
    [old, newer],
    [newer, old],
  ] as const) {
    const database = await open(t, madePart('npm', [first]), collection(second));
    assert.deepEqual(matchComponents([npm('a', '3.0.0')], database).findings, []);
    assert.deepEqual(
      matchComponents([npm('a', '1.0.0')], database).findings.map(({ records }) => records),
      [['A-1']],
    );
  }
  const database = await open(t, madePart('npm', [old]), collection(gone));
  assert.deepEqual(matchComponents([npm('a', '1.0.0')], database).findings, []);
});

test('a newer state of a record in the archive of another ecosystem clears nothing', async (t) => {
  const gem = advisory('A-1', { ...affects('RubyGems', 'a', ['introduced', '0']) }, { modified: '2026-01-01T00:00:00Z' });
  const js = advisory('A-1', [until2, affects('RubyGems', 'b', ['introduced', '0'])], { modified: '2026-01-02T00:00:00Z' });
  const database = await open(t, madePart('RubyGems', [gem]), madePart('npm', [js]));
  assert.equal(matchComponents([{ id: 'x', ecosystem: 'gem', name: 'a', version: '1.0' }], database).findings.length, 1);
});

test('the result does not depend on the order of components or records', async (t) => {
  const records = [
    advisory('A-1', until2),
    advisory('B-1', until2, { aliases: ['CVE-2026-2'] }),
    advisory('C-1', until2, { aliases: ['CVE-2026-2', 'A-9'] }),
  ];
  const components = [npm('a', '1.0.0'), npm('a', '1.1.0'), npm('c', '1.0.0')];
  const forward = matchComponents(components, await open(t, madePart('npm', records)));
  const backward = matchComponents(components.toReversed(), await open(t, madePart('npm', records.toReversed())));
  const sorted = (found: typeof forward) => found.findings.toSorted((a, b) => (a.component + a.id < b.component + b.id ? -1 : 1));
  assert.deepEqual(sorted(forward), sorted(backward));
});

test('texts of hostile shapes and control characters do no harm', async (t) => {
  const odd = {
    ...advisory('A-1', until2),
    aliases: ['CVE-2026-1', 7, 'two words', '\u001b[31m', null],
    summary: 'red \u001b[31malert\u0007 and a line\nanother line',
    references: [null, { url: 7 }, { url: 'https://example.org/\u001b[2J' }, 'https://example.org'],
    database_specific: { cwe_ids: 'CWE-1', severity: ['HIGH'] },
    severity: { type: 'CVSS_V3' },
  };
  const database = await open(t, madePart('npm', [odd]));
  const [finding] = matchComponents([npm('a', '1.0.0')], database).findings;
  assert.deepEqual(
    [finding?.aliases, finding?.summary, finding?.references, finding?.weaknesses, finding?.severity],
    [['CVE-2026-1', 'A-1'], 'red [31malert and a line', [], [], { level: 'unknown' }],
  );
});
