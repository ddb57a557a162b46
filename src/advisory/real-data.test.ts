import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { scratchDirectory } from '../../test/kit/scratch.ts';
import { sharedData, withoutSharedData } from '../../test/kit/shared-data.ts';
import { createContext } from '../kernel/index.ts';
import { openDatabase } from './database/open.ts';
import { updateDatabase } from './database/update.ts';
import { matchComponents, type MatchedComponent } from './match/match.ts';
import { sourceAt } from './sources/list.ts';

/** Names and versions of a package-lock.json, whatever the cataloger makes of them. */
function locked(): readonly MatchedComponent[] {
  const components: MatchedComponent[] = [];
  for (const folder of readdirSync(sharedData('lockfiles'))) {
    for (const file of readdirSync(sharedData(`lockfiles/${folder}`))) {
      if (!file.endsWith('package-lock.json')) continue;
      const lock = JSON.parse(readFileSync(sharedData(`lockfiles/${folder}/${file}`), 'utf8')) as {
        packages?: Record<string, { version?: string; link?: boolean }>;
      };
      for (const [path, { version, link }] of Object.entries(lock.packages ?? {})) {
        const name = path.split('node_modules/').at(-1) ?? '';
        if (path === '' || link === true || version === undefined || !path.includes('node_modules/')) continue;
        components.push({ id: `${name}@${version}`, ecosystem: 'npm', name, version });
      }
    }
  }
  return components;
}

const skip = withoutSharedData('osv') || withoutSharedData('lockfiles');

test('the public records are imported, every one, and real lockfiles are matched without a doubt', { skip }, async (t) => {
  const directory = scratchDirectory(t);
  const updated = await updateDatabase(directory, sourceAt(sharedData('osv')), createContext());
  // One record of the Python database has a year of one digit. It counts all the same.
  assert.deepEqual(
    updated.issues.map(({ path }) => path),
    ['PyPI/all.zip!PYSEC-2024-55.json'],
  );
  const opened = await openDatabase(directory);
  assert.equal(opened.state, 'open');
  const { database } = opened;
  t.after(() => database.close());
  const { parts } = database.status();
  assert.deepEqual([parts.length, parts.reduce((sum, { records }) => sum + records, 0)], [11, 25_861]);
  assert.deepEqual(
    parts.map(({ refused }) => refused),
    parts.map(() => 0),
  );

  const components = locked();
  assert.ok(components.length > 1000);
  const { findings, undecided, unchecked, stats } = matchComponents(components, database);
  assert.deepEqual([undecided, unchecked, stats.checked], [[], [], components.length]);
  assert.ok(findings.length > 0);
  for (const finding of findings) assert.ok(finding.summary !== '' && finding.severity.level !== 'unknown', finding.id);

  const known = matchComponents(
    [
      { id: 'lodash', ecosystem: 'npm', name: 'lodash', version: '4.17.4' },
      { id: 'django', ecosystem: 'pypi', name: 'Django', version: '3.2.0' },
      { id: 'time', ecosystem: 'cargo', name: 'time', version: '0.1.43' },
      { id: 'gin', ecosystem: 'golang', name: 'github.com/gin-gonic/gin', version: 'v1.7.0' },
      { id: 'cipherbcrypt', ecosystem: 'pypi', name: 'cipherbcrypt', version: '1.0' },
    ],
    database,
  );
  const found = new Set(known.findings.map(({ component, id, fixedIn }) => `${component} ${id} ${fixedIn}`));
  for (const expected of ['time CVE-2020-26235 0.2.0', 'gin CVE-2020-28483 1.7.7', 'cipherbcrypt PYSEC-2024-55 undefined']) {
    assert.ok(found.has(expected), `${expected} is not among ${[...found].join(', ')}`);
  }
  assert.ok(known.findings.some(({ component }) => component === 'lodash'));
  assert.ok(known.findings.some(({ component }) => component === 'django'));
});
