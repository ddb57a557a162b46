import type { Limits } from '../limits.ts';
import { incomplete, type Outcome } from '../outcome.ts';
import type { XmlElement } from './element.ts';
import { decodeXml } from './encoding.ts';
import { parseXml, type XmlOptions } from './xml.ts';

/** What a document is read from: a file of a target is one. */
export interface XmlSource {
  readonly path: string;
  text(): Promise<Outcome<string | undefined>>;
  bytes(): Promise<Outcome<Uint8Array | undefined>>;
}

/** The root element of a document, in whatever encoding it declares. Undefined when it cannot be read, and the issues say why. */
export async function readXml(
  source: XmlSource,
  options: { readonly limits: Limits } & Pick<XmlOptions, 'keepUnknownEntities'>,
): Promise<Outcome<XmlElement | undefined>> {
  const text = await textOf(source);
  if (text.value === undefined) return incomplete(undefined, text.issues);
  return parseXml(text.value, { ...options, path: source.path });
}

async function textOf(source: XmlSource): Promise<Outcome<string | undefined>> {
  const text = await source.text();
  if (text.issues.every((issue) => issue.code !== 'text/encoding')) return text;
  const bytes = await source.bytes();
  return bytes.value === undefined ? incomplete(undefined, bytes.issues) : decodeXml(bytes.value, source.path);
}
