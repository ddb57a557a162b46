/** Stands for what is not known in an expanded text. No file can hold it. */
export const UNKNOWN = '\0';

/**
 * Replaces `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME-default}`, `${NAME:+other}` and `${NAME:?message}`. A variable that has no
 * value and no default becomes `UNKNOWN`, and so does what is done to a value in a way that is not known here.
 * @param valueOf undefined for a variable whose value is not known
 */
export function expand(text: string, valueOf: (name: string) => string | undefined): string {
  if (!text.includes('$')) return text;
  if (text.length > LONGEST_TEXT) return UNKNOWN;
  return text.replaceAll(variable, (_, plain?: string, braced?: string, operator?: string, word?: string, rest?: string) => {
    if (plain === '$') return '$';
    const value = valueOf(plain ?? braced ?? '');
    if (rest !== undefined && rest !== '') return UNKNOWN;
    if (operator === undefined || operator === '') return value ?? UNKNOWN;
    const isSet = value !== undefined && (value !== '' || !operator.startsWith(':'));
    if (operator.endsWith('-')) return isSet ? value : expandWord(word ?? '', valueOf);
    if (operator.endsWith('+')) return isSet ? expandWord(word ?? '', valueOf) : '';
    return value ?? UNKNOWN;
  });
}

/** A default may itself be one variable. */
function expandWord(word: string, valueOf: (name: string) => string | undefined): string {
  const name = /^\$\{?(\w+)\}?$/.exec(word)?.[1];
  return name === undefined ? word : (valueOf(name) ?? UNKNOWN);
}

const LONGEST_TEXT = 4000; // characters

/** `$$` is a dollar sign. A default may hold one variable in braces. */
const variable = /\$(?:(\$|\w+)|\{(\w+)(?:(:?[-+?])((?:[^{}$]|\$\w+|\$\{\w+\})*)|([^}]*))\})/g;
