import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sharedData, withoutSharedData } from '../../test/kit/shared-data.ts';
import { compareVersions } from './index.ts';

/** Which ecosystems must order the pairs of which file. */
const files: Readonly<Record<string, readonly string[]>> = {
  alpine: ['Alpine', 'Wolfi', 'Chainguard', 'MinimOS', 'Alpaquita'],
  cran: ['CRAN', 'Bioconductor'],
  debian: ['Debian', 'Ubuntu', 'Echo'],
  hackage: ['Hackage', 'GHC'],
  maven: ['Maven'],
  nuget: ['NuGet'],
  packagist: ['Packagist'],
  pub: ['Pub'],
  pypi: ['PyPI'],
  redhat: ['Red Hat', 'AlmaLinux', 'Rocky Linux', 'SUSE', 'openSUSE', 'openEuler', 'Mageia', 'Azure Linux', 'Photon OS'],
  rubygems: ['RubyGems'],
  semver: ['npm', 'Go', 'crates.io', 'Hex', 'SwiftURL', 'Bitnami', 'GitHub Actions', 'Julia', 'VSCode'],
};

const orders: Readonly<Record<string, number>> = { '<': -1, '=': 0, '==': 0, '>': 1 };

for (const [file, ecosystems] of Object.entries(files)) {
  const path = `versions/${file}-versions.txt`;
  const skip = withoutSharedData(path);
  for (const ecosystem of ecosystems) {
    test(`${ecosystem} orders every pair of ${file}-versions.txt, from both sides`, { skip }, () => {
      let pairs = 0;
      for (const line of readFileSync(sharedData(path), 'utf8').split('\n')) {
        if (line.trim() === '' || line.startsWith('#') || line.startsWith('//')) continue;
        const [a, relation, b] = line.split(' ') as [string, string, string];
        // Build metadata counts in Julia, so that these two differ there (see julia.ts).
        if (ecosystem === 'Julia' && line.includes('+build =')) continue;
        const order = orders[relation];
        assert.notEqual(order, undefined, line);
        assert.equal(compareVersions(ecosystem, a, b), order, line);
        assert.equal(compareVersions(ecosystem, b, a), order === 0 ? 0 : -(order as number), `${line} (turned round)`);
        pairs += 1;
      }
      assert.ok(pairs > 10, `there are only ${pairs} pairs`);
    });
  }
}
