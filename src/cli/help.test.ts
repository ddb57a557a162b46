import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OptionSpecs } from '../kernel/index.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { helpOf, optionUsage, overview } from './help.ts';
import { globalOptions } from './parse.ts';

const options = {
  format: { kind: 'choice', short: 'f', values: ['table', 'json'], default: 'table', doc: 'How the result is said' },
  output: { kind: 'path', short: 'o', placeholder: 'FILE', doc: 'Where the result goes' },
  ignoreFiles: { kind: 'boolean', default: true, doc: 'Heed ignore files' },
  offline: { kind: 'boolean', default: false, doc: 'Stay off the network' },
  ecosystem: { kind: 'list', placeholder: 'NAME', default: [], doc: 'Only these' },
} as const satisfies OptionSpecs;

const command: Command = {
  name: 'scan',
  summary: 'Look at a project',
  positionals: '[TARGET]',
  maxPositionals: 1,
  options,
  description: `${'Many words about what it does. '.repeat(8).trim()}\nA second paragraph.`,
  examples: [{ command: 'assay scan .', doc: 'here' }],
  run: () => Promise.resolve(0),
};

test('the overview lists every command with its summary, in columns', () => {
  const load = (): Promise<Command> => Promise.resolve(command);
  const text = overview([
    { name: 'scan', summary: 'Look', load },
    { name: 'db update', summary: 'Fetch', load },
  ]);
  assert.match(text, /^ {2}scan {7}Look$/m);
  assert.match(text, /^ {2}db update {2}Fetch$/m);
  assert.match(text, /Start with: assay scan \./);
});

test('an option is shown as it is typed', () => {
  assert.equal(optionUsage('format', options.format), '-f, --format table|json');
  assert.equal(optionUsage('output', options.output), '-o, --output FILE');
  assert.equal(optionUsage('ignoreFiles', options.ignoreFiles), '--[no-]ignore-files');
  assert.equal(optionUsage('offline', options.offline), '--offline');
  assert.equal(optionUsage('ecosystem', options.ecosystem), '--ecosystem NAME…');
});

test('help says everything: usage, description, every option with its default, examples, every exit code', () => {
  const text = helpOf(command, 100);
  assert.ok(text.startsWith('Look at a project.\n\nUsage: assay scan [TARGET] [OPTIONS]\n\n'));
  assert.ok(text.includes('  -f, --format table|json\n      How the result is said (default table)\n'));
  assert.ok(text.includes('  --ecosystem NAME…\n      Only these\n'));
  assert.ok(text.includes('  --[no-]ignore-files\n      Heed ignore files\n'));
  assert.ok(text.includes('  assay scan .\n      here\n'));
  for (const [key, spec] of Object.entries(globalOptions as OptionSpecs)) assert.ok(text.includes(optionUsage(key, spec)), key);
  for (const { code, doc } of Object.values(exitCodes)) assert.ok(text.includes(`${code}  ${doc.slice(0, 30)}`), doc);
  assert.ok(text.endsWith('\n') && !text.endsWith('\n\n'));
});

test('sections with nothing in them are left out', () => {
  const text = helpOf({ ...command, positionals: '', options: {}, examples: [] }, 100);
  assert.ok(text.includes('Usage: assay scan [OPTIONS]\n'));
  assert.doesNotMatch(text, /^Options:|^Examples:/m);
});

test('no line of running text is wider than the terminal, and no word is lost', () => {
  for (const width of [40, 60, 80, 200]) {
    const text = helpOf({ ...command, options: {}, examples: [] }, width);
    for (const line of text.split('\n')) assert.ok(line.length <= Math.min(width, 120), line);
    assert.ok(text.replaceAll(/\s+/g, ' ').includes(command.description.replaceAll(/\s+/g, ' ')));
  }
});

test('a word that is wider than the terminal stands on its own line, whole', () => {
  const word = 'x'.repeat(60);
  assert.ok(helpOf({ ...command, description: `short ${word} short` }, 40).includes(`short\n${word}\nshort`));
});
