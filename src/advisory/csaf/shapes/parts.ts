import { listOf, matching, object, oneOf, text, uri, type Shape } from '../shape.ts';

/** Parts that documents, product trees and vulnerabilities have in common (CSAF 2.0, section 3.1). */

export const languageTag = matching(
  /^(?:(?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}(?:-[A-Za-z]{3}){0,2})?|[A-Za-z]{4,8})(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\d{3}))?(?:-(?:[A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}))*(?:-[A-WY-Za-wy-z0-9](?:-[A-Za-z0-9]{2,8})+)*(?:-[Xx](?:-[A-Za-z0-9]{1,8})+)?|[Xx](?:-[A-Za-z0-9]{1,8})+|[Ii]-(?:[Dd][Ee][Ff][Aa][Uu][Ll][Tt]|[Mm][Ii][Nn][Gg][Oo]))$/,
  'a language tag',
);

const identifier = String.raw`(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)`;
export const version = matching(
  new RegExp(
    String.raw`^(?:(?:0|[1-9]\d*)|(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-${identifier}(?:\.${identifier})*)?(?:\+[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?)$`,
  ),
  'a whole number or a semantic version',
);

export const productIds = listOf(text, { isUnique: true });
export const groupIds = listOf(text, { isUnique: true });

export const acknowledgments = listOf(
  object({ names: listOf(text), organization: text, summary: text, urls: listOf(uri) }, [], { fewest: 1 }),
);

export const notes = listOf(
  object(
    {
      audience: text,
      category: oneOf('description', 'details', 'faq', 'general', 'legal_disclaimer', 'other', 'summary'),
      text,
      title: text,
    },
    ['category', 'text'],
  ),
);

export const references = listOf(object({ category: oneOf('external', 'self'), summary: text, url: uri }, ['summary', 'url']));

const cpePattern = matching(
  /^(?:cpe:2\.3:[aho*-](?::(?:[\w.*?-]|\\[^\w\s])+){10}|[Cc][Pp][Ee]:\/[AHOaho]?(?::[A-Za-z0-9._~%-]*){0,6})$/,
  'a CPE name',
);

const fileHash = object({ algorithm: text, value: matching(/^[0-9a-fA-F]{32,}$/, 'a hash in hexadecimal') }, [
  'algorithm',
  'value',
]);

export const fullProductName: Shape = object(
  {
    name: text,
    product_id: text,
    product_identification_helper: object(
      {
        cpe: cpePattern,
        hashes: listOf(object({ file_hashes: listOf(fileHash), filename: text }, ['file_hashes', 'filename'])),
        model_numbers: listOf(text, { isUnique: true }),
        purl: matching(/^pkg:[A-Za-z.+-][A-Za-z0-9.+-]*\/.+/, 'a package URL'),
        sbom_urls: listOf(uri),
        serial_numbers: listOf(text, { isUnique: true }),
        skus: listOf(text),
        x_generic_uris: listOf(object({ namespace: uri, uri }, ['namespace', 'uri'])),
      },
      [],
      { fewest: 1 },
    ),
  },
  ['name', 'product_id'],
);
