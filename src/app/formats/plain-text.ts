/** Text of a stranger made safe for a terminal or a log: control and bidirectional characters become visible escapes (CWE-150, CVE-2021-42574). */
export function toPlainText(text: string): string {
  return needsEscape.test(text) ? text.replaceAll(escaped, toEscape) : text;
}

const unsafe = String.raw`[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]`;
const needsEscape = new RegExp(unsafe);
const escaped = new RegExp(unsafe, 'g');

function toEscape(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
