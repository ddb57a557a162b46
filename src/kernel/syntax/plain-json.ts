import { isObject, type DataArray, type DataObject, type DataValue, type SourceDocument } from './document.ts';

/** Texts above this are not written a second time for the comparison. */
const longestText = 16 * 1024 * 1024; // characters

/**
 * The way around the careful parser for a text that is, to the character, what `JSON.stringify` writes with an indentation: how npm and most
 * tools write. If writing the value again gives the same text, then no name in it stands twice, and every element has a line
 * of its own, so that lines can be counted instead of remembered. Undefined for any other text, right or wrong.
 * @param unread name of a member at the top that is passed over, unjudged, when it is the last one
 */
export function readPlainJson(written: string, maxLevels: number, unread?: string): SourceDocument | undefined {
  const indent = /^[[{]\n([ \t]{1,8})\S/.exec(written)?.[1];
  if (indent === undefined || written.length > longestText) return undefined;
  const text = unread === undefined ? written : withoutLastMember(written, indent, unread);
  if (text.includes('"__proto__"')) return undefined;
  if (text.includes(`\n${indent.repeat(maxLevels)}`)) return undefined;
  let value: DataValue;
  try {
    value = JSON.parse(text) as DataValue;
  } catch {
    return undefined;
  }
  const again = JSON.stringify(value, undefined, indent);
  const rest = text.length - again.length;
  if (!text.startsWith(again) || rest > 1 || (rest === 1 && !text.endsWith('\n'))) return undefined;
  let lines: Map<DataObject | DataArray, number> | undefined;
  return { value, lineOf: (node) => (lines ??= countLines(value)).get(node) };
}

/** The line on which every object and array of a value begins when it is written with an indentation. */
function countLines(value: DataValue): Map<DataObject | DataArray, number> {
  const lines = new Map<DataObject | DataArray, number>();
  /** Notes what begins on `line` and returns the line on which it ends. */
  const count = (part: DataValue, line: number): number => {
    if (typeof part !== 'object' || part === null) return line;
    lines.set(part, line);
    let last = line;
    if (isObject(part)) for (const name in part) last = count(part[name] as DataValue, last + 1);
    else for (const item of part) last = count(item, last + 1);
    return last === line ? line : last + 1;
  };
  count(value, 1);
  return lines;
}

/** Every line of the last member but its first and last is indented deeper than these two, which tells where it ends. */
function withoutLastMember(text: string, indent: string, name: string): string {
  const start = text.lastIndexOf(`,\n${indent}"${name}": {\n`);
  const end = start === -1 ? -1 : text.indexOf(`\n${indent}}`, start + 1);
  const rest = text.slice(end + indent.length + 2);
  return end !== -1 && (rest === '\n}' || rest === '\n}\n') ? `${text.slice(0, start)}\n}` : text;
}
