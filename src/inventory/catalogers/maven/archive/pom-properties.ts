const LONGEST_FILE = 100_000; // bytes

/** The `groupId`, `artifactId` and `version` that Maven's archiver writes into every jar. */
export function parsePomProperties(bytes: Buffer): ReadonlyMap<string, string> {
  const properties = new Map<string, string>();
  for (const row of bytes.toString('utf8', 0, LONGEST_FILE).split(/\r\n|\r|\n/)) {
    const line = row.trim();
    if (line.startsWith('#') || line.startsWith('!')) continue;
    const [, key, value] = /^([\w.-]+)[ \t]*[=:](.*)$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined && !properties.has(key)) properties.set(key, value.trim());
  }
  return properties;
}
