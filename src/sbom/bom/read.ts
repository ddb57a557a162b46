import {
  defaultLimits,
  incomplete,
  isObject,
  parseJson,
  textOf,
  type DataObject,
  type Issue,
  type Limits,
  type Outcome,
  type SourceDocument,
} from '../../kernel/index.ts';
import { parseXml } from '../../kernel/xml/index.ts';
import { parseYaml } from '../../kernel/yaml/index.ts';
import { decodeCycloneDx } from '../cyclonedx/bom/decode.ts';
import { checkCycloneDx, createCycloneDxGrammar, isCycloneDxVersion } from '../cyclonedx/grammar.ts';
import { decodeCycloneDxXml } from '../cyclonedx/xml/decode.ts';
import { describeOtherEncoding, detectSbom, isSpdx3 } from '../detect.ts';
import type { Fault } from '../grammar/check.ts';
import { decodeSpdx2 } from '../spdx/bom/decode2.ts';
import { decodeSpdx3 } from '../spdx/bom/decode3.ts';
import { checkSpdx2, checkSpdx3, createSpdx2Grammar, spdx2Versions, withKinds, type Spdx2Version } from '../spdx/grammar.ts';
import { readTagValue } from '../spdx/tag-value/read.ts';
import type { Bom, Dialect } from './model.ts';

/** A document with its model. */
export interface ReadBom {
  readonly bom: Bom;
  readonly dialect: Dialect;
  /** In the JSON form of its format, with the lines of its objects. */
  readonly document: SourceDocument;
}

/**
 * Reads an SBOM in any form that is known: CycloneDX 1.2 to 1.7 in JSON and XML, SPDX 2.2 and 2.3 in JSON, YAML and tag-value, SPDX 3.0.1
 * in JSON-LD. Every place where it is not what its format demands is an issue (`sbom/invalid`, where the document
 * could be made out as a whole), and `complete` is then false; the
 * model is there all the same, unless the text cannot be parsed or is no SBOM at all. Never throws.
 */
export function readBom(input: string | Uint8Array, path: string, limits: Limits = defaultLimits): Outcome<ReadBom | undefined> {
  const text = typeof input === 'string' ? withoutMark(input) : decode(input);
  if (text === undefined) return refuse(path, 'text/encoding', 'is text in no encoding that is known: UTF-8 and UTF-16 are read');
  const start = text.slice(0, 4096).trimStart();
  if (start.startsWith('{') || start.startsWith('[')) return readJsonForm(text, path, limits);
  if (start.startsWith('<')) return readXmlForm(text, path, limits);
  const other = describeOtherEncoding(text);
  if (other === 'SPDX tag-value') return readTagForm(text, path, limits);
  if (other === 'SPDX YAML') return readYamlForm(text, path, limits);
  return refuse(path, 'sbom/format', 'is no SBOM: nothing at its start says CycloneDX or SPDX');
}

function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

/** By its byte order mark; undefined when it is not what it claims to be. */
function decode(bytes: Uint8Array): string | undefined {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function refuse(path: string, code: string, message: string): Outcome<undefined> {
  return incomplete(undefined, [{ code, path, message }]);
}

function readJsonForm(text: string, path: string, limits: Limits): Outcome<ReadBom | undefined> {
  const parsed = parseJson(text, { path, limits });
  const document = parsed.value;
  if (document === undefined || !isObject(document.value)) {
    return parsed.issues.length > 0
      ? incomplete(undefined, parsed.issues)
      : refuse(path, 'sbom/format', 'is no SBOM: it is not a JSON object');
  }
  const format = detectSbom(document.value);
  // What has the members of CycloneDX and does not say so is a document of it with a fault.
  const isLike = format === undefined && (document.value['bomFormat'] !== undefined || document.value['specVersion'] !== undefined);
  if (format === 'cyclonedx' || isLike)
    return finish(document, cycloneDx(document.value, 'json', limits), path, parsed.issues, limits);
  if (isSpdx3(document.value)) {
    const dialect: Dialect = { family: 'spdx', version: '3.0.1', encoding: 'json' };
    const faults = checkSpdx3(document.value, limits.issuesPerFile);
    return finish(document, { dialect, faults, decode: (root) => decodeSpdx3(root, dialect) }, path, parsed.issues, limits);
  }
  if (format === 'spdx') return finish(document, spdx2(document.value, 'json', limits), path, parsed.issues, limits);
  return refuse(path, 'sbom/format', 'is no SBOM: nothing in it says CycloneDX or SPDX');
}

interface Judged {
  readonly dialect?: Dialect;
  readonly faults: readonly Fault[];
  readonly decode: (root: DataObject) => Bom;
  readonly refusal?: string;
}

function cycloneDx(root: DataObject, encoding: 'json' | 'xml', limits: Limits): Judged {
  const version = textOf(root['specVersion']);
  if (version === undefined || !isCycloneDxVersion(version)) {
    const refusal =
      version === undefined
        ? 'does not say which version of CycloneDX it is'
        : `is CycloneDX ${version}; versions 1.2 to 1.7 are read`;
    return { faults: [], refusal, decode: () => decodeCycloneDx(root, { family: 'cyclonedx', version: '', encoding }) };
  }
  const dialect: Dialect = { family: 'cyclonedx', version, encoding };
  const faults = checkCycloneDx(root, version, limits.issuesPerFile, createCycloneDxGrammar(), encoding);
  return { dialect, faults, decode: (node) => decodeCycloneDx(node, dialect) };
}

function spdx2(root: DataObject, encoding: 'json' | 'yaml' | 'tag-value', limits: Limits): Judged {
  const version = textOf(root['spdxVersion'])?.replace('SPDX-', '');
  if (version === undefined || !(spdx2Versions as readonly string[]).includes(version)) {
    const refusal =
      version === undefined
        ? 'does not say which version of SPDX it is'
        : `is SPDX-${version}; SPDX-2.2, SPDX-2.3 and 3.0.1 are read`;
    return { faults: [], refusal, decode: () => decodeSpdx2(root, { family: 'spdx', version: '', encoding }) };
  }
  const dialect: Dialect = { family: 'spdx', version, encoding };
  const faults = checkSpdx2(
    root,
    version as Spdx2Version,
    limits.issuesPerFile,
    createSpdx2Grammar(),
    encoding === 'tag-value' ? encoding : 'json',
  );
  return { dialect, faults, decode: (node) => decodeSpdx2(node, dialect) };
}

function finish(
  document: SourceDocument,
  judged: Judged,
  path: string,
  before: readonly Issue[],
  limits: Limits,
): Outcome<ReadBom | undefined> {
  if (judged.dialect === undefined)
    return incomplete(undefined, [
      ...before,
      { code: 'sbom/version', path, message: judged.refusal ?? 'is of no version that is read' },
    ]);
  const issues = [...before, ...judged.faults.slice(0, limits.issuesPerFile).map((fault) => toIssue(fault, document, path))];
  const value: ReadBom = { bom: judged.decode(document.value as DataObject), dialect: judged.dialect, document };
  return { value, complete: issues.length === 0, issues };
}

/** The message reads as a sentence after the file's name: "in components[3].hashes[0].alg: is …". */
function toIssue({ message, node, path: place }: Fault, document: SourceDocument, path: string): Issue {
  const line = document.lineOf(node);
  return {
    code: 'sbom/invalid',
    path,
    ...(line === undefined ? {} : { line }),
    message: place === '' ? message : `at ${place} ${message}`,
  };
}

function readXmlForm(text: string, path: string, limits: Limits): Outcome<ReadBom | undefined> {
  const other = describeOtherEncoding(text);
  if (other === 'SPDX RDF/XML' || other === 'SPDX XML')
    return refuse(path, 'sbom/format', `is ${other}, which is not read; SPDX is read in JSON, YAML and tag-value`);
  const parsed = parseXml(text, { path, limits });
  if (parsed.value === undefined) return incomplete(undefined, parsed.issues);
  const { document, faults } = decodeCycloneDxXml(parsed.value, createCycloneDxGrammar(), limits.issuesPerFile);
  const found = faults.map(({ line, message, path: place }): Issue => ({
    code: document === undefined ? 'sbom/format' : 'cyclonedx/xml',
    path,
    line,
    message: place === '' ? message : `at ${place} ${message}`,
  }));
  if (document === undefined) return incomplete(undefined, [...parsed.issues, ...found]);
  return finish(document, cycloneDx(document.value as DataObject, 'xml', limits), path, [...parsed.issues, ...found], limits);
}

function readTagForm(text: string, path: string, limits: Limits): Outcome<ReadBom | undefined> {
  const { document, faults } = readTagValue(text);
  const found = faults
    .slice(0, limits.issuesPerFile)
    .map(({ line, message }): Issue => ({ code: 'spdx/tag-value', path, line, message }));
  return finish(document, spdx2(document.value as DataObject, 'tag-value', limits), path, found, limits);
}

function readYamlForm(text: string, path: string, limits: Limits): Outcome<ReadBom | undefined> {
  const parsed = parseYaml(text, { path, limits });
  const [source, ...more] = parsed.value;
  if (source === undefined || !isObject(source.value))
    return parsed.issues.length > 0
      ? incomplete(undefined, parsed.issues)
      : refuse(path, 'sbom/format', 'is an empty YAML document');
  if (more.length > 0) return refuse(path, 'sbom/format', 'holds more than one YAML document');
  const lines = new Map<object, number>();
  const keep = (from: object, to: object): void => {
    const line = source.lineOf(from as DataObject);
    if (line !== undefined) lines.set(to, line);
  };
  const minor = Number((textOf(source.value['spdxVersion']) ?? '').slice(-1));
  const value = withKinds(source.value, { kind: 'type', name: 'document' }, createSpdx2Grammar(), minor, keep);
  const document: SourceDocument = { value, lineOf: (node) => lines.get(node) };
  return finish(document, spdx2(value as DataObject, 'yaml', limits), path, parsed.issues, limits);
}
