import { isObject, type DataArray, type DataValue } from '../../../kernel/index.ts';
import type { CsafDocument } from '../csaf-document.ts';
import type { CsafFailure, CsafTest, CsafTools } from '../csaf-test.ts';
import { objectsAt, pointer, textAt, type TextPlace } from '../places.ts';

/** What only the world outside can answer: 6.3.6 to 6.3.8. */
export const outsideTests: readonly CsafTest[] = [
  {
    id: '6.3.6',
    title: 'Use of non-self referencing URLs Failing to Resolve',
    group: 'informative',
    needs: 'resolve',
    run: (document, tools) => unresolved(otherUrls(document), tools),
  },
  {
    id: '6.3.7',
    title: 'Use of self referencing URLs Failing to Resolve',
    group: 'informative',
    needs: 'resolve',
    run: (document, tools) => unresolved(selfUrls(document), tools),
  },
  { id: '6.3.8', title: 'Spell check', group: 'informative', needs: 'misspelt', run: spellCheck },
];

/** URLs that are asked for; a document cannot make a validator knock at more doors. */
const MOST_URLS = 200;

async function unresolved(urls: readonly TextPlace[], { resolve }: CsafTools): Promise<readonly CsafFailure[]> {
  if (resolve === undefined) return [];
  const failures: CsafFailure[] = [];
  for (const [index, { text, at }] of urls.entries()) {
    if (index >= MOST_URLS) {
      failures.push({ at, message: `was not asked for: only ${MOST_URLS} URLs of a document are`, isUndecided: true });
      break;
    }
    const status = await resolve(text);
    if (status === undefined) failures.push({ at, message: 'does not resolve' });
    else if (status < 200 || status >= 400) failures.push({ at, message: `resolves with the HTTP status ${status}` });
  }
  return failures;
}

function selfUrls({ document, vulnerabilities }: CsafDocument): readonly TextPlace[] {
  return [document, ...vulnerabilities]
    .flatMap((holder) => objectsAt(holder, 'references'))
    .filter((reference) => textAt(reference, 'category')?.text === 'self')
    .flatMap((reference) => textAt(reference, 'url') ?? []);
}

/** Every URL of the document but those of category `self`, each once. */
function otherUrls(document: CsafDocument): readonly TextPlace[] {
  const self = new Set(selfUrls(document).map(({ at }) => at));
  const seen = new Set<string>();
  return textsIn(document.root.value).filter(({ text, at }) => {
    if (self.has(at) || seen.has(text) || !isUrlMember(at) || !/^https?:\/\//i.test(text)) return false;
    seen.add(text);
    return true;
  });
}

function isUrlMember(at: string): boolean {
  return /\/(?:url|urls\/\d+|sbom_urls\/\d+|namespace|uri)$/.test(at);
}

/** Members whose text is written for people. */
const prose: ReadonlySet<string> = new Set([
  'audience',
  'details',
  'name',
  'organization',
  'summary',
  'text',
  'title',
  'issuing_authority',
  'contact_details',
]);

function spellCheck(document: CsafDocument, { misspelt }: CsafTools): readonly CsafFailure[] {
  const language = textAt(document.document, 'lang')?.text;
  if (language === undefined || misspelt === undefined) return [];
  const failures: CsafFailure[] = [];
  for (const { text, at } of textsIn(document.root.value)) {
    if (!prose.has(at.slice(at.lastIndexOf('/') + 1))) continue;
    const words = misspelt(text, language);
    if (words === undefined) {
      return [{ at: '/document/lang', message: `is ${language}, for which there is no dictionary here`, isUndecided: true }];
    }
    if (words.length > 0) failures.push({ at, message: `has words that no dictionary knows: ${words.join(', ')}` });
  }
  return failures;
}

function textsIn(root: DataValue): readonly TextPlace[] {
  const found: TextPlace[] = [];
  const open: { readonly value: DataValue | undefined; readonly at: string }[] = [{ value: root, at: '' }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, at } = next;
    if (typeof value === 'string') found.push({ text: value, at });
    else if (Array.isArray(value))
      for (const [index, item] of (value as DataArray).entries()) open.push({ value: item, at: pointer(at, index) });
    else if (isObject(value))
      for (const [name, member] of Object.entries(value)) open.push({ value: member, at: pointer(at, name) });
  }
  return found.toSorted((a, b) => (a.at < b.at ? -1 : 1));
}
