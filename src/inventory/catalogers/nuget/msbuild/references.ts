import type { XmlElement } from '../../../../kernel/xml/index.ts';
import { attributeOf, type ItemGroup, type MsbuildFiles } from './evaluation.ts';
import type { Properties } from './properties.ts';

export interface WrittenVersion {
  readonly written: string;
  /** With its properties replaced; undefined when one of them cannot be known. */
  readonly expanded: string | undefined;
}

export interface WrittenReference {
  readonly id: string;
  version: WrittenVersion | undefined;
  isPrivate: boolean;
  isRemoved: boolean;
  /** It brings along what it needs and is restored by itself. */
  readonly isTool: boolean;
  readonly isConditional: boolean;
  readonly file: string;
  readonly line: number;
}

/** How often one project may name one package, or one file its version, under different conditions. */
const MOST_OF_ONE = 100;

interface Place {
  readonly file: string;
  readonly line: number;
}

/** Reads the items that name packages and projects, in the order of evaluation. */
export class ReferenceReader {
  readonly packages: WrittenReference[] = [];
  /** `<PackageVersion>` by id in lower case. */
  readonly central = new Map<string, WrittenVersion[]>();
  readonly projects: (Place & { readonly written: string; readonly path: string | undefined })[] = [];
  /** Positions in `packages` by id in lower case. */
  readonly #byId = new Map<string, WrittenReference[]>();
  readonly #properties: Properties;
  readonly #files: MsbuildFiles;

  constructor(properties: Properties, files: MsbuildFiles) {
    this.#properties = properties;
    this.#files = files;
  }

  read({ element, file, isConditional }: ItemGroup): void {
    for (const item of element.children) {
      const place = { file, line: item.line };
      const isPossible = isConditional || attributeOf(item, 'Condition') !== undefined;
      switch (item.name.toLowerCase()) {
        case 'packagereference':
          this.#package(item, place, isPossible, {});
          break;
        case 'globalpackagereference':
          this.#package(item, place, isPossible, { isPrivate: true });
          break;
        case 'packagedownload':
        case 'dotnetclitoolreference':
          this.#package(item, place, isPossible, { isPrivate: true, isTool: true });
          break;
        case 'packageversion':
          this.#centralVersion(item, place, isPossible);
          break;
        case 'projectreference':
          for (const written of split(attributeOf(item, 'Include'))) {
            this.projects.push({ written, path: this.#properties.expand(written), ...place });
          }
          break;
        default:
      }
    }
  }

  #package(
    item: XmlElement,
    place: Place,
    isConditional: boolean,
    { isTool = false, isPrivate: isAlwaysPrivate = false }: { readonly isTool?: boolean; readonly isPrivate?: boolean },
  ): void {
    const version = this.#version(metadataOf(item, 'VersionOverride') ?? metadataOf(item, 'Version'));
    const privateAssets = metadataOf(item, 'PrivateAssets');
    const isPrivate = isAlwaysPrivate || split(privateAssets).some((asset) => asset.toLowerCase() === 'all');
    for (const id of this.#ids(item, 'Include', place)) {
      const reference = { id, version, isPrivate, isRemoved: false, isTool, isConditional, ...place };
      const same = this.#byId.get(id.toLowerCase());
      if (same === undefined) this.#byId.set(id.toLowerCase(), [reference]);
      else if (same.length < MOST_OF_ONE) same.push(reference);
      else this.#tooMany(id, place);
      if ((same?.length ?? 0) < MOST_OF_ONE) this.packages.push(reference);
    }
    for (const id of this.#ids(item, 'Update', place)) {
      for (const reference of this.#byId.get(id.toLowerCase()) ?? []) {
        // An update under a condition leaves two possible versions: neither is taken.
        const isOther = version !== undefined && reference.version?.expanded !== version.expanded;
        if (isOther) reference.version = isConditional ? { written: version.written, expanded: undefined } : version;
        if (privateAssets !== undefined && !isConditional) reference.isPrivate = isPrivate;
      }
    }
    if (isConditional) return;
    for (const id of this.#ids(item, 'Remove', place)) {
      for (const reference of this.#byId.get(id.toLowerCase()) ?? []) reference.isRemoved = true;
      this.#byId.delete(id.toLowerCase());
    }
  }

  #centralVersion(item: XmlElement, place: Place, isPossible: boolean): void {
    const version = this.#version(metadataOf(item, 'Version'));
    for (const id of [...this.#ids(item, 'Include', place), ...this.#ids(item, 'Update', place)]) {
      const known = this.central.get(id.toLowerCase());
      if (version === undefined) continue;
      if (known === undefined || !isPossible) this.central.set(id.toLowerCase(), [version]);
      else if (known.length < MOST_OF_ONE) known.push(version);
      else this.#tooMany(id, place);
    }
    if (!isPossible) for (const id of this.#ids(item, 'Remove', place)) this.central.delete(id.toLowerCase());
  }

  #tooMany(id: string, { file, line }: Place): void {
    this.#files.report('nuget/reference', file, `names ${id} more than ${MOST_OF_ONE} times, of which the rest is not read`, line);
  }

  #version(written: string | undefined): WrittenVersion | undefined {
    const text = written?.trim();
    return text === undefined || text === '' ? undefined : { written: text, expanded: this.#properties.expand(text) };
  }

  /** The ids of a list with semicolons. One that depends on what cannot be known is an issue: a package goes unseen. */
  #ids(item: XmlElement, attribute: string, place: Place): readonly string[] {
    const written = attributeOf(item, attribute);
    if (written === undefined) return [];
    const expanded = this.#properties.expand(written);
    const ids = split(expanded).filter((id) => isPackageId(id));
    if (attribute === 'Include' && (expanded === undefined || ids.length < split(expanded).length)) {
      const message = `has a ${item.name} whose package cannot be known: ${JSON.stringify(written)}`;
      this.#files.report('nuget/reference', place.file, message, place.line);
    }
    return ids;
  }
}

function split(list: string | undefined): readonly string[] {
  return (list ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** @see https://learn.microsoft.com/nuget/reference/nuspec#id */
export function isPackageId(text: string): boolean {
  return text.length <= 200 && /^[\w.+-]+$/.test(text);
}

/** Metadata of an item stands in an attribute or in an element, in any case. */
function metadataOf(item: XmlElement, name: string): string | undefined {
  const lower = name.toLowerCase();
  return attributeOf(item, name) ?? item.children.find((one) => one.name.toLowerCase() === lower)?.text;
}
