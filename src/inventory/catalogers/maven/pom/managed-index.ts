import type { WrittenDependency } from './pom.ts';

/** What two entries have in common when one speaks for the other: `groupId:artifactId:type[:classifier]`. */
export function managementKey(parts: {
  readonly groupId: string | undefined;
  readonly artifactId: string | undefined;
  readonly type: string;
  readonly classifier: string | undefined;
}): string {
  const { groupId = '', artifactId = '', type, classifier } = parts;
  return classifier === undefined ? `${groupId}:${artifactId}:${type}` : `${groupId}:${artifactId}:${type}:${classifier}`;
}

/** The `<dependencyManagement>` of one pom, taken apart once for all that inherit it. */
export class ManagedIndex {
  /** Entries whose key has no property in it. The first of a key wins. */
  readonly literal: ReadonlyMap<string, WrittenDependency>;
  /** The others, whose key differs from one heir to the next. */
  readonly open: readonly WrittenDependency[];
  /** Other poms whose entries are taken over, in their order. */
  readonly imports: readonly WrittenDependency[];

  constructor(managed: readonly WrittenDependency[]) {
    const literal = new Map<string, WrittenDependency>();
    const open: WrittenDependency[] = [];
    const imports: WrittenDependency[] = [];
    for (const entry of managed) {
      const key = managementKey(entry);
      if (entry.scope === 'import' && entry.type === 'pom') imports.push(entry);
      else if (key.includes('${')) open.push(entry);
      else if (!literal.has(key)) literal.set(key, entry);
    }
    this.literal = literal;
    this.open = open;
    this.imports = imports;
  }
}
