/** One `Tag: value` of a tag-value document. */
export interface TaggedLine {
  readonly tag: string;
  readonly value: string;
  /** 1-based. */
  readonly line: number;
}

export interface LineFault {
  readonly line: number;
  readonly message: string;
}

const tagAtStart = /^[ \t]*([A-Za-z][A-Za-z0-9]{0,60})[ \t]*:/;

/**
 * The lines of an SPDX tag-value document (SPDX 2.3, 4.4): `Tag: value`, where a value in `<text>` may have many lines, and comments
 * after `#` at the start of a line.
 */
export function readTaggedLines(text: string): { readonly lines: readonly TaggedLine[]; readonly faults: readonly LineFault[] } {
  const lines: TaggedLine[] = [];
  const faults: LineFault[] = [];
  const raw = text.split(/\r\n|\r|\n/);
  for (let at = 0; at < raw.length; at += 1) {
    const line = raw[at] as string;
    const start = line.trimStart();
    if (start === '' || start.startsWith('#')) continue;
    const match = tagAtStart.exec(line);
    if (match === null) {
      faults.push({ line: at + 1, message: 'is no comment and has no tag' });
      continue;
    }
    const value = line.slice(match[0].length).trim();
    const first = at + 1;
    if (!value.startsWith('<text>')) {
      lines.push({ tag: match[1] as string, value, line: first });
      continue;
    }
    const parts = [line.slice(line.indexOf('<text>') + '<text>'.length)];
    while (!(parts.at(-1) as string).includes('</text>') && at + 1 < raw.length) {
      at += 1;
      parts.push(raw[at] as string);
    }
    const whole = parts.join('\n');
    const end = whole.lastIndexOf('</text>');
    if (end === -1) faults.push({ line: first, message: `opens the <text> of ${match[1]} and does not close it` });
    else if (whole.slice(end + '</text>'.length).trim() !== '')
      faults.push({ line: at + 1, message: `has something after the </text> of ${match[1]}` });
    lines.push({ tag: match[1] as string, value: end === -1 ? whole : whole.slice(0, end), line: first });
  }
  return { lines, faults };
}

/** A value in the form in which it can be read again. */
export function toTagged(tag: string, value: string): string {
  const isPlain = value !== '' && value === value.trim() && !/[\r\n]/.test(value) && !value.startsWith('<text>');
  return isPlain ? `${tag}: ${value}` : `${tag}: <text>${value}</text>`;
}
