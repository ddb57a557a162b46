import { arrayOf, isObject, textOf, type DataObject, type DataValue } from '../../../kernel/index.ts';
import type { Agent, BomProperty, BomReference, LicenceStatement } from '../../bom/model.ts';
import { officialLicenceId } from '../../licence/list.ts';

export function readEntity(value: DataValue | undefined): Agent | undefined {
  if (!isObject(value)) return undefined;
  const urls = texts(value['url']);
  const contacts = arrayOf(value['contact'])
    .map(readContact)
    .filter((one) => one !== undefined);
  return {
    kind: 'organization',
    ...named(value),
    ...(urls.length === 0 ? {} : { urls }),
    ...(contacts.length === 0 ? {} : { contacts }),
  };
}

export function writeEntity(agent: Agent | undefined): DataObject | undefined {
  if (agent === undefined) return undefined;
  const { contacts, email, name, phone, urls } = agent;
  const own = email === undefined && phone === undefined ? [] : [writeContact({ ...agent, urls: [] })];
  const contact = [...(contacts ?? []).map(writeContact), ...own];
  return {
    ...(name === undefined ? {} : { name }),
    ...(urls === undefined || urls.length === 0 ? {} : { url: urls }),
    ...(contact.length === 0 ? {} : { contact }),
  };
}

export function readContact(value: DataValue | undefined): Agent | undefined {
  if (!isObject(value)) return undefined;
  const [email, phone] = [textOf(value['email']), textOf(value['phone'])];
  return {
    kind: 'person',
    ...named(value),
    ...(email === undefined ? {} : { email }),
    ...(phone === undefined ? {} : { phone }),
  };
}

export function writeContact({ email, name, phone }: Agent): DataObject {
  return {
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
    ...(phone === undefined ? {} : { phone }),
  };
}

function named(value: DataObject): { readonly name?: string } {
  const name = textOf(value['name']);
  return name === undefined ? {} : { name };
}

export function texts(value: DataValue | undefined): readonly string[] {
  return arrayOf(value).filter((one) => typeof one === 'string');
}

/** Tools as a list of their own kind (until 1.4 the only form) or as components. */
export function readTools(value: DataValue | undefined): readonly Agent[] | undefined {
  if (value === undefined) return undefined;
  const list = isObject(value) ? arrayOf(value['components']) : arrayOf(value);
  const tools: Agent[] = [];
  for (const one of list) {
    if (!isObject(one)) continue;
    const vendor = textOf(one['vendor']) ?? textOf(one['publisher']) ?? textOf(one['group']);
    const version = textOf(one['version']);
    tools.push({
      kind: 'tool',
      ...named(one),
      ...(vendor === undefined ? {} : { vendor }),
      ...(version === undefined ? {} : { version }),
    });
  }
  return tools;
}

export function writeTools(tools: readonly Agent[] | undefined): DataObject | undefined {
  if (tools === undefined) return undefined;
  return {
    components: tools.map(({ name, vendor, version }) => ({
      type: 'application',
      name: name ?? 'unnamed',
      ...(vendor === undefined ? {} : { publisher: vendor }),
      ...(version === undefined ? {} : { version }),
    })),
  };
}

export function readLicenceList(value: DataValue | undefined): readonly LicenceStatement[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const statements: LicenceStatement[] = [];
  for (const choice of value as readonly DataValue[]) {
    if (!isObject(choice)) continue;
    const { expression, license } = choice;
    const node = isObject(license) ? license : choice;
    const acknowledgement = textOf(node['acknowledgement']);
    const role: Pick<LicenceStatement, 'role'> =
      acknowledgement === 'declared' || acknowledgement === 'concluded' ? { role: acknowledgement } : {};
    const [id, name, whole] = [textOf(node['id']), textOf(node['name']), textOf(expression)];
    if (isObject(license) && id !== undefined) statements.push({ form: 'id', text: id, ...role });
    else if (isObject(license) && name !== undefined) statements.push({ form: 'name', text: name, ...role });
    else if (whole !== undefined) statements.push({ form: 'expression', text: whole, ...role });
  }
  return statements;
}

/** What SPDX says with `NONE` and `NOASSERTION` has no place in a list of licences; 1.6 has no expression beside others. */
export function writeLicenceList(statements: readonly LicenceStatement[] | undefined): readonly DataObject[] | undefined {
  const said = statements?.filter(({ form, role }) => form !== 'none' && form !== 'noassertion' && role !== 'observed');
  if (said === undefined || (said.length === 0 && statements?.length !== 0)) return undefined;
  return said.map(({ form, role, text }) => {
    const acknowledgement = role === undefined ? {} : { acknowledgement: role };
    if (form === 'id' && officialLicenceId(text) === text) return { license: { id: text, ...acknowledgement } };
    if (form === 'expression' && said.length === 1) return { expression: text, ...acknowledgement };
    return { license: { name: text, ...acknowledgement } };
  });
}

export function readReferenceList(value: DataValue | undefined): readonly BomReference[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const references: BomReference[] = [];
  for (const one of value as readonly DataValue[]) {
    if (!isObject(one)) continue;
    const [type, url, comment] = [textOf(one['type']), textOf(one['url']), textOf(one['comment'])];
    if (type !== undefined && url !== undefined) references.push({ type, url, ...(comment === undefined ? {} : { comment }) });
  }
  return references;
}

export function readProperties(value: DataValue | undefined): readonly BomProperty[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const properties: BomProperty[] = [];
  for (const one of value as readonly DataValue[]) {
    if (!isObject(one) || typeof one['name'] !== 'string') continue;
    properties.push({ name: one['name'], ...(typeof one['value'] === 'string' ? { value: one['value'] } : {}) });
  }
  return properties;
}
