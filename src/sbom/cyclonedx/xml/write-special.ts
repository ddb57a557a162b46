import { isObject, type DataArray, type DataObject, type DataValue } from '../../../kernel/index.ts';
import type { Shape } from '../../grammar/shape.ts';
import { xmlResidue } from '../grammar.ts';
import type { XmlItem } from './plan.ts';
import { attributesOf, openTag, withForeign } from './print.ts';
import type { ElementWriter } from './writer.ts';
import { residueOf, type Residue } from './residue.ts';
import { spell } from '../../spell.ts';

const text: Shape = { kind: 'text', minLength: 0 };
const of = (name: string): Shape => ({ kind: 'type', name });

/** The way back from `readSpecial`. */
export function writeSpecial(
  writer: ElementWriter,
  item: XmlItem,
  value: DataValue,
  depth: number,
  residue: Residue | undefined,
): string[] {
  const how = item.how ?? '';
  if (how.startsWith('party')) {
    const items = Array.isArray(value) ? (value as DataArray) : [value];
    return items.map((one, index) => writeParty(writer, item.name, one, depth, Array.isArray(value) ? index : undefined, residue));
  }
  if (isObject(value)) return [writer.object(item.name, value, ['toolSet'], depth)];
  const further = residue?.inner?.[item.member];
  const open = openTag(writer.nameOf(item.name), attributesOf(further));
  const children = (Array.isArray(value) ? (value as DataArray) : [value]).map((one, index) =>
    writer.within(index, () => writeChoice(writer, how, one, depth + 1, `[${index}]`, further)),
  );
  return [writer.around(open, item.name, withForeign(children, further), depth)];
}

function writeChoice(
  writer: ElementWriter,
  how: string,
  value: DataValue,
  depth: number,
  key: string,
  residue: Residue | undefined,
): string {
  const object = isObject(value) ? value : undefined;
  switch (how) {
    case 'licences':
      return writeLicence(writer, object ?? {}, depth, key, residue);
    case 'tools':
      return writer.value('tool', value, of('tool'), depth, key, residue);
    case 'variables':
      return object === undefined
        ? writer.value('value', value, text, depth, key, residue)
        : writer.object('environmentVar', object, ['property'], depth);
    case 'data':
      return writeData(writer, object ?? {}, depth);
    default:
      return writeEither(writer, object ?? {}, depth, key, residue);
  }
}

function writeLicence(writer: ElementWriter, value: DataObject, depth: number, key: string, residue: Residue | undefined): string {
  const { license } = value;
  if (license !== undefined) return writer.value('license', license, of('license'), depth, key, residue);
  const { expression, acknowledgement, 'bom-ref': ref, ...rest } = value;
  const isDetailed = Object.keys(rest).some((name) => name !== xmlResidue) || residueOf(value) !== undefined;
  if (isDetailed) return writer.object('expression-detailed', value, ['licenceExpression'], depth);
  const own: Record<string, string> = {};
  if (typeof acknowledgement === 'string') own['acknowledgement'] = acknowledgement;
  if (typeof ref === 'string') own['bom-ref'] = writer.ownRef(ref);
  const attributes = attributesOf({ attributes: { ...own, ...residue?.inner?.[key]?.attributes } });
  return writer.close(openTag(writer.nameOf('expression'), attributes), 'expression', spell(expression ?? ''));
}

/** Data that only has a class and a direction is a `classification`; `dataflow` came with 1.5. */
function writeData(writer: ElementWriter, value: DataObject, depth: number): string {
  const { flow, classification, ...rest } = value;
  const hasMore = Object.keys(rest).some((name) => name !== xmlResidue);
  if (!hasMore) return writer.object('classification', value, ['dataClassification'], depth);
  const inner = writer.object('classification', { flow, classification }, ['dataClassification'], depth + 1);
  const outer = writer.object('dataflow', rest, ['serviceData'], depth);
  const end = outer.indexOf('>');
  // Its classification comes first.
  return outer.endsWith('/>') && end === outer.length - 1
    ? `${outer.slice(0, -2)}>${inner}</${writer.nameOf('dataflow')}>`
    : `${outer.slice(0, end + 1)}${inner}${outer.slice(end + 1)}`;
}

function writeEither(writer: ElementWriter, value: DataObject, depth: number, key: string, residue: Residue | undefined): string {
  const { ref } = value;
  if (typeof ref === 'string') return writer.value('ref', ref, text, depth, key, residue);
  if (value['familyId'] !== undefined) return writer.object('patentFamily', value, ['patentFamily'], depth);
  if (value['patentNumber'] !== undefined) return writer.object('patent', value, ['patent'], depth);
  return writer.object('dataset', value, ['componentData'], depth);
}

function writeParty(
  writer: ElementWriter,
  element: string,
  value: DataValue,
  depth: number,
  index: number | undefined,
  residue: Residue | undefined,
): string {
  const key = index === undefined ? element : `${element}[${index}]`;
  const open = openTag(writer.nameOf(element), []);
  if (!isObject(value)) return writer.around(open, element, [writer.value('ref', value, text, depth + 1, key, residue)], depth);
  const isContact = value['email'] !== undefined || value['phone'] !== undefined;
  const name = residueOf(value)?.as ?? (isContact ? (element === 'asserter' ? 'contact' : 'individual') : 'organization');
  const type = name === 'organization' ? 'organizationalEntity' : 'organizationalContact';
  return writer.around(open, element, [writer.object(name, value, [type], depth + 1)], depth);
}
