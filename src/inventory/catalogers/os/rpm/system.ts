import { ecosystemById } from '../../../../ecosystem/index.ts';
import { Offers } from '../offers.ts';
import type { SystemGraph } from '../system-graph.ts';
import type { RpmPackage } from './package.ts';

interface Added {
  readonly index: number;
  readonly rpm: RpmPackage;
}

/** Adds packages to the graph of their system, with the files they own and their edges. False when not all edges could be drawn. */
export function addRpmPackages(packages: readonly RpmPackage[], system: SystemGraph): boolean {
  const added: Added[] = [];
  for (const rpm of packages) {
    const index = addPackage(rpm, system);
    if (index !== undefined) added.push({ index, rpm });
    for (const file of rpm.files) system.own(file);
  }
  const offers = offersOf(added);
  for (const { index, rpm } of added) {
    // Of several edges to one package the first stays: one that names a version says more.
    const byPrecision = rpm.requires.toSorted((a, b) => Number(a.requirement === undefined) - Number(b.requirement === undefined));
    for (const { isOptional, ...wanted } of byPrecision) {
      const scope = isOptional ? 'optional' : 'runtime';
      system.connect(index, offers.find(wanted).offers, { scope, requirement: wanted.requirement });
    }
  }
  return !offers.isCut;
}

const usableName = /^[^\s/]+$/;

/** The same package may be there in several versions, as kernels are; twice in one it is one. */
function addPackage(rpm: RpmPackage, system: SystemGraph): number | undefined {
  const { name, version, architecture, epoch, sourceRpm, module, licence, supplier } = rpm;
  if (!usableName.test(name)) {
    system.issues.add('rpm/name', `has ${JSON.stringify(name.slice(0, 100))} as the name of a package`);
    return undefined;
  }
  const key = [name, epoch, version, architecture, module].join('\n');
  return system.add(key, {
    name,
    version,
    architecture,
    epoch: epoch === 0 ? undefined : String(epoch),
    upstream: sourceRpm,
    module,
    licence,
    supplier,
  });
}

/** Packages offer their name, what they provide and their files; of all that, what somebody requires. */
function offersOf(added: readonly Added[]): Offers {
  const { satisfies } = ecosystemById('rpm');
  const offers = new Offers({ satisfies, unversionedMeetsAll: true });
  const required = new Set(added.flatMap(({ rpm }) => rpm.requires.map(({ name }) => name)));
  const areFilesRequired = required.values().some((name) => name.startsWith('/'));
  for (const { index, rpm } of added) {
    const { name, version, epoch, provides, files, ghosts } = rpm;
    const evr = version === undefined || epoch === 0 ? version : `${epoch}:${version}`;
    offers.add(name, { index, version: evr, isItself: true });
    for (const provided of provides) {
      if (provided.name !== name && required.has(provided.name))
        offers.add(provided.name, { index, version: provided.version, isItself: false });
    }
    if (!areFilesRequired) continue;
    for (const path of [...files, ...ghosts]) {
      if (required.has(path)) offers.add(path, { index, version: undefined, isItself: false });
    }
  }
  return offers;
}
