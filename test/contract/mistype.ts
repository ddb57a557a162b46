const anything = [5, 'x', 'a\nb', '', true, null, [], {}, ['x'], { x: 1 }, [null], { '': '' }];
/** In no place where a package or a part of one stands are they what they should be. */
const neverRight = [5, true, [null]];

/** The JSON with one value after another replaced by something of another type. */
export function mistypedJson(content: string, by: 'any' | 'never right'): readonly string[] {
  const replacements = by === 'any' ? anything : neverRight;
  let document: unknown;
  try {
    document = JSON.parse(content);
  } catch {
    // JSON with comments or trailing commas: without them it is the same.
    document = JSON.parse(content.replaceAll(/,(\s*[}\]])/g, '$1'));
  }
  const spoilt: string[] = [];
  const visit = (value: unknown, put: (replacement: unknown) => void): void => {
    for (const replacement of replacements) {
      put(replacement);
      spoilt.push(JSON.stringify(document));
    }
    put(value);
    if (Array.isArray(value)) {
      const list: unknown[] = value;
      for (const [index, item] of list.entries()) visit(item, (replacement) => (list[index] = replacement));
    } else if (typeof value === 'object' && value !== null) {
      const holder = value as Record<string, unknown>;
      for (const [key, item] of Object.entries(holder)) visit(item, (replacement) => (holder[key] = replacement));
    }
  };
  visit(document, (replacement) => (document = replacement));
  return spoilt;
}

/** The YAML with one value after another, written in a row or in a block below it, replaced by something of another type. */
export function* mistypedYaml(content: string): Generator<string> {
  const rows = content.split('\n');
  for (const [index, row] of rows.entries()) {
    const [, head = '', dashes = '', key, value = ''] = /^(( *(?:- )*)(?:([\w.:@/"' -]*[\w"']):(?= |$) *)?)(.*)$/.exec(row) ?? [];
    if (key === undefined && !dashes.includes('-')) continue;
    const end = value === '' ? endOfBlock(rows, index, dashes.length) : index + 1;
    const others = value === '' && end > index + 1 ? ['x y', '[[x]]'] : ['[[x]]'];
    for (const other of others)
      yield rows.toSpliced(index, end - index, `${key === undefined ? dashes : `${head.trimEnd()} `}${other}`).join('\n');
  }
}

/** Index after the rows that are deeper than a key, or items of its sequence as deep as it. */
function endOfBlock(rows: readonly string[], index: number, depth: number): number {
  let end = index + 1;
  for (; end < rows.length; end += 1) {
    const row = rows[end] ?? '';
    const own = row.search(/\S/);
    if (own !== -1 && own < depth + (row.startsWith('- ', own) ? 0 : 1)) break;
  }
  return end;
}

/** The TOML with one value after another, of those that stand in one row, replaced by something of another type. */
export function* mistypedToml(content: string): Generator<string> {
  const rows = content.split('\n');
  for (const [index, row] of rows.entries()) {
    const [, head, value] = /^([\w."-]+ = )(.*[^[,{])$/.exec(row) ?? [];
    if (head === undefined || value === undefined) continue;
    for (const other of ['5', 'true', '[[1]]']) yield rows.toSpliced(index, 1, head + other).join('\n');
  }
}
