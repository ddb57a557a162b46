/** An element of an XML document. Comments and processing instructions are left out. */
export interface XmlElement {
  /** The local name, without a prefix. */
  readonly name: string;
  /** As written; namespaces are not resolved. */
  readonly prefix?: string;
  /** By their name as written, prefix and all, in the order of the document. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Elements directly inside, in the order of the document. */
  readonly children: readonly XmlElement[];
  /** The character data directly inside, CDATA sections too, joined and with its white space. */
  readonly text: string;
  /** 1-based line on which its start tag begins. */
  readonly line: number;
}

/** The first element of that local name directly inside. */
export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((one) => one.name === name);
}

/** All elements of that local name directly inside. */
export function children(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((one) => one.name === name) ?? [];
}

/** The text of an element without the white space around it; undefined when it says nothing. */
export function textOf(element: XmlElement | undefined): string | undefined {
  const text = element?.text.trim();
  return text === undefined || text === '' ? undefined : text;
}

/** {@link textOf} the {@link child} of that name. */
export function childText(element: XmlElement | undefined, name: string): string | undefined {
  return textOf(child(element, name));
}
