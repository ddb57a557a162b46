export type { FormattedPurl, ParsedPurl, Purl, PurlFailure, PurlPart, PurlParts } from './purl.ts';
export { parsePurl, type ParseOptions } from './parse.ts';
export { formatPurl, toPurl } from './format.ts';
export { canonicalPurl, validatePurl, type PurlFinding } from './validate.ts';
export { knownPurlTypes } from './types.ts';
