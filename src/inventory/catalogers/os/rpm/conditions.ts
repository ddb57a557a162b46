const operators: ReadonlySet<string> = new Set(['and', 'or', 'with', 'without', 'if', 'unless', 'else']);

/** A plain dependency: a name and, after it, what is asked of its version. */
export interface PlainDependency {
  readonly name: string;
  readonly requirement?: string;
}

/**
 * The packages that a dependency with operators may ask for: `(a or b)`, `(a >= 1 with a < 2)`, `(a if b else c)`. What stands after
 * `if`, `unless` or `without` only decides whether it does, and is left out. In one pass over the text, however deep it nests.
 * @see https://rpm-software-management.github.io/rpm/manual/boolean_dependencies.html
 */
export function parseRichDependency(text: string): readonly PlainDependency[] {
  const found: PlainDependency[] = [];
  // Of each open parenthesis, whether it stands in a condition by itself, or as a whole.
  const levels: { isCondition: boolean; readonly isInCondition: boolean }[] = [];
  let words: string[] = [];
  const flush = (): void => {
    const [name, ...rest] = words;
    const level = levels.at(-1);
    if (name !== undefined && level?.isCondition !== true && level?.isInCondition !== true) {
      found.push(rest.length === 0 ? { name } : { name, requirement: rest.join(' ') });
    }
    words = [];
  };
  for (const token of tokensOf(text)) {
    const level = levels.at(-1);
    if (token === '(') {
      flush();
      levels.push({ isCondition: false, isInCondition: level?.isCondition === true || level?.isInCondition === true });
    } else if (token === ')') {
      flush();
      levels.pop();
    } else if (operators.has(token)) {
      flush();
      if (level !== undefined) level.isCondition = token === 'if' || token === 'unless' || token === 'without';
    } else {
      words.push(token);
    }
  }
  flush();
  return found;
}

/** Words and the parentheses that group; those that belong to a name, as in `libc.so.6(GLIBC_2.4)(64bit)`, stay in it. */
function* tokensOf(text: string): Generator<string> {
  let word = '';
  let depth = 0;
  for (const character of text) {
    const isGrouping = word === '' || (character === ')' && depth === 0);
    if (character === ' ' || ((character === '(' || character === ')') && isGrouping)) {
      if (word !== '') yield word;
      if (character !== ' ') yield character;
      word = '';
      depth = 0;
    } else {
      if (character === '(') depth += 1;
      if (character === ')') depth -= 1;
      word += character;
    }
  }
  if (word !== '') yield word;
}
