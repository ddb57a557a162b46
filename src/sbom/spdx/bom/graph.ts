import { arrayOf, isObject, textOf, type DataArray, type DataObject, type DataValue } from '../../../kernel/index.ts';
import type { Agent, BomFacts, LicenceStatement } from '../../bom/model.ts';
import { toolNamed } from './agents.ts';
import { readLicence, createLicenceContext, type LicenceContext, type Role } from './licences.ts';

/** The elements of an SPDX 3 graph by name, and what the codec adds to it. */
export interface Graph {
  readonly byId: ReadonlyMap<string, DataObject>;
  readonly licences: LicenceContext;
  /** The name of an element for this agent: one that is there, or a new one. */
  readonly agentId: (agent: Agent) => string;
  /** The name of a creation information that says this. */
  readonly creationId: (facts: BomFacts) => string;
  readonly licenceId: (text: string) => string;
}

export function idOf(element: DataObject): string | undefined {
  return textOf(element['spdxId']) ?? textOf(element['@id']);
}

/** An element that is named, or stands there itself. */
export function resolve(graph: Graph, value: DataValue | undefined): DataObject | undefined {
  return isObject(value) ? value : typeof value === 'string' ? graph.byId.get(value) : undefined;
}

const kinds: Readonly<Record<string, Agent['kind']>> = {
  Person: 'person',
  Organization: 'organization',
  Tool: 'tool',
  SoftwareAgent: 'agent',
  Agent: 'agent',
};

export function agentTypeOf(kind: Agent['kind']): string {
  return { person: 'Person', organization: 'Organization', tool: 'Tool', agent: 'Agent' }[kind];
}

export function readAgent3(graph: Graph, value: DataValue | undefined): Agent | undefined {
  const element = resolve(graph, value);
  const kind = kinds[textOf(element?.['type']) ?? ''];
  if (element === undefined || kind === undefined) return undefined;
  const email = arrayOf(element['externalIdentifier'])
    .filter(isObject)
    .find((one) => one['externalIdentifierType'] === 'email')?.['identifier'];
  const said = textOf(element['name']);
  const { name, version } = kind === 'tool' && said !== undefined ? toolNamed(said) : { name: said, version: undefined };
  return {
    kind,
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
    ...(typeof email === 'string' ? { email } : {}),
  };
}

/** The licence that an element stands for, as a statement. */
export function readLicence3(graph: Graph, value: DataValue | undefined, role: Role): readonly LicenceStatement[] {
  const text = licenceText(graph, value, 0);
  return text === undefined ? [] : readLicence(text, role, graph.licences);
}

const listed = 'https://spdx.org/licenses/';
const deepest = 100;

function licenceText(graph: Graph, value: DataValue | undefined, depth: number): string | undefined {
  if (value === 'https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoneLicense' || value === 'expandedlicensing_NoneLicense')
    return 'NONE';
  if (
    value === 'https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoAssertionLicense' ||
    value === 'expandedlicensing_NoAssertionLicense'
  )
    return 'NOASSERTION';
  const element = resolve(graph, value);
  if (element === undefined) return typeof value === 'string' && value.startsWith(listed) ? value.slice(listed.length) : undefined;
  if (depth > deepest) return undefined;
  const inner = (member: string): string | undefined => licenceText(graph, element[member], depth + 1);
  switch (element['type']) {
    case 'simplelicensing_LicenseExpression':
      return textOf(element['simplelicensing_licenseExpression']);
    case 'expandedlicensing_ConjunctiveLicenseSet':
    case 'expandedlicensing_DisjunctiveLicenseSet': {
      const word = element['type'] === 'expandedlicensing_ConjunctiveLicenseSet' ? ' AND ' : ' OR ';
      const members = arrayOf(element['expandedlicensing_member']).map((one) => licenceText(graph, one, depth + 1));
      return members.includes(undefined)
        ? undefined
        : members.map((one) => (/ (?:AND|OR) /.test(one ?? '') ? `(${one})` : one)).join(word);
    }
    case 'expandedlicensing_OrLaterOperator': {
      const subject = inner('expandedlicensing_subjectLicense');
      return subject === undefined ? undefined : `${subject}+`;
    }
    case 'expandedlicensing_WithAdditionOperator': {
      const [subject, addition] = [inner('expandedlicensing_subjectExtendableLicense'), inner('expandedlicensing_subjectAddition')];
      return subject === undefined || addition === undefined ? undefined : `${subject} WITH ${addition}`;
    }
    default:
      return lastPart(idOf(element)) ?? textOf(element['name']);
  }
}

function lastPart(id: string | undefined): string | undefined {
  const part = id?.slice(Math.max(id.lastIndexOf('#'), id.lastIndexOf('/')) + 1);
  return part === undefined || part === '' ? undefined : part;
}

/** What an SPDX 3 graph adds to the elements that a document already has. */
export class GraphBuilder implements Graph {
  readonly byId: Map<string, DataObject>;
  readonly added: DataObject[] = [];
  readonly licences = createLicenceContext();
  readonly #base: string;
  readonly #creation: string | DataObject | undefined;
  readonly #known = new Map<string, string>();
  #count = 0;

  /** @param base what new names begin with; @param creation the creation information that new elements have */
  constructor(elements: DataArray, base: string, creation: string | DataObject | undefined) {
    this.byId = new Map();
    for (const element of elements) {
      const id = isObject(element) ? idOf(element) : undefined;
      if (isObject(element) && id !== undefined) this.byId.set(id, element);
    }
    this.#base = base;
    this.#creation = creation;
  }

  newId(kind: string): string {
    let id: string;
    do {
      this.#count += 1;
      id = `${this.#base}${kind}-${this.#count}`;
    } while (this.byId.has(id));
    return id;
  }

  add(element: DataObject): string {
    const id = idOf(element) ?? '';
    this.byId.set(id, element);
    this.added.push(element);
    return id;
  }

  /** One element for everything that is the same. */
  once(kind: string, members: DataObject): string {
    const key = JSON.stringify([kind, members]);
    let id = this.#known.get(key);
    if (id === undefined) {
      id = this.newId(kind);
      this.#known.set(key, id);
      this.add({
        type: members['type'],
        spdxId: id,
        ...(this.#creation === undefined ? {} : { creationInfo: this.#creation }),
        ...members,
      });
    }
    return id;
  }

  agentId(agent: Agent): string {
    const { email, kind, name, urls, version } = agent;
    const identifiers = [
      ...(email === undefined ? [] : [{ type: 'ExternalIdentifier', externalIdentifierType: 'email', identifier: email }]),
      ...(urls ?? []).map((url) => ({ type: 'ExternalIdentifier', externalIdentifierType: 'urlScheme', identifier: url })),
    ];
    return this.once(kind === 'tool' ? 'Tool' : 'Agent', {
      type: agentTypeOf(kind),
      ...(name === undefined ? {} : { name: version === undefined ? name : `${name}-${version}` }),
      ...(identifiers.length === 0 ? {} : { externalIdentifier: identifiers }),
    });
  }

  /** A list without authors is not allowed: the tool that made the document is then its author, as a software agent. */
  creationId({ authors, created, tools }: BomFacts): string {
    const id = '_:creationinfo';
    const createdBy = (authors ?? []).map((agent) => this.agentId(agent));
    const createdUsing = (tools ?? []).map((agent) => this.agentId(agent));
    if (createdBy.length === 0) {
      const [tool] = tools ?? [];
      createdBy.push(
        this.once('Agent', { type: tool === undefined ? 'Agent' : 'SoftwareAgent', name: tool?.name ?? 'NOASSERTION' }),
      );
    }
    this.add({
      type: 'CreationInfo',
      '@id': id,
      specVersion: '3.0.1',
      created: created ?? '1970-01-01T00:00:00Z',
      createdBy,
      ...(createdUsing.length === 0 ? {} : { createdUsing }),
    });
    return id;
  }

  licenceId(text: string): string {
    if (text === 'NONE') return 'https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoneLicense';
    if (text === 'NOASSERTION') return 'https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoAssertionLicense';
    return this.once('Licence', { type: 'simplelicensing_LicenseExpression', simplelicensing_licenseExpression: text });
  }
}
