import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { catalog } from '../../../../../test/kit/memory-files.ts';
import { sharedData, withoutSharedData } from '../../../../../test/kit/shared-data.ts';
import { label } from '../../../../../test/kit/labelled-graph.ts';
import { pnpmLock } from './index.ts';

for (const folder of ['zod', 'cdxgen']) {
  test(
    `every key of packages in ${folder} is found once, and nothing to complain of`,
    { skip: withoutSharedData(`lockfiles/${folder}`) },
    async () => {
      const content = (name: string): string => readFileSync(sharedData(`lockfiles/${folder}/${name}`), 'utf8');
      const text = content('pnpm-lock.yaml');
      const outcome = await catalog(
        pnpmLock,
        { 'package.json': content('package.json'), 'pnpm-lock.yaml': text },
        'pnpm-lock.yaml',
      );
      assert.deepEqual(outcome.issues, []);
      const packages = outcome.value.graphs.flatMap((graph) => graph.packages).filter((node) => node.kind === 'package');
      assert.deepEqual([...new Set(packages.map(label))].toSorted(), keysOfPackages(text));
      const lines = text.split('\n');
      for (const node of packages) assert.ok(lines[(node.line ?? 0) - 1]?.includes(label(node)), label(node));
    },
  );
}

/** The keys as they stand in the text, two spaces in, without a YAML parser. */
function keysOfPackages(text: string): readonly string[] {
  const section = text.slice(text.indexOf('\npackages:\n'), text.indexOf('\nsnapshots:\n'));
  return [...section.matchAll(/^ {2}'?([^\s'][^'\n]*?)'?:$/gm)].map((match) => match[1] as string).toSorted();
}
