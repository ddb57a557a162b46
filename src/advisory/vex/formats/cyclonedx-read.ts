import { arrayOf, isObject, objectOf, textOf, type DataObject, type DataValue } from '../../../kernel/index.ts';
import { parseVers } from '../../csaf/index.ts';
import type { Justification, ProductIdentity, StatedProduct, VexDocument, VexStatement, VexStatus } from '../statement.ts';
import { asProduct, checkStatement, hashOf, isIdentified, lineOf, readablePurls, type VexRead, type VexSource } from './reading.ts';

const statusByState: Readonly<Record<string, VexStatus>> = {
  resolved: 'fixed',
  resolved_with_pedigree: 'fixed',
  exploitable: 'affected',
  in_triage: 'under_investigation',
  false_positive: 'not_affected',
  not_affected: 'not_affected',
};

/** The nearest justification of CISA; the word itself is kept beside it. */
const justificationByWord: Readonly<Record<string, Justification>> = {
  code_not_present: 'vulnerable_code_not_present',
  code_not_reachable: 'vulnerable_code_not_in_execute_path',
  requires_configuration: 'vulnerable_code_cannot_be_controlled_by_adversary',
  requires_dependency: 'component_not_present',
  requires_environment: 'vulnerable_code_cannot_be_controlled_by_adversary',
  protected_by_compiler: 'inline_mitigations_already_exist',
  protected_at_runtime: 'inline_mitigations_already_exist',
  protected_at_perimeter: 'inline_mitigations_already_exist',
  protected_by_mitigating_control: 'inline_mitigations_already_exist',
};

/**
 * CycloneDX 1.4 to 1.7, JSON: the vulnerabilities that have an analysis. Where the document has a subject
 * (`metadata.component`), an analysis of another component is about that component *in the subject*, and nowhere else.
 */
export function readCycloneDxVex(source: VexSource): VexRead {
  const { root, file } = source;
  const metadata = objectOf(root['metadata']);
  const subject = isObject(metadata['component']) ? metadata['component'] : undefined;
  const { version } = root;
  const document: VexDocument = {
    format: 'cyclonedx',
    id: textOf(root['serialNumber']) ?? file,
    author: authorOf(metadata),
    file,
    time: textOf(metadata['timestamp']) ?? '',
    ...(typeof version === 'number' ? { version: String(version) } : {}),
  };
  const refs = componentsByRef(root, subject);
  const statements = arrayOf(root['vulnerabilities']).flatMap((item, index): readonly VexStatement[] => {
    const at = `/vulnerabilities/${index}`;
    if (!isObject(item)) {
      source.issues.add('vex/statement', `${at} is not an object`);
      return [];
    }
    // Without an analysis it is a report of a vulnerability, not a statement about one.
    if (item['analysis'] === undefined) return [];
    const statement = readVulnerability(item, at, { source, document, refs, subject, time: textOf(metadata['timestamp']) });
    return statement === undefined ? [] : [statement];
  });
  return { document, statements };
}

function authorOf(metadata: DataObject): string {
  const authors = arrayOf(metadata['authors']).flatMap((author) => (isObject(author) ? (textOf(author['name']) ?? []) : []));
  if (authors.length > 0) return authors.join(', ');
  const component = objectOf(metadata['component']);
  const holders = [
    metadata['manufacturer'],
    metadata['manufacture'],
    metadata['supplier'],
    component['manufacturer'],
    component['supplier'],
  ];
  for (const holder of holders) {
    const name = textOf(objectOf(holder)['name']);
    if (name !== undefined) return name;
  }
  return textOf(component['publisher']) ?? 'not stated';
}

function componentsByRef(root: DataObject, subject: DataObject | undefined): ReadonlyMap<string, DataObject> {
  const refs = new Map<string, DataObject>();
  const open: DataValue[] = [...arrayOf(root['components']), ...(subject === undefined ? [] : [subject])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (!isObject(next)) continue;
    const ref = textOf(next['bom-ref']);
    if (ref !== undefined) refs.set(ref, next);
    open.push(...arrayOf(next['components']));
  }
  return refs;
}

interface Surroundings {
  readonly source: VexSource;
  readonly document: VexDocument;
  readonly refs: ReadonlyMap<string, DataObject>;
  readonly subject: DataObject | undefined;
  readonly time: string | undefined;
}

function readVulnerability(item: DataObject, at: string, surroundings: Surroundings): VexStatement | undefined {
  const { source, document, time } = surroundings;
  const line = lineOf(source, item);
  const fault = (message: string): undefined => {
    source.issues.add('vex/statement', `${at} ${message}, and is left out`, line);
    return undefined;
  };
  const vulnerability = textOf(item['id']);
  if (vulnerability === undefined) return fault('has an analysis and no id');
  const analysis = objectOf(item['analysis']);
  const state = textOf(analysis['state']) ?? '';
  const status = Object.hasOwn(statusByState, state) ? statusByState[state] : undefined;
  if (status === undefined)
    return fault(`has the analysis state ${JSON.stringify(analysis['state'] ?? null)}, which is none of CycloneDX`);
  const word = textOf(analysis['justification']);
  const justification = word !== undefined && Object.hasOwn(justificationByWord, word) ? justificationByWord[word] : undefined;
  if (word !== undefined && justification === undefined)
    return fault(`has the justification ${JSON.stringify(word)}, which is none of CycloneDX`);
  const detail = textOf(analysis['detail']);
  const impact = status === 'not_affected' ? (detail ?? (state === 'false_positive' ? 'false positive' : undefined)) : undefined;
  const action = actionOf(item, analysis);
  const updated = textOf(analysis['lastUpdated']);
  const aliases = arrayOf(item['references']).flatMap((reference) => (isObject(reference) ? (textOf(reference['id']) ?? []) : []));
  return checkStatement(
    {
      document,
      vulnerability,
      aliases: [...new Set(aliases)].filter((alias) => alias !== vulnerability).toSorted(),
      products: arrayOf(item['affects']).flatMap((affected, index) =>
        readAffected(affected, `${at}/affects/${index}`, surroundings),
      ),
      status,
      timestamp: textOf(analysis['firstIssued']) ?? updated ?? time,
      at,
      ...(justification === undefined || word === undefined ? {} : { justification, statedJustification: word }),
      ...(impact === undefined ? {} : { impact }),
      ...(detail === undefined || impact !== undefined ? {} : { notes: detail }),
      ...(action === undefined ? {} : { action }),
      ...(updated === undefined ? {} : { lastUpdated: updated }),
    },
    item,
    source,
  );
}

function actionOf(item: DataObject, analysis: DataObject): string | undefined {
  const responses = arrayOf(analysis['response']).filter((response) => typeof response === 'string');
  const parts = [
    textOf(item['recommendation']),
    textOf(item['workaround']),
    responses.length === 0 ? undefined : responses.join(', '),
  ];
  const said = parts.filter((part) => part !== undefined);
  return said.length === 0 ? undefined : said.join('\n');
}

function readAffected(affected: DataValue, at: string, { source, refs, subject }: Surroundings): readonly StatedProduct[] {
  const fault = (message: string): readonly StatedProduct[] => {
    source.issues.add('vex/product', `${at} ${message}`, isObject(affected) ? lineOf(source, affected) : undefined);
    return [];
  };
  if (!isObject(affected)) return fault('is not an object');
  const ref = textOf(affected['ref']);
  if (ref === undefined) return fault('has no "ref"');
  const versions = versionsOf(affected);
  if (versions === undefined) return fault('has versions that cannot be read: the product is left out');
  if (versions.length === 0 && Array.isArray(affected['versions'])) return [];
  const component = refs.get(localRef(ref));
  const found = component === undefined ? identityOfRef(ref) : identityOf(component, at, source);
  const identity = versions.length === 0 ? found : { ...found, versions };
  if (!isIdentified(identity)) return fault(`refers to ${JSON.stringify(ref)}, which has no identifier`);
  if (subject === undefined || component === subject) return [asProduct(identity)];
  const whole = identityOf(subject, '/metadata/component', source);
  return isIdentified(whole) ? [asProduct(whole, [identity])] : fault('is about a part of a subject that has no identifier');
}

/** A BOM-Link (`urn:cdx:SERIAL/VERSION#REF`) names an element of a BOM, which may be this one. */
function localRef(ref: string): string {
  return ref.startsWith('urn:cdx:') && ref.includes('#') ? decoded(ref.slice(ref.indexOf('#') + 1)) : ref;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** References of most tools are the package URL itself. */
function identityOfRef(ref: string): ProductIdentity {
  const written = ref.startsWith('urn:cdx:') && ref.includes('#') ? ref.slice(ref.indexOf('#') + 1) : ref;
  const purls = [written, decoded(written)].filter((text) => text.startsWith('pkg:')).slice(0, 1);
  return { purls, cpes: [], hashes: [], ref };
}

function identityOf(component: DataObject, at: string, source: VexSource): ProductIdentity {
  const purl = textOf(component['purl']);
  const cpe = textOf(component['cpe']);
  const group = textOf(component['group']);
  const name = textOf(component['name']);
  const version = textOf(component['version']);
  const ref = textOf(component['bom-ref']);
  return {
    purls: readablePurls(purl === undefined ? [] : [purl], at, source, lineOf(source, component)),
    cpes: cpe === undefined ? [] : [cpe],
    hashes: arrayOf(component['hashes']).flatMap((hash) =>
      isObject(hash) ? (hashOf(textOf(hash['alg']) ?? '', textOf(hash['content']) ?? '') ?? []) : [],
    ),
    ...(ref === undefined ? {} : { ref }),
    ...(name === undefined ? {} : { name: group === undefined ? name : `${group}/${name}` }),
    ...(version === undefined ? {} : { version }),
  };
}

/** The versions that the analysis is about, as range specifiers: those called affected, or of no status. Undefined when one cannot be read. */
function versionsOf(affected: DataObject): readonly string[] | undefined {
  const given = affected['versions'];
  if (given === undefined) return [];
  if (!Array.isArray(given)) return undefined;
  const ranges: string[] = [];
  for (const item of given as readonly DataValue[]) {
    if (!isObject(item)) return undefined;
    const status = item['status'] ?? 'affected';
    if (status !== 'affected' && status !== 'unaffected' && status !== 'unknown') return undefined;
    const version = textOf(item['version']);
    const range = textOf(item['range']) ?? (version === undefined ? undefined : `vers:generic/${encodeURIComponent(version)}`);
    if (range === undefined || parseVers(range) === undefined) return undefined;
    if (status === 'affected') ranges.push(range);
  }
  return ranges;
}
