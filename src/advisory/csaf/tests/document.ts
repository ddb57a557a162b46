import { isObject, type DataArray, type DataValue } from '../../../kernel/index.ts';
import type { CsafDocument } from '../csaf-document.ts';
import type { CsafFailure, CsafTest } from '../csaf-test.ts';
import { objectAt, objectsAt, pointer, textAt } from '../places.ts';
import { checkShape } from '../shape.ts';
import { csafShape } from '../shapes/document.ts';
import { fileNameOf } from '../file-name.ts';

/** The document as a whole: its schema, 6.2.10, 6.2.11, 6.2.13, 6.2.20. */
export const documentTests: readonly CsafTest[] = [
  {
    id: 'schema',
    title: 'Conformance to the JSON schema',
    group: 'schema',
    run: ({ root }) => checkShape(root.value, csafShape(), '').broken,
  },
  {
    id: '6.2.10',
    title: 'Missing TLP label',
    group: 'optional',
    run({ document }) {
      const distribution = objectAt(document, 'distribution');
      const tlp = distribution && objectAt(distribution, 'tlp');
      return tlp !== undefined && textAt(tlp, 'label') !== undefined
        ? []
        : [{ at: '/document/distribution', message: 'has no TLP label' }];
    },
  },
  { id: '6.2.11', title: 'Missing Canonical URL', group: 'optional', run: missingCanonicalUrl },
  { id: '6.2.13', title: 'Sorting', group: 'optional', run: ({ root }) => unsorted(root.value) },
  {
    id: '6.2.20',
    title: 'Additional Properties',
    group: 'optional',
    run: ({ root }) => checkShape(root.value, csafShape(), '').additional,
  },
];

/** The canonical URL is that of the document itself, over https, and ends in its file name. */
function missingCanonicalUrl({ document, tracking }: CsafDocument): readonly CsafFailure[] {
  const id = textAt(tracking, 'id')?.text;
  const isCanonical = (url: string): boolean =>
    id !== undefined && url.startsWith('https://') && url.endsWith(`/${fileNameOf(id)}`);
  const found = objectsAt(document, 'references').some(
    (reference) => textAt(reference, 'category')?.text === 'self' && isCanonical(textAt(reference, 'url')?.text ?? ''),
  );
  return found
    ? []
    : [{ at: '/document/references', message: 'has no canonical URL: one of category "self" that ends in the file name' }];
}

/** Members in the order of their names, at every depth. */
function unsorted(root: DataValue): readonly CsafFailure[] {
  const failures: CsafFailure[] = [];
  const open: { readonly value: DataValue | undefined; readonly at: string }[] = [{ value: root, at: '' }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, at } = next;
    if (Array.isArray(value)) {
      for (const [index, item] of (value as DataArray).entries()) open.push({ value: item, at: pointer(at, index) });
    } else if (isObject(value)) {
      const names = Object.keys(value);
      const wrong = names.find((name, index) => index > 0 && name < (names[index - 1] as string));
      if (wrong !== undefined) failures.push({ at: pointer(at, wrong), message: 'is not in the order of the names' });
      for (const name of names) open.push({ value: value[name], at: pointer(at, name) });
    }
  }
  return failures.toSorted((a, b) => (a.at < b.at ? -1 : 1));
}
