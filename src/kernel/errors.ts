/**
 * The one exception this code throws: a broken environment, wrong usage or a bug.
 * Bad input never throws; it becomes an {@link Issue} in an `Outcome`.
 */
export class AppError extends Error {
  /** Stable machine-readable name, e.g. `database/missing`. */
  readonly code: string;
  /** What the user can do about it: one sentence, often a command. */
  readonly hint: string | undefined;

  constructor(code: string, message: string, options: { readonly hint?: string; readonly cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.hint = options.hint;
  }
}

/** The message of anything that was thrown, without a stack. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** The `code` that Node's system errors carry (`ENOENT`, `EACCES` …), if there is one. */
export function systemCodeOf(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || !('code' in thrown)) return undefined;
  return typeof thrown.code === 'string' ? thrown.code : undefined;
}
