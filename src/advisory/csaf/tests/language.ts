import type { CsafDocument } from '../csaf-document.ts';
import type { CsafFailure, CsafTest } from '../csaf-test.ts';
import { isValidLanguageTag, parseLanguageTag, usesPrivateSubtag } from '../language-tag.ts';
import { textAt, type TextPlace } from '../places.ts';

/** 6.1.12, 6.1.15, 6.1.28, 6.2.12, 6.2.14, 6.2.15. */
export const languageTests: readonly CsafTest[] = [
  {
    id: '6.1.12',
    title: 'Language',
    group: 'mandatory',
    run: (document) =>
      languagesOf(document)
        .filter(({ text }) => !isValidLanguageTag(text))
        .map(({ text, at }) => ({ at, message: `is ${JSON.stringify(text)}, which is no language tag of registered subtags` })),
  },
  {
    id: '6.1.15',
    title: 'Translator',
    group: 'mandatory',
    run: (document) =>
      textAt(document.publisher, 'category')?.text === 'translator' && sourceOf(document) === undefined
        ? [{ at: '/document', message: 'is of a translator and has no "source_lang"' }]
        : [],
  },
  {
    id: '6.1.28',
    title: 'Translation',
    group: 'mandatory',
    run(document) {
      const source = sourceOf(document);
      const isSame = source !== undefined && textAt(document.document, 'lang')?.text === source.text;
      return isSame ? [{ at: source.at, message: 'is the language of the document itself' }] : [];
    },
  },
  {
    id: '6.2.12',
    title: 'Missing Document Language',
    group: 'optional',
    run: ({ document }) => (textAt(document, 'lang') === undefined ? [{ at: '/document', message: 'has no "lang"' }] : []),
  },
  {
    id: '6.2.14',
    title: 'Use of Private Language',
    group: 'optional',
    run: (document) =>
      failing(
        document,
        (text) => {
          const tag = parseLanguageTag(text);
          return tag !== undefined && usesPrivateSubtag(tag);
        },
        'has a subtag for private use',
      ),
  },
  {
    id: '6.2.15',
    title: 'Use of Default Language',
    group: 'optional',
    run: (document) => failing(document, (text) => text.toLowerCase() === 'i-default', 'is "i-default"'),
  },
];

function sourceOf({ document }: CsafDocument): TextPlace | undefined {
  return textAt(document, 'source_lang');
}

function languagesOf({ document }: CsafDocument): readonly TextPlace[] {
  return ['lang', 'source_lang'].flatMap((name) => textAt(document, name) ?? []);
}

function failing(document: CsafDocument, fails: (text: string) => boolean, message: string): readonly CsafFailure[] {
  return languagesOf(document)
    .filter(({ text }) => fails(text))
    .map(({ at }) => ({ at, message }));
}
