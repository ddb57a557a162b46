import { AppError, type DataObject } from '../../kernel/index.ts';
import { encodeCycloneDx } from '../cyclonedx/bom/encode.ts';
import { fitCycloneDx } from '../cyclonedx/fit.ts';
import { createCycloneDxGrammar, isCycloneDxVersion, xmlResidue, type CycloneDxVersion } from '../cyclonedx/grammar.ts';
import { encodeCycloneDxXml } from '../cyclonedx/xml/encode.ts';
import { encodeSpdx2 } from '../spdx/bom/encode2.ts';
import { encodeSpdx3 } from '../spdx/bom/encode3.ts';
import { tagResidue } from '../spdx/grammar.ts';
import { toTagValue } from '../spdx/tag-value/write.ts';
import { convertBom, groundOf, type ConversionFacts } from './convert.ts';
import { LossLedger, type Loss } from './loss.ts';
import type { Bom, Dialect } from './model.ts';

export interface Encoded {
  /** In the JSON form of the format, be it written as XML or tag-value. */
  readonly document: DataObject;
  readonly losses: readonly Loss[];
  /** Losses beyond those that are listed. */
  readonly furtherLosses: number;
}

/**
 * A document in another form, or in its own: then it is what was read. Losses are everything that the other form cannot say.
 * CycloneDX is written in 1.5 to 1.7 and in the version that was read, SPDX in 2.3 (2.2 when it was read) and 3.0.1.
 */
export function encodeBom(bom: Bom, target: Dialect, facts: ConversionFacts): Encoded {
  const ledger = new LossLedger();
  const document = encodeWith(bom, target, facts, ledger);
  return { document, losses: ledger.losses, furtherLosses: ledger.further };
}

function encodeWith(bom: Bom, target: Dialect, facts: ConversionFacts, ledger: LossLedger): DataObject {
  const converted = convertBom(bom, target, facts, ledger);
  switch (groundOf(target)) {
    case 'cyclonedx': {
      if (!isCycloneDxVersion(target.version)) throw new AppError('usage/format', `CycloneDX ${target.version} is not written`);
      const isSame = bom.origin.family === 'cyclonedx' && bom.origin.version === target.version;
      const document = encodeCycloneDx({ ...converted, origin: bom.origin }, target.version);
      const fitted = isSame ? document : fitCycloneDx(document, target.version, createCycloneDxGrammar(), ledger);
      return target.encoding === 'json' && bom.origin.encoding === 'xml' ? withoutResidue(fitted, ledger) : fitted;
    }
    case 'spdx-2': {
      const document = encodeSpdx2(converted, target.version);
      return target.encoding === 'tag-value' ? document : withoutTags(document);
    }
    default:
      return encodeSpdx3(converted);
  }
}

/** {@link encodeBom} as text that ends with a line break. */
export function writeBom(
  bom: Bom,
  target: Dialect,
  facts: ConversionFacts,
): { readonly text: string; readonly losses: readonly Loss[]; readonly furtherLosses: number } {
  const ledger = new LossLedger();
  const document = encodeWith(bom, target, facts, ledger);
  const text = toText(document, target, ledger);
  return { text, losses: ledger.losses, furtherLosses: ledger.further };
}

function toText(document: DataObject, target: Dialect, ledger: LossLedger): string {
  if (target.encoding === 'xml')
    return encodeCycloneDxXml(document, target.version as CycloneDxVersion, createCycloneDxGrammar(), ledger);
  if (target.encoding === 'tag-value') return toTagValue(document, ledger);
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** JSON has no foreign attributes and elements. */
function withoutResidue(document: DataObject, ledger: LossLedger): DataObject {
  return strip(document, '', (residue, place) => {
    const path = place === '' ? 'bom' : place;
    if (residue['attributes'] !== undefined) ledger.add(path, 'attributes of other namespaces', 'JSON has no place for them');
    if (residue['elements'] !== undefined) ledger.add(path, 'elements of other namespaces', 'JSON has no place for them');
    if (residue['inner'] !== undefined && JSON.stringify(residue['inner']).includes('"elements"'))
      ledger.add(path, 'elements of other namespaces inside', 'JSON has no place for them');
  }) as DataObject;
}

function strip(value: unknown, path: string, note: (residue: DataObject, path: string) => void): unknown {
  if (Array.isArray(value)) return value.map((item, index) => strip(item, `${path}[${index}]`, note));
  if (typeof value !== 'object' || value === null) return value;
  const stripped: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(value)) {
    if (name === 'signatories' && Array.isArray(inner)) {
      // XML Signature, which XML has in their place, is none in JSON.
      const signed = inner.filter(
        (one: DataObject) =>
          one['signature'] !== undefined || (one['organization'] !== undefined && one['externalReference'] !== undefined),
      );
      if (signed.length < inner.length) note({ attributes: {} }, `${path}.signatories`);
      stripped[name] = strip(signed, `${path}.signatories`, note);
    } else if (name === xmlResidue) note(inner as DataObject, path);
    else stripped[name] = strip(inner, path === '' ? name : `${path}.${name}`, note);
  }
  return stripped;
}

/** In which package's section a file of a tag-value document stands, JSON says in `hasFiles`. */
function withoutTags(document: DataObject): DataObject {
  const { files } = document;
  if (!Array.isArray(files) || !(files as readonly DataObject[]).some((file) => file[tagResidue] !== undefined)) return document;
  const owned = new Map<string, string[]>();
  const plain = (files as readonly DataObject[]).map((file) => {
    const { [tagResidue]: residue, ...rest } = file;
    const owner = (residue as DataObject | undefined)?.['package'];
    if (typeof owner === 'string' && owner !== '' && typeof file['SPDXID'] === 'string')
      owned.set(owner, [...(owned.get(owner) ?? []), file['SPDXID']]);
    return rest;
  });
  const packages = Array.isArray(document['packages'])
    ? (document['packages'] as readonly DataObject[]).map((one) => {
        const inside = typeof one['SPDXID'] === 'string' ? owned.get(one['SPDXID']) : undefined;
        return inside === undefined || one['hasFiles'] !== undefined ? one : { ...one, hasFiles: inside };
      })
    : document['packages'];
  return { ...document, ...(packages === undefined ? {} : { packages }), files: plain };
}
