/** What an option of a requirements file asks of a reader. */
export type Option =
  | { readonly kind: 'include' | 'constrain' | 'editable' | 'hash'; readonly value: string }
  /** It says where or how to install, not what. */
  | { readonly kind: 'setting' }
  | { readonly kind: 'unknown'; readonly name: string };

type Kind = Exclude<Option['kind'], 'unknown'>;

/** Options that take a value, with their short forms. */
const withValue: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['-r', 'include'],
  ['--requirement', 'include'],
  ['-c', 'constrain'],
  ['--constraint', 'constrain'],
  ['-e', 'editable'],
  ['--editable', 'editable'],
  ['--hash', 'hash'],
  ...(
    [
      ['-i', '--index-url', '--pypi-url', '--extra-index-url', '-f', '--find-links', '--trusted-host'],
      ['--no-binary', '--only-binary', '--use-feature', '--uploaded-prior-to', '--all-releases', '--only-final'],
      ['-C', '--config-settings', '--config-setting', '--global-option', '--install-option', '--build-constraint'],
      ['--allow-external', '--allow-unverified', '--allow-insecure', '--default-timeout', '--timeout', '--cert', '--proxy'],
    ] as const
  )
    .flat()
    .map((name) => [name, 'setting'] as const),
]);

/** Options without a value. None of them changes which packages are asked for. */
const flags: ReadonlySet<string> = new Set([
  '--no-index',
  '--pre',
  '--prefer-binary',
  '--require-hashes',
  '--no-build-isolation',
  '--use-pep517',
  '--no-use-pep517',
  '--use-wheel',
  '--no-use-wheel',
  '--allow-all-external',
  '--process-dependency-links',
  '--always-unzip',
  '-Z',
  '--no-deps',
  '--upgrade',
  '-U',
]);

/** Reads the options of one logical line: `-r base.txt`, `--hash=sha256:… --hash=sha256:…`. */
export function parseOptions(text: string): readonly Option[] {
  const options: Option[] = [];
  const words = wordsOf(text);
  for (let at = 0; at < words.length; at += 1) {
    const { name, attached } = splitOption(words[at] as string);
    const kind = withValue.get(name);
    if (kind === undefined) {
      options.push(flags.has(name) && attached === undefined ? { kind: 'setting' } : { kind: 'unknown', name });
      continue;
    }
    const value = attached ?? words[(at += 1)];
    if (kind === 'setting') options.push({ kind });
    else options.push(value === undefined || value === '' ? { kind: 'unknown', name: `${name} without a value` } : { kind, value });
  }
  return options;
}

/** `--name=value`, `-rvalue`; otherwise the value is the next word. */
function splitOption(word: string): { readonly name: string; readonly attached?: string } {
  if (word.startsWith('--')) {
    const equals = word.indexOf('=');
    return equals === -1 ? { name: word } : { name: word.slice(0, equals), attached: word.slice(equals + 1) };
  }
  return word.length <= 2 ? { name: word } : { name: word.slice(0, 2), attached: word.slice(2) };
}

/** Words as a shell divides them: quotes hold white space together. */
function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (const character of text) {
    if (quote !== '') {
      if (character === quote) quote = '';
      else word += character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (character === ' ' || character === '\t') {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? '') + character;
    }
  }
  if (word !== undefined) words.push(word);
  return words;
}
