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
const notInEveryScan = /^kernel\/http\.ts$|^advisory\/(?:sources|severity\/cvss|vex|csaf)|^app\/(?:sbom|vex|update|database)/;

/** Whether a module is in the file that every scan reads. */
export function isInEveryScan(id: string): boolean {
  const module = pathInSources(id);
  return module !== undefined && inEveryScan.some((pattern) => pattern.test(module)) && !notInEveryScan.test(module);
}

/** The file of the readers of one ecosystem. Undefined leaves a module to the bundler, which puts it where it is asked for. */
export function readerChunkOf(id: string): string | undefined {
  const ecosystem = /^inventory\/catalogers\/([^/]+)\//.exec(pathInSources(id) ?? '')?.[1];
  return ecosystem === undefined ? undefined : `read-${ecosystem}`;
}

function pathInSources(id: string): string | undefined {
  return id.includes('node_modules') ? undefined : /[/\\]src[/\\](.*)$/.exec(id)?.[1]?.replaceAll('\\', '/');
}
