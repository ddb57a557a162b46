import { arrayOf, isObject, textOf, type DataValue } from '../kernel/index.ts';

export type SbomFormat = 'cyclonedx' | 'spdx';

/** Which family of SBOM a parsed JSON document belongs to, in whichever version. By content: names of files say little. */
export function detectSbom(value: DataValue): SbomFormat | undefined {
  if (!isObject(value)) return undefined;
  if (value.bomFormat === 'CycloneDX') return 'cyclonedx';
  if (isSpdxVersion(textOf(value.spdxVersion)) || isSpdx3(value)) return 'spdx';
  const schema = textOf(value.$schema) ?? '';
  return cycloneDxSchema.test(schema) ? 'cyclonedx' : undefined;
}

const cycloneDxSchema = /^https?:\/\/cyclonedx\.org\/schema\/bom-/;

function isSpdxVersion(text: string | undefined): boolean {
  return text?.startsWith('SPDX-') === true;
}

const spdx3Context = /^https?:\/\/spdx\.(?:org|github\.io)\/.*\b3\.\d/;

/** JSON-LD: SPDX 3 has no version member at the top, but a context. */
export function isSpdx3(value: DataValue): boolean {
  if (!isObject(value)) return false;
  const context = value['@context'];
  return [context, ...arrayOf(context)].some((one) => typeof one === 'string' && spdx3Context.test(one));
}

/** Whether a text is worth reading as an SBOM: what one member alone says, wherever it stands, or what another encoding begins with. */
export function looksLikeSbom(text: string): boolean {
  if (!text.trimStart().startsWith('{')) return describeOtherEncoding(text) !== undefined;
  return /"(?:bomFormat|spdxVersion|@context)"\s*:|cyclonedx\.org\/schema\/bom-/.test(text);
}

/** How many characters of a text are looked at. */
const startCharacters = 4096;

/** What a text that is not JSON begins like; for people, e.g. `CycloneDX XML`. Undefined when it is like no SBOM in another encoding. */
export function describeOtherEncoding(text: string): string | undefined {
  // Comments and licences may come first, but not a book.
  const start = text.slice(0, startCharacters).trimStart();
  if (start.startsWith('<')) {
    if (/xmlns(?::\w{1,40})?=["']https?:\/\/cyclonedx\.org\/schema\/bom\//.test(start)) return 'CycloneDX XML';
    if (/["']https?:\/\/spdx\.org\/rdf\/terms/.test(start)) return 'SPDX RDF/XML';
    return /<spdxVersion>|<SPDXID>/.test(start) ? 'SPDX XML' : undefined;
  }
  if (/^SPDXVersion:/m.test(start)) return 'SPDX tag-value';
  return /^["']?(?:spdxVersion|SPDXID)["']?:\s/m.test(start) && !start.startsWith('{') ? 'SPDX YAML' : undefined;
}
