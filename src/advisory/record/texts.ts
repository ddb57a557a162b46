import { arrayOf, isObject, objectOf, textOf, type DataObject } from '../../kernel/index.ts';
import { isId } from './check.ts';

/** What a record says for people, taken from its text with every shape checked. */
export interface RecordTexts {
  readonly aliases: readonly string[];
  readonly summary: string;
  /** Whether the record has a summary of its own; else the first line of its details stands for one. */
  readonly hasSummary: boolean;
  /** http and https URLs, in the record's order. */
  readonly references: readonly string[];
  /** `CWE-79`. */
  readonly weaknesses: readonly string[];
}

const SUMMARY_CHARACTERS = 200;
// eslint-disable-next-line no-control-regex
const blanksAndControls = /[\s\u0000-\u001f\u007f-\u009f]+/g;

export function toTexts(source: DataObject): RecordTexts {
  const summary = oneLine(textOf(source['summary']) ?? '');
  return {
    aliases: arrayOf(source['aliases']).filter(isId),
    summary: summary === '' ? oneLine(textOf(source['details']) ?? '') : summary,
    hasSummary: summary !== '',
    references: referencesOf(source),
    weaknesses: weaknessesOf(source),
  };
}

/** The first line that says something, without control characters, at most some 200 characters. */
function oneLine(text: string): string {
  const line = text
    .slice(0, 10 * SUMMARY_CHARACTERS)
    .split('\n')
    .map((part) => part.replace(/^#+ /, '').replace(blanksAndControls, ' ').trim())
    .find((part) => part !== '');
  if (line === undefined) return '';
  if (line.length <= SUMMARY_CHARACTERS) return line;
  const cut = line.lastIndexOf(' ', SUMMARY_CHARACTERS);
  return `${line.slice(0, cut === -1 ? SUMMARY_CHARACTERS : cut)}…`;
}

function referencesOf(source: DataObject): readonly string[] {
  const urls = new Set<string>();
  for (const reference of arrayOf(source['references'])) {
    const url = isObject(reference) ? textOf(reference['url']) : undefined;
    if (url !== undefined && isWebUrl(url)) urls.add(url);
  }
  return [...urls];
}

function isWebUrl(url: string): boolean {
  return /^https?:\/\/./.test(url) && url.search(blanksAndControls) === -1;
}

/** Where GitHub (`cwe_ids`) and the malicious packages repository (`cwes`) put them. */
function weaknessesOf(source: DataObject): readonly string[] {
  const found = new Set<string>();
  const holders = [source, ...arrayOf(source['affected']).filter(isObject)];
  for (const holder of holders) {
    const specific = objectOf(holder['database_specific']);
    const ids = [
      ...arrayOf(specific['cwe_ids']),
      ...arrayOf(specific['cwes']).map((cwe) => objectOf(isObject(cwe) ? cwe : undefined)['cweId']),
    ];
    for (const id of ids) if (typeof id === 'string' && /^CWE-\d{1,6}$/.test(id)) found.add(id);
  }
  return [...found].toSorted((a, b) => Number(a.slice(4)) - Number(b.slice(4)));
}

/** Texts as they lie in the database beside the record, so that a scan need not inflate whole records. */
export function packTexts({ aliases, summary, hasSummary, references, weaknesses }: RecordTexts): string {
  return JSON.stringify([aliases, summary, hasSummary ? 1 : 0, references, weaknesses]);
}

/** The inverse of `packTexts`. Undefined when it is something else: the database is damaged. */
export function unpackTexts(packed: string): RecordTexts | undefined {
  const fields = JSON.parse(packed) as unknown;
  if (!Array.isArray(fields) || fields.length !== 5) return undefined;
  const [aliases, summary, hasSummary, references, weaknesses] = fields as readonly unknown[];
  if (!areStrings(aliases) || typeof summary !== 'string' || !areStrings(references) || !areStrings(weaknesses)) return undefined;
  return { aliases, summary, hasSummary: hasSummary === 1, references, weaknesses };
}

function areStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
