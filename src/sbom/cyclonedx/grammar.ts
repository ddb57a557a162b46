import type { DataObject, DataValue } from '../../kernel/index.ts';
import { checkDocument, type Fault } from '../grammar/check.ts';
import { parseGrammar } from '../grammar/parse.ts';
import type { Grammar, Shape } from '../grammar/shape.ts';
import { officialLicenceId } from '../licence/list.ts';
import { componentsTable } from './table/components.ts';
import { declarationsTable } from './table/declarations.ts';
import { modelsTable } from './table/models.ts';
import { servicesTable } from './table/services.ts';
import { wordsTable } from './table/words.ts';

export const cycloneDxVersions = ['1.2', '1.3', '1.4', '1.5', '1.6', '1.7'] as const;
export type CycloneDxVersion = (typeof cycloneDxVersions)[number];

export function isCycloneDxVersion(text: string): text is CycloneDxVersion {
  return (cycloneDxVersions as readonly string[]).includes(text);
}

/** The number by which the tables call a version: 6 for 1.6. */
export function minorOf(version: CycloneDxVersion): number {
  return Number(version.slice(2));
}

/** The tables of all versions; reading them takes a few milliseconds, so a caller keeps what it got. */
export function createCycloneDxGrammar(): Grammar {
  return parseGrammar([componentsTable, modelsTable, servicesTable, declarationsTable, wordsTable]);
}

const bom: Shape = { kind: 'type', name: 'bom' };

/** Residue of an XML document: what JSON has no place for. No member of the format. */
export const xmlResidue = '#xml';
const ignored: ReadonlySet<string> = new Set([xmlResidue]);

/** A signatory of an XML document signs in an element of XML Signature, which is none of the members. */
const unruled: ReadonlySet<string> = new Set(['declared.affirmation.signatorie']);

/** What is wrong with a document of that version in its JSON form, by the tables and by the rules that no table says. */
export function checkCycloneDx(
  value: DataValue,
  version: CycloneDxVersion,
  limit: number,
  grammar: Grammar = createCycloneDxGrammar(),
  encoding: 'json' | 'xml' = 'json',
): readonly Fault[] {
  const minor = minorOf(version);
  const faults = checkDocument(value, bom, {
    grammar,
    version: minor,
    limit,
    ignored,
    ...(encoding === 'xml' ? { unruled } : {}),
    isLicenceId: (id) => officialLicenceId(id) === id,
  });
  return minor < 7 ? faults : [...faults, ...externalFaults(value, limit - faults.length)];
}

/** 1.7: a range of versions only where the component is external, and never beside a version. */
function externalFaults(value: DataValue, limit: number): readonly Fault[] {
  const faults: Fault[] = [];
  const visit = (node: DataValue | undefined, path: string): void => {
    if (faults.length >= limit || typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) {
      for (const [index, item] of (node as readonly DataValue[]).entries()) visit(item, `${path}[${index}]`);
      return;
    }
    const object = node as DataObject;
    if (object['versionRange'] !== undefined) {
      if (object['version'] !== undefined) faults.push({ path, message: 'has both "version" and "versionRange"', node: object });
      else if (object['isExternal'] !== true)
        faults.push({ path, message: 'has "versionRange" and is not external', node: object });
    }
    for (const name of Object.keys(object)) {
      const inner = object[name];
      if (typeof inner === 'object' && inner !== null) visit(inner, path === '' ? name : `${path}.${name}`);
    }
  };
  visit(value, '');
  return faults;
}
