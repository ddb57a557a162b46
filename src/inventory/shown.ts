const plain = /^[\x20-\x7e]*$/;
const longest = 120;

/** Text of a file as a message shows it: on one line, in printable ASCII, and not endless. */
export function shown(text: string): string {
  const part = text.length > longest ? `${text.slice(0, longest)}…` : text;
  if (plain.test(text)) return part;
  return JSON.stringify(part).replace(
    /[^\x20-\x7e…]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
