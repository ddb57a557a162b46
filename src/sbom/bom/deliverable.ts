import { arrayOf, isObject, objectOf, textOf } from '../../kernel/index.ts';
import type { BomComponent, BomProperty } from './model.ts';

const archiveEndings = /\.(?:jar|war|ear|zip|whl|egg|gem|nupkg|crate|tgz|tar|tar\.gz|tar\.xz|tar\.bz2|tar\.zst|deb|rpm|apk)$/i;

/**
 * What the evidence of a component says of the file that it is delivered as, in the properties of the BSI (TR-03183-2, 8.1): its
 * name, and whether it can be executed, is an archive and keeps the structure of what is in it. Empty where the component was not
 * seen as a file: a lockfile names a component, and says nothing of the form in which it comes.
 */
export function deliverableProperties({ extra, properties }: BomComponent): readonly BomProperty[] {
  for (const occurrence of arrayOf(objectOf(extra['evidence'])['occurrences']).filter(isObject)) {
    const [location, context] = [textOf(occurrence['location']), textOf(occurrence['additionalContext']) ?? ''];
    if (location === undefined) continue;
    const isArchive = archiveEndings.test(location);
    const isBinary = context.includes('(binary)');
    if (!isArchive && !isBinary) continue;
    const name = location.slice(location.lastIndexOf('/') + 1);
    const isRunnable = isBinary || /\.(?:jar|war|ear)$/i.test(location);
    const found: readonly BomProperty[] = [
      { name: 'bsi:component:filename', value: name },
      { name: 'bsi:component:executable', value: isRunnable ? 'executable' : 'non-executable' },
      { name: 'bsi:component:archive', value: isArchive ? 'archive' : 'no archive' },
      { name: 'bsi:component:structured', value: isArchive ? 'structured' : 'unstructured' },
    ];
    return found.filter((one) => properties?.some((known) => known.name === one.name) !== true);
  }
  return [];
}
