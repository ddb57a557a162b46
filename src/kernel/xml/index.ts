export { child, childText, children, textOf, type XmlElement } from './element.ts';
export { decodeXml } from './encoding.ts';
export { readXml, type XmlSource } from './read.ts';
export { parseXml, type XmlOptions } from './xml.ts';
