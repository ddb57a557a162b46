/**
 * Text of a stranger made safe for a terminal or a log: control, bidirectional and invisible characters become visible escapes
 * (CWE-150, CWE-1007, CVE-2021-42574).
 */
export function toPlainText(text: string): string {
  return needsEscape.test(text) ? text.replaceAll(escaped, toEscape) : text;
}

const unsafe = [
  String.raw`\u{0}-\u{1f}\u{7f}-\u{9f}`, // controls, ESC among them
  String.raw`\u{61c}\u{200e}\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}`, // direction
  String.raw`\u{ad}\u{180e}\u{200b}-\u{200d}\u{2060}-\u{2065}\u{feff}`, // no width
  String.raw`\u{2028}\u{2029}\u{fff9}-\u{fffb}`, // separators and annotations
  String.raw`\u{e0000}-\u{e0fff}`, // tags and supplementary variation selectors: a hidden alphabet
].join('');
const needsEscape = new RegExp(`[${unsafe}]`, 'u');
const escaped = new RegExp(`[${unsafe}]`, 'gu');

function toEscape(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
