export interface Instruction {
  /** In capital letters. */
  readonly keyword: string;
  readonly args: string;
  /** 1-based line on which it begins. */
  readonly line: number;
}

export interface DockerfileText {
  readonly instructions: readonly Instruction[];
  /** The image of the frontend that reads the file: `# syntax=…`. */
  readonly syntax?: { readonly image: string; readonly line: number };
  /** First line of a here-document that has no end. */
  readonly openLine?: number;
  /** First row that is no instruction. */
  readonly brokenLine?: number;
}

const directive = /^#\s*(syntax|escape|check)\s*=\s*(\S.*?)?\s*$/i;
const LONGEST_DIRECTIVE = 1000; // characters
const hereDocument = /<<(-?)(?:"(\w+)"|'(\w+)'|(\w+))/g;

/**
 * The instructions of a Dockerfile: lines joined at the escape character, without comments and the content of here-documents.
 * @see https://docs.docker.com/reference/dockerfile/#format
 */
export function splitDockerfile(text: string): DockerfileText {
  const rows = text.split('\n').map((row) => row.replace(/\r$/, ''));
  const instructions: Instruction[] = [];
  let syntax: DockerfileText['syntax'];
  let escape = '\\';
  let at = 0;
  for (; at < rows.length; at += 1) {
    const [, name, value] = directive.exec((rows[at] ?? '').slice(0, LONGEST_DIRECTIVE)) ?? [];
    if (name === undefined) break;
    if (name.toLowerCase() === 'escape' && value !== undefined) escape = value.charAt(0);
    if (name.toLowerCase() === 'syntax' && value !== undefined) syntax = { image: value, line: at + 1 };
  }
  let openLine: number | undefined;
  let brokenLine: number | undefined;
  let parts: string[] = [];
  let begin = 0;
  for (; at < rows.length; at += 1) {
    const row = (rows[at] ?? '').trim();
    // Comments and empty lines may stand between the lines of one instruction.
    if (row === '' || row.startsWith('#')) continue;
    if (parts.length === 0) begin = at + 1;
    const goesOn = row.endsWith(escape);
    parts.push(goesOn ? row.slice(0, -1) : row);
    if (goesOn) continue;
    const instruction = toInstruction(parts.join(''), begin);
    parts = [];
    if (instruction === undefined) {
      brokenLine ??= begin;
      continue;
    }
    instructions.push(instruction);
    const after = skipHereDocuments(instruction, rows, at);
    if (after === undefined) openLine ??= instruction.line;
    at = after ?? rows.length;
  }
  const last = parts.length === 0 ? undefined : toInstruction(parts.join(''), begin);
  if (last !== undefined) instructions.push(last);
  return {
    instructions,
    ...(syntax === undefined ? {} : { syntax }),
    ...(openLine === undefined ? {} : { openLine }),
    ...(brokenLine === undefined ? {} : { brokenLine }),
  };
}

function toInstruction(row: string, line: number): Instruction | undefined {
  const match = /^([A-Za-z]+)(?:\s+(.*))?$/s.exec(row.trim());
  return match === null ? undefined : { keyword: (match[1] ?? '').toUpperCase(), args: match[2] ?? '', line };
}

/** Index of the last row of the instruction's here-documents; undefined when one of them has no end. */
function skipHereDocuments({ keyword, args }: Instruction, rows: readonly string[], at: number): number | undefined {
  const isRun = /^(?:RUN|COPY|ADD)$/.test(keyword) || (keyword === 'ONBUILD' && /^(?:RUN|COPY|ADD)\b/i.test(args));
  if (!isRun || !args.includes('<<')) return at;
  let row = at;
  for (const [, dash, double, single, bare] of args.matchAll(hereDocument)) {
    const word = double ?? single ?? bare;
    do {
      row += 1;
      if (row >= rows.length) return undefined;
    } while ((dash === '-' ? (rows[row] ?? '').replace(/^\t+/, '') : rows[row]) !== word);
  }
  return row;
}
