/** Archives of widespread projects that do not say their group, because they are not built with Maven. */
interface KnownGroup {
  readonly group: string;
  readonly artifacts: RegExp;
  /** A directory of classes that the archive must have, so that a name alone is not believed. */
  readonly classes: string;
}

const knownGroups: readonly KnownGroup[] = [];

/** The group of an archive by the name of its artifact and the classes in it. */
export function knownGroup(artifact: string, hasClassesIn: (directory: string) => boolean): string | undefined {
  return knownGroups.find(({ artifacts, classes }) => artifacts.test(artifact) && hasClassesIn(classes))?.group;
}
