/** Rooms and files that every scan runs through. */
const inEveryScan = [
  /^kernel\/[a-z-]+\.ts$/,
  /^kernel\/syntax\//,
  /^(?:model|ecosystem|advisory)\//,
  /^inventory\/[a-z-]+\.ts$/,
  /^inventory\/targets\/d[a-z-]+\.ts$/,
  /^inventory\/catalogers\/[^/]+\/index\.ts$/,
  /^app\/[a-z-]+\.ts$/,
  /^app\/formats\/(?:list|format|table|wording)\.ts$/,
  /^cli\/(?:settings|output|command|commands\/(?:list|scan))\.ts$/,
];
/** Of these, what only some scans need. */
const notInEveryScan = /^kernel\/http\.ts$|^advisory\/(?:sources|severity\/cvss)|^app\/(?:sbom|update|database)/;

/** The file of the command line that a module belongs to; undefined leaves it to the bundler, which puts it where it is asked for. */
export function chunkOf(id: string): string | undefined {
  const module = /[/\\]src[/\\](.*)$/.exec(id)?.[1]?.replaceAll('\\', '/');
  if (module === undefined || id.includes('node_modules')) return undefined;
  if (inEveryScan.some((pattern) => pattern.test(module)) && !notInEveryScan.test(module)) return 'scan';
  const ecosystem = /^inventory\/catalogers\/([^/]+)\//.exec(module)?.[1];
  return ecosystem === undefined ? undefined : `read-${ecosystem}`;
}
