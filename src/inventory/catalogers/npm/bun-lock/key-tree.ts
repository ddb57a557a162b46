/** A package by its key in `packages`: `a`, `a/b` for the copy of b that a has for itself. */
export interface KeyNode {
  readonly children: Map<string, KeyNode>;
  readonly parent: KeyNode | undefined;
  index: number | undefined;
}

export function rootKey(): KeyNode {
  return { children: new Map(), parent: undefined, index: undefined };
}

/** Adds the node of a key; names in it are separated by `/`, which the names of scopes also contain. */
export function addKey(root: KeyNode, key: string): KeyNode {
  let node = root;
  for (const name of namesOf(key)) {
    let child = node.children.get(name);
    if (child === undefined) {
      child = { children: new Map(), parent: node, index: undefined };
      node.children.set(name, child);
    }
    node = child;
  }
  return node;
}

function namesOf(key: string): readonly string[] {
  const names: string[] = [];
  let scope = '';
  for (const part of key.split('/')) {
    if (scope === '' && part.startsWith('@')) {
      scope = `${part}/`;
    } else {
      names.push(scope + part);
      scope = '';
    }
  }
  if (scope !== '') names.push(scope);
  return names;
}

/** The package that `name` means to the package at `from`: its own copy, or that of the nearest package above. */
export function findByName(from: KeyNode, name: string): number | undefined {
  for (let node: KeyNode | undefined = from; node !== undefined; node = node.parent) {
    const index = node.children.get(name)?.index;
    if (index !== undefined) return index;
  }
  return undefined;
}
