/** The main attributes of a META-INF/MANIFEST.MF by their name in lower case. */
export type ManifestAttributes = ReadonlyMap<string, string>;

const LONGEST_MANIFEST = 1_000_000; // bytes: of the main attributes; what follows are digests of entries

/**
 * Reads the main section, up to the first empty line. A line that begins with a space goes on with the one before it.
 * @see https://docs.oracle.com/en/java/javase/21/docs/specs/jar/jar.html#jar-manifest
 */
export function parseManifest(bytes: Buffer): ManifestAttributes {
  const attributes = new Map<string, string>();
  let pending: { name: string; parts: string[] } | undefined;
  const take = (): void => {
    if (pending !== undefined && !attributes.has(pending.name)) attributes.set(pending.name, pending.parts.join('').trim());
    pending = undefined;
  };
  for (const row of bytes.toString('utf8', 0, LONGEST_MANIFEST).split(/\r\n|\r|\n/)) {
    if (row === '') {
      if (attributes.size > 0 || pending !== undefined) break;
      continue;
    }
    if (row.startsWith(' ')) {
      pending?.parts.push(row.slice(1));
      continue;
    }
    take();
    const colon = row.indexOf(':');
    if (colon > 0) pending = { name: row.slice(0, colon).trim().toLowerCase(), parts: [row.slice(colon + 1)] };
  }
  take();
  return attributes;
}
