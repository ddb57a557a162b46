/** What the database of apk says of one package. */
export interface ApkRecord {
  readonly name: string;
  readonly version?: string;
  readonly architecture?: string;
  readonly licence?: string;
  /** The aport that it was built from. */
  readonly origin?: string;
  readonly maintainer?: string;
  /** Words, as they stand there. */
  readonly dependencies: string;
  readonly dependenciesLine?: number;
  readonly provides: string;
  /** 1-based, of its first line. */
  readonly line: number;
}

export interface ApkVisitor {
  /** A file of the package, relative to the root of the system. */
  readonly file: (path: string) => void;
  readonly problem: (code: string, message: string, line: number) => void;
}

type Growing = { -readonly [K in keyof ApkRecord]?: ApkRecord[K] };

/** Reads the records of `lib/apk/db/installed`: lines of a letter, a colon and a value, and an empty line after each record. */
export function parseApkRecords(text: string, visitor: ApkVisitor): readonly ApkRecord[] {
  const records: ApkRecord[] = [];
  let growing: Growing | undefined;
  let directory = '';
  let line = 0;
  const finish = (): void => {
    if (growing === undefined) return;
    const { name, line: first = line, dependencies = '', provides = '', ...facts } = growing;
    if (name === undefined) visitor.problem('apk/unnamed', 'has a package without a name', first);
    else records.push({ name, line: first, dependencies, provides, ...facts });
    growing = undefined;
    directory = '';
  };
  for (let at = 0; at < text.length;) {
    const newline = text.indexOf('\n', at);
    const next = newline === -1 ? text.length : newline;
    const end = next > at && text.charCodeAt(next - 1) === CARRIAGE_RETURN ? next - 1 : next;
    line += 1;
    if (end === at) {
      finish();
    } else if (end - at < 2 || text[at + 1] !== ':') {
      visitor.problem('apk/line', 'has a line that is no field of a package', line);
    } else {
      const value = text.slice(at + 2, end);
      const letter = text[at];
      if (letter === 'P' && growing?.name !== undefined) {
        visitor.problem('apk/line', `has no empty line between the packages ${growing.name} and ${value.slice(0, 100)}`, line);
        finish();
      }
      growing ??= { line };
      if (letter === 'F') directory = value === '' ? '' : `${value}/`;
      else if (letter === 'R') visitor.file(directory + value);
      else readField(growing, letter, value, line, visitor);
    }
    at = next + 1;
  }
  finish();
  return records;
}

const CARRIAGE_RETURN = 0x0d;
const usableName = /^[^\s/<>=~@!]+$/;

function readField(growing: Growing, letter: string | undefined, value: string, line: number, visitor: ApkVisitor): void {
  switch (letter) {
    case 'P':
      if (!usableName.test(value))
        visitor.problem('apk/name', `has ${JSON.stringify(value.slice(0, 100))} as the name of a package`, line);
      else growing.name = value;
      break;
    case 'V':
      if (value !== '') growing.version = value;
      break;
    case 'A':
      if (value !== '') growing.architecture = value;
      break;
    case 'L':
      if (value !== '') growing.licence = value;
      break;
    case 'o':
      if (value !== '') growing.origin = value;
      break;
    case 'm':
      if (value !== '') growing.maintainer = value;
      break;
    case 'D':
      growing.dependencies = value;
      growing.dependenciesLine = line;
      break;
    case 'p':
      growing.provides = value;
      break;
    default:
  }
}

/** One by one: a line may be as long as the file. */
export function* wordsOf(text: string): Generator<string> {
  for (let at = 0; at < text.length;) {
    const space = text.indexOf(' ', at);
    const end = space === -1 ? text.length : space;
    if (end > at) yield text.slice(at, end);
    at = end + 1;
  }
}
