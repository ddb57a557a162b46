/** The header of a METADATA or PKG-INFO file: names in lower case, values in order. */
export type MetadataHeader = ReadonlyMap<string, readonly string[]>;

/**
 * Reads the header fields of Python's core metadata, an e-mail message (RFC 822) whose body is a description.
 * @see https://packaging.python.org/en/latest/specifications/core-metadata/
 */
export function parseMetadata(text: string): MetadataHeader {
  const header = new Map<string, string[]>();
  let values: string[] | undefined;
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const row = text.slice(start, text[end - 1] === '\r' ? end - 1 : end);
    start = end + 1;
    if (row === '') break;
    if (row[0] === ' ' || row[0] === '\t') {
      if (values !== undefined) values.push(`${values.pop() ?? ''}\n${row.trim().replace(/^\|/, '')}`);
      continue;
    }
    const colon = row.indexOf(':');
    if (colon < 1) continue;
    const name = row.slice(0, colon).trim().toLowerCase();
    values = header.get(name);
    if (values === undefined) header.set(name, (values = []));
    values.push(row.slice(colon + 1).trim());
  }
  return header;
}

const LONGEST_LICENCE = 200; // characters: what is longer is the text of a licence, not its name

/** `License-Expression` (PEP 639), else a short `License`, else the names in the trove classifiers. */
export function licenceOf(header: MetadataHeader): string | undefined {
  const stated = header.get('license-expression')?.[0] ?? shortLicence(header.get('license')?.[0]);
  if (stated !== undefined && stated !== '') return stated;
  const classified = (header.get('classifier') ?? [])
    .filter((one) => one.startsWith('License ::'))
    .map((one) => one.slice(one.lastIndexOf('::') + 2).trim())
    .filter((one) => one !== 'OSI Approved');
  return classified.length === 0 ? undefined : classified.join(', ');
}

function shortLicence(text: string | undefined): string | undefined {
  const licence = text?.trim() ?? '';
  const isName =
    licence !== '' && licence.toUpperCase() !== 'UNKNOWN' && !licence.includes('\n') && licence.length <= LONGEST_LICENCE;
  return isName ? licence : undefined;
}
