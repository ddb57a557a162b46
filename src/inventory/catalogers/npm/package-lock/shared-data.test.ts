import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { catalog } from '../../../../../test/kit/memory-files.ts';
import { sharedData, withoutSharedData } from '../../../../../test/kit/shared-data.ts';
import { countDistinct } from '../../../../../test/kit/labelled-graph.ts';
import { packageLock } from './index.ts';

/**
 * Distinct name and version of all packages in the output of npm 11.19.1, run on a copy of the folder:
 * `npm ls --all --package-lock-only --json`, without the workspaces (`resolved` begins with `file:`).
 */
const counts = { frontend: 1445, 'sigstore-js': 849 };

for (const [folder, packages] of Object.entries(counts)) {
  test(
    `as many packages as npm lists for ${folder}, and nothing to complain of`,
    { skip: withoutSharedData(`lockfiles/${folder}`) },
    async () => {
      const content = (name: string): string => readFileSync(sharedData(`lockfiles/${folder}/${name}`), 'utf8');
      const files = { 'package.json': content('package.json'), 'package-lock.json': content('package-lock.json') };
      const outcome = await catalog(packageLock, files, 'package-lock.json');
      assert.deepEqual(outcome.issues, []);
      assert.equal(outcome.complete, true);
      assert.equal(countDistinct(outcome.value.graphs), packages);
      for (const graph of outcome.value.graphs) for (const node of graph.packages) assert.ok(node.line !== undefined, node.name);
    },
  );
}
