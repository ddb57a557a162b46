import type { Grammar, Member, Range, Rule, Shape, TextFormat, TypeSpec } from './shape.ts';

/**
 * Reads tables that say what the members of a format are, in a language of lines:
 *
 * ```
 * type component open@2-3        a type; open: further members are allowed (in these versions)
 *  name! text                    a member that must be there
 *  tags@6 [text]u                a list without repetition, since version 6; [text]+ has at least one item, [text]1 at most one
 *  ref text+|text/link           one of several shapes; text+ is not empty, text/link matches a pattern, text:date has a format
 *  line int<0,>                  a number with its bounds
 *  scope $component.scope        a word of a list
 *  swid swid                     another type
 *  from! @Element                a node of a graph, of that class or below
 *  %one id|name                  exactly one of these is there; %any: at least one; a+b stands for both
 * type Person < Agent            with the members of Agent too
 * enum component.scope           a list of words, by versions; * stands for all
 *  * required optional
 * pattern link ^urn:.+$
 * ```
 */
export function parseGrammar(tables: readonly string[]): Grammar {
  const types = new Map<string, TypeSpec>();
  const words = new Map<string, Map<string, Range[]>>();
  const patterns = new Map<string, RegExp>();
  let addLine: (line: string) => void = () => {};
  for (const table of tables) {
    for (const line of table.split('\n')) {
      if (line === '') continue;
      if (line.startsWith(' ')) addLine(line.slice(1));
      else addLine = startBlock(line, types, words, patterns);
    }
  }
  return { types: withInherited(types), words, patterns };
}

function startBlock(
  line: string,
  types: Map<string, TypeSpec>,
  words: Map<string, Map<string, Range[]>>,
  patterns: Map<string, RegExp>,
): (line: string) => void {
  const [kind, name = '', ...rest] = line.split(' ');
  if (kind === 'pattern') {
    patterns.set(name, new RegExp(rest.join(' ')));
    return () => {};
  }
  if (kind === 'enum') {
    const list = new Map<string, Range[]>();
    words.set(name, list);
    return (inner) => addWords(inner, list);
  }
  const members = new Map<string, Member[]>();
  const rules: Rule[] = [];
  const open = rest.find((word) => word.startsWith('open'));
  const parent = rest[rest.indexOf('<') + 1];
  types.set(name, {
    name,
    ...(open === undefined ? {} : { open: rangeOf(open.slice('open@'.length)) }),
    ...(rest.includes('<') && parent !== undefined ? { parent } : {}),
    isAbstract: rest.includes('abstract'),
    isBlank: rest.includes('blank'),
    members,
    rules,
  });
  return (inner) => {
    if (inner.startsWith('%')) rules.push(parseRule(inner));
    else addMember(inner, members);
  };
}

function rangeOf(text: string): Range {
  const [from, to] = text.split('-');
  return { from: from === undefined || from === '' ? 0 : Number(from), to: to === undefined ? latest : Number(to) };
}
const latest = 99;

function addWords(line: string, list: Map<string, Range[]>): void {
  const [versions = '*', ...words] = line.split(' ');
  const range = rangeOf(versions === '*' ? '' : versions.slice(1));
  for (const word of words) {
    // A no-break space stands for a space inside a word.
    const spelled = word.replaceAll('\u00a0', ' ');
    const ranges = list.get(spelled);
    if (ranges === undefined) list.set(spelled, [range]);
    else ranges.push(range);
  }
}

function parseRule(line: string): Rule {
  const [head = '', groups = ''] = line.split(' ');
  const [kind = '', versions = ''] = head.slice(1).split('@');
  return {
    kind: kind === 'any' ? 'any' : 'one',
    ...rangeOf(versions),
    groups: groups.split('|').map((group) => group.split('+')),
  };
}

function addMember(line: string, members: Map<string, Member[]>): void {
  const space = line.indexOf(' ');
  const [head = '', versions = ''] = line.slice(0, space).split('@');
  const required = head.endsWith('!');
  const name = required ? head.slice(0, -1) : head;
  const member: Member = { name, required, ...rangeOf(versions), shape: parseShape(line.slice(space + 1)) };
  const others = members.get(name);
  if (others === undefined) members.set(name, [member]);
  else others.push(member);
}

function parseShape(text: string): Shape {
  const parts = splitOutside(text);
  if (parts.length > 1) return { kind: 'either', of: parts.map(parseShape) };
  if (text.startsWith('(')) return parseShape(text.slice(1, -1));
  if (text.startsWith('[')) {
    const end = text.lastIndexOf(']');
    const flags = new Set(text.slice(end + 1));
    return {
      kind: 'list',
      of: parseShape(text.slice(1, end)),
      distinct: flags.has('u'),
      least: flags.has('+') ? 1 : 0,
      most: flags.has('1') ? 1 : Number.POSITIVE_INFINITY,
    };
  }
  return parseSimple(text);
}

/** Splits at bars that stand in no bracket. */
function splitOutside(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '(' || character === '[') depth += 1;
    else if (character === ')' || character === ']') depth -= 1;
    else if (character === '|' && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

function parseSimple(text: string): Shape {
  if (text.startsWith('$')) return { kind: 'word', list: text.slice(1) };
  if (text.startsWith('@')) return { kind: 'node', name: text.slice(1) };
  const [, base = '', rest = ''] = /^(text|int|num)([+:/<].*|)$/.exec(text) ?? [];
  if (base === 'text') {
    if (rest.startsWith('/line')) return { kind: 'text', minLength: 0, format: 'line' };
    if (rest.startsWith('/')) return { kind: 'text', minLength: 0, pattern: rest.slice(1) };
    if (rest.startsWith(':') && rest !== ':string') return { kind: 'text', minLength: 0, format: rest.slice(1) as TextFormat };
    return { kind: 'text', minLength: rest === '+' ? 1 : 0 };
  }
  if (base !== '') {
    const [least = '', most = ''] = rest === '' ? [] : rest.slice(1, -1).split(',');
    return {
      kind: 'number',
      whole: base === 'int',
      ...(least === '' ? {} : { least: Number(least) }),
      ...(most === '' ? {} : { most: Number(most) }),
    };
  }
  if (text === 'licenceId') return { kind: 'licence' };
  if (text === 'any' || text === 'object' || text === 'bool') return { kind: text };
  return { kind: 'type', name: text };
}

function withInherited(types: ReadonlyMap<string, TypeSpec>): ReadonlyMap<string, TypeSpec> {
  const whole = new Map<string, TypeSpec>();
  const complete = (type: TypeSpec): TypeSpec => {
    const done = whole.get(type.name);
    if (done !== undefined) return done;
    const parent = type.parent === undefined ? undefined : types.get(type.parent);
    const inherited = parent === undefined ? undefined : complete(parent).members;
    const made = inherited === undefined ? type : { ...type, members: new Map([...inherited, ...type.members]) };
    whole.set(type.name, made);
    return made;
  };
  for (const type of types.values()) complete(type);
  return whole;
}
