import { arrayOf, isObject, textOf, type DataValue } from '../../../kernel/index.ts';
import type { BomComponent, LicenceStatement } from '../../bom/model.ts';
import type { GraphBuilder } from './graph.ts';
import { writeLicence, writeOne, type LicenceContext } from './licences.ts';

/** The licence relationships of an element: what files say of themselves is what is declared of them. */
export function licenceTexts(
  licences: readonly LicenceStatement[] | undefined,
  kind: BomComponent['kind'],
  context: LicenceContext,
): readonly (readonly [string, 'declared' | 'concluded', string])[] {
  const found: (readonly [string, 'declared' | 'concluded', string])[] = [];
  const concluded = writeLicence(licences, 'concluded', context);
  const declared =
    kind === 'package'
      ? writeLicence(licences, 'declared', context)
      : joined(licences?.filter(({ role }) => role === 'observed').map((one) => writeOne(one, context)) ?? []);
  if (concluded !== undefined) found.push(['hasConcludedLicense', 'concluded', concluded]);
  if (declared !== undefined) found.push(['hasDeclaredLicense', 'declared', declared]);
  return found;
}

function joined(texts: readonly string[]): string | undefined {
  if (texts.length < 2) return texts[0];
  return texts.map((text) => (/ (?:AND|OR) /i.test(text) ? `(${text})` : text)).join(' AND ');
}

/** What the licence relationships that were made read as, so that the codec makes none beside them. */
export function spokenLicences(
  licences: readonly LicenceStatement[],
  kind: BomComponent['kind'],
  context: LicenceContext,
): readonly LicenceStatement[] {
  const list: LicenceStatement[] = [];
  for (const [, role, text] of licenceTexts(licences, kind, context)) {
    const form = text === 'NONE' ? 'none' : text === 'NOASSERTION' ? 'noassertion' : undefined;
    const known = context.classify(text).kind;
    list.push({
      form: form ?? (known === 'id' ? 'id' : known === 'expression' ? 'expression' : 'name'),
      text: form === undefined ? text : '',
      role,
    });
  }
  return list;
}

/** The texts of the document's own licences as elements; their names by the `LicenseRef-` of SPDX 2. */
export function addCustomLicences(
  infos: DataValue | undefined,
  builder: GraphBuilder,
  base: string,
  creation: string,
): ReadonlyMap<string, string> {
  const customs = new Map<string, string>();
  for (const info of arrayOf(infos).filter(isObject)) {
    const [id, text, name, comment] = [
      textOf(info['licenseId']),
      textOf(info['extractedText']),
      textOf(info['name']),
      textOf(info['comment']),
    ];
    if (id === undefined) continue;
    const addresses = arrayOf(info['seeAlsos']).filter((one) => typeof one === 'string');
    customs.set(id, base + id);
    builder.add({
      type: 'expandedlicensing_CustomLicense',
      spdxId: base + id,
      creationInfo: creation,
      ...(name === undefined ? {} : { name }),
      ...(comment === undefined ? {} : { comment }),
      ...(addresses.length === 0 ? {} : { expandedlicensing_seeAlso: addresses }),
      simplelicensing_licenseText: text ?? '',
    });
  }
  return customs;
}
