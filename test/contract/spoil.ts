/** Cut off, empty, repeated, deeply nested, huge in one line, of another kind. */
export function spoil(content: string): readonly string[] {
  const cuts = Array.from({ length: 24 }, (_, index) => content.slice(0, Math.floor((content.length * index) / 24)));
  const deep = 10_000;
  return [
    ...cuts,
    content.slice(1),
    content + content,
    content.replaceAll(/[a-z0-9]/g, '\u0000'),
    '['.repeat(deep),
    '{"a":'.repeat(deep),
    `${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`,
    `a = ${'['.repeat(deep)}`,
    `${'- '.repeat(deep)}a`,
    Array.from({ length: 300 }, (_, index) => `${' '.repeat(index)}a:`).join('\n'),
    `[${'a.'.repeat(deep)}a]\nb = 1`,
    'x'.repeat(1_000_000),
    ' '.repeat(1_000_000),
    `"${'\\"'.repeat(200_000)}`,
    'null',
    '5',
    '[]',
    '{}',
    '---\n---\n---\n',
  ];
}

/** As an editor or a checkout on another system writes the same. */
export function rewritten(content: string): readonly string[] {
  return [content.replaceAll('\n', '\r\n'), `\uFEFF${content}`, content.trimEnd(), `${content.trimEnd()}\n\n`];
}

const odd = [
  '',
  '5',
  'true',
  'null',
  '[]',
  '{}',
  '[x]',
  '{x: y}',
  '""',
  '"',
  "'",
  '- ',
  '*x',
  '&x',
  '${x}',
  '$x',
  '#',
  '__proto__',
];
const oddWords = ['', '__proto__', 'constructor', '..', '/', '%', ':', '\u0007', '\u2028', '😀', 'x'.repeat(5000)];

/**
 * Edits of any text: every row away, twice, in the place of the next one, deeper and less deep; every value on a row replaced by one of
 * another kind; every word replaced by a name that every object has, by nothing, by signs, by a very long one.
 */
export function* edited(content: string): Generator<string> {
  const rows = content.split('\n');
  const put = (index: number, ...by: readonly string[]): string => rows.toSpliced(index, 1, ...by).join('\n');
  for (const [index, row] of rows.entries()) {
    const next = rows[index + 1];
    yield put(index);
    yield put(index, row, row);
    if (next !== undefined) yield rows.toSpliced(index, 2, next, row).join('\n');
    yield put(index, `  ${row}`);
    yield put(index, `\t${row}`);
    yield put(index, row.trimStart());
    yield rows.slice(0, index).join('\n');
    yield rows.slice(index).join('\n');
    for (const sign of row.matchAll(/[:=]\s*|\s+/g))
      for (const value of odd) yield put(index, row.slice(0, sign.index + sign[0].length) + value);
    for (const word of row.matchAll(/[\w.+-]+/g))
      for (const other of oddWords) yield put(index, row.slice(0, word.index) + other + row.slice(word.index + word[0].length));
  }
}
