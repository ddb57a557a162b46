import {
  complete,
  incomplete,
  isObject,
  IssueCollector,
  parseJson,
  textOf,
  type DataObject,
  type Limits,
  type Outcome,
  type SourceDocument,
} from '../../kernel/index.ts';
import { readCsafVex } from './formats/csaf-read.ts';
import { readCycloneDxVex } from './formats/cyclonedx-read.ts';
import { openVexContext, readOpenVex } from './formats/openvex-read.ts';
import type { VexRead, VexSource } from './formats/reading.ts';
import type { VexDocument, VexFormat, VexStatement } from './statement.ts';

/** What a VEX document says. */
export interface VexContent {
  readonly format: VexFormat;
  /** The version of the format that the document names: `2.0`, `1.6`; empty when it names none. */
  readonly formatVersion: string;
  readonly document: VexDocument | undefined;
  readonly statements: readonly VexStatement[];
  /** The document itself. */
  readonly root: DataObject;
  readonly source: SourceDocument;
}

interface Recognised {
  readonly format: VexFormat;
  readonly version: string;
  readonly known: boolean;
  readonly read: (source: VexSource) => VexRead;
}

/**
 * Reads a VEX document of any format that is known, recognised by its content. Undefined when it is none.
 * Whatever cannot be understood is an issue, and then closes nothing.
 */
export function readVexText(text: string, file: string, limits: Limits): Outcome<VexContent | undefined> {
  const parsed = parseJson(text, { path: file, limits });
  if (parsed.value === undefined) return incomplete(undefined, parsed.issues);
  const root = parsed.value.value;
  const recognised = isObject(root) ? recognise(root) : undefined;
  if (!isObject(root) || recognised === undefined) {
    const issue = { code: 'vex/format', path: file, line: 1, message: 'is neither OpenVEX nor CSAF nor CycloneDX JSON' };
    return incomplete(undefined, [...parsed.issues, issue]);
  }
  const issues = new IssueCollector(file);
  issues.addAll(parsed.issues);
  if (!recognised.known) {
    issues.add('vex/version', `is of version ${JSON.stringify(recognised.version)} of its format, which is not known`, 1);
  }
  const { document, statements } = recognised.read({ document: parsed.value, root, file, issues });
  if (statements.length === 0 && issues.issues.length === 0) issues.add('vex/empty', 'makes no statement', 1);
  const content: VexContent = {
    format: recognised.format,
    formatVersion: recognised.version,
    document,
    statements,
    root,
    source: parsed.value,
  };
  const kept = limitIssues(issues, file, limits.issuesPerFile);
  return kept.length === 0 ? complete(content) : incomplete(content, kept);
}

function recognise(root: DataObject): Recognised | undefined {
  const context = Array.isArray(root['@context']) ? textOf(root['@context'][0]) : textOf(root['@context']);
  if (context?.startsWith(openVexContext) === true) {
    const version = /\/v?([\d.]+)$/.exec(context)?.[1] ?? '';
    return { format: 'openvex', version, known: ['', '0.2.0', '0.0.1', '0.0.2'].includes(version), read: readOpenVex };
  }
  const csaf = isObject(root['document']) ? root['document']['csaf_version'] : undefined;
  if (csaf !== undefined) {
    const version = textOf(csaf) ?? '';
    return { format: 'csaf', version, known: version === '2.0' || version === '2.1', read: readCsafVex };
  }
  if (root['bomFormat'] === 'CycloneDX') {
    const version = textOf(root['specVersion']) ?? '';
    return { format: 'cyclonedx', version, known: /^1\.[4-7]$/.test(version), read: readCycloneDxVex };
  }
  return undefined;
}

function limitIssues({ issues }: IssueCollector, path: string, most: number): IssueCollector['issues'] {
  if (issues.length <= most) return issues;
  const message = `has ${issues.length - most + 1} more problems`;
  return [...issues.slice(0, most - 1), { code: 'vex/issues', path, message }];
}
