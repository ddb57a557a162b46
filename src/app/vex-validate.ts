import type { VexTestResult } from '../advisory/vex/index.ts';
import { AppError, messageOf, type Ctx, type Issue } from '../kernel/index.ts';
import { readNamedFile, readVexFiles, type NamedFile } from './vex-documents.ts';

export interface VexValidateOptions {
  readonly files: readonly NamedFile[];
  /** Ask for the URLs of CSAF documents. */
  readonly online?: boolean;
  /** A list of words, one a line (also a Hunspell `.dic`), for the spell check of CSAF documents. */
  readonly dictionary?: NamedFile;
}

/** One failure of a test, with its place. */
export interface ValidatedFailure {
  /** JSON pointer (RFC 6901). */
  readonly at: string;
  /** 1-based. */
  readonly line?: number;
  readonly message: string;
}

export interface ValidatedTest extends Omit<VexTestResult, 'failures'> {
  readonly failures: readonly ValidatedFailure[];
}

export interface ValidatedFile {
  readonly file: string;
  /** Absent when it is no document of a format that is known. */
  readonly format?: string;
  readonly formatVersion?: string;
  readonly status: 'valid' | 'not valid' | 'could not decide';
  readonly tests: readonly ValidatedTest[];
  readonly notes: readonly string[];
  /** What kept it from being read as a whole. */
  readonly issues: readonly Issue[];
}

/** Tests VEX and CSAF documents, and says which tests were run. Throws `AppError` `usage/file` for a file that is not there. */
export async function validateVexFiles(options: VexValidateOptions, ctx: Ctx): Promise<readonly ValidatedFile[]> {
  const { lineOfPointer, validateVex } = await import('../advisory/vex/index.ts');
  const misspelt = options.dictionary === undefined ? undefined : spellingBy(options.dictionary, ctx);
  const outside = {
    ...(options.online === true ? { resolve: (url: string): Promise<number | undefined> => statusOf(url, ctx) } : {}),
    ...(misspelt === undefined ? {} : { misspelt }),
  };
  const validated: ValidatedFile[] = [];
  for (const { file, content, issues } of await readVexFiles(options.files, ctx)) {
    if (content === undefined) {
      validated.push({ file: file.name, status: 'not valid', tests: [], notes: [], issues });
      continue;
    }
    const { isValid, results, notes, format, formatVersion } = await validateVex(content, issues, outside);
    const tests = results.map((result) => ({
      ...result,
      failures: result.failures.map(({ at, message }) => {
        const line = lineOfPointer(content.source, at);
        return { at, message, ...(line === undefined ? {} : { line }) };
      }),
    }));
    const status = isValid === undefined ? 'could not decide' : isValid ? 'valid' : 'not valid';
    validated.push({ file: file.name, format, formatVersion, status, tests, notes, issues: [] });
  }
  return validated;
}

const MOST_BYTES = 1024 * 1024;

async function statusOf(text: string, ctx: Ctx): Promise<number | undefined> {
  const url = URL.parse(text);
  if (url === null) return undefined;
  try {
    return (await ctx.http.get(url, { maxBytes: MOST_BYTES })).status;
  } catch (thrown) {
    ctx.signal.throwIfAborted();
    ctx.log.debug(messageOf(thrown));
    // What is too large to be read was found all the same.
    return thrown instanceof AppError && thrown.code === 'http/too-large' ? 200 : undefined;
  }
}

/** Words of letters that are not in the list. What holds a digit or a capital after its first letter is a name or an id. */
function spellingBy(dictionary: NamedFile, ctx: Ctx): (text: string) => readonly string[] {
  const list = readNamedFile(dictionary, ctx);
  if (list.value === undefined)
    throw new AppError('usage/dictionary', `${dictionary.name} ${list.issues[0]?.message ?? 'cannot be read'}`);
  const words = new Set(list.value.split('\n').map((line) => (line.split('/', 1)[0] ?? '').trim().toLowerCase()));
  return (text) =>
    text
      .split(/[^\p{L}\p{N}'’-]+/u)
      .filter(
        (word) =>
          /^\p{L}[\p{Ll}'’-]+$/u.test(word) &&
          !words.has(word.toLowerCase()) &&
          !word.split(/['’-]/).every((part) => part === '' || words.has(part.toLowerCase())),
      );
}
