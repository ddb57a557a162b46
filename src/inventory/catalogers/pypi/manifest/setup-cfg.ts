import { incomplete, IssueCollector, type Outcome } from '../../../../kernel/index.ts';
import type { SourceFile } from '../../../cataloger.ts';
import { parseRequirement } from '../requirement.ts';
import { toDeclared, type Declared, type Manifest } from './manifest.ts';

interface Value {
  readonly lines: { readonly text: string; readonly line: number }[];
}

/**
 * setup.cfg of setuptools: `[metadata]`, `install_requires` and `[options.extras_require]`.
 * Undefined when it describes no project: it may hold the settings of tools only.
 * @see https://setuptools.pypa.io/en/latest/userguide/declarative_config.html
 */
export async function readSetupCfg(file: SourceFile): Promise<Outcome<Manifest | undefined>> {
  const text = await file.text();
  if (text.value === undefined) return incomplete(undefined, text.issues);
  const sections = parseSections(text.value);
  const metadata = sections.get('metadata');
  const options = sections.get('options');
  const extras = sections.get('options.extras_require');
  if (metadata === undefined && options === undefined && extras === undefined)
    return { value: undefined, complete: true, issues: [] };

  const issues = new IssueCollector(file.path);
  const declared: Declared[] = [];
  const requirementsFiles: string[] = [];
  const read = (value: Value | undefined, group?: string): void => {
    for (const { text: written, line } of value?.lines ?? []) {
      const files = /^file:(.*)$/.exec(written)?.[1];
      if (files !== undefined) {
        requirementsFiles.push(...files.split(',').map((path) => path.trim()));
        continue;
      }
      for (const one of value?.lines.length === 1 ? splitDangling(written) : [written]) {
        const parsed = parseRequirement(one);
        const place = { scope: group === undefined ? 'runtime' : 'optional', group, file: file.path, line } as const;
        if ('problem' in parsed) {
          issues.add('pypi/requirement', `has ${JSON.stringify(one)}, which is not a requirement: ${parsed.problem}`, line);
        } else {
          declared.push(toDeclared(parsed.requirement, place));
        }
      }
    }
  };
  read(options?.get('install_requires'));
  for (const [extra, value] of extras ?? []) read(value, extra);
  const one = (key: string): string | undefined => {
    const value = metadata?.get(key)?.lines[0]?.text;
    // `attr:` and `file:` name the place of the value, not the value.
    return value === undefined || /^(?:attr|file):/.test(value) ? undefined : value;
  };
  return issues.outcome({
    file: file.path,
    name: one('name'),
    version: one('version'),
    licence: one('license') ?? one('licence'),
    declared,
    requirementsFiles,
  });
}

/** "Dangling list or semicolon-separated values": on one line `;` divides requirements, unless a marker follows it. */
function splitDangling(text: string): readonly string[] {
  const parts: string[] = [];
  for (const part of text.split(';')) {
    const isMarker = /(?:[<>=!~]=|[<>]|\b(?:not\s+)?in\b)/.test(part) && /["']/.test(part);
    const last = parts.length - 1;
    if (isMarker && last >= 0) parts[last] = `${parts[last] ?? ''};${part}`;
    else if (part.trim() !== '') parts.push(part.trim());
  }
  return parts;
}

/** The dialect of Python's configparser: `key = value` or `key: value`, continued on indented lines; `#` and `;` begin comment lines. */
function parseSections(text: string): ReadonlyMap<string, ReadonlyMap<string, Value>> {
  const sections = new Map<string, Map<string, Value>>();
  let section: Map<string, Value> | undefined;
  let value: Value | undefined;
  for (const [index, row] of text.split('\n').entries()) {
    const line = index + 1;
    const content = row.trim();
    if (content === '' || content.startsWith('#') || content.startsWith(';')) continue;
    if (/^\s/.test(row) && value !== undefined) {
      value.lines.push({ text: withoutComment(content), line });
      continue;
    }
    const name = /^\[(.+)\]$/.exec(content)?.[1];
    if (name !== undefined) {
      section = sections.get(name.trim()) ?? new Map();
      sections.set(name.trim(), section);
      value = undefined;
      continue;
    }
    const separator = content.search(/[=:]/);
    if (separator === -1 || section === undefined) continue;
    const first = withoutComment(content.slice(separator + 1).trim());
    value = { lines: first === '' ? [] : [{ text: first, line }] };
    section.set(content.slice(0, separator).trim().toLowerCase().replaceAll('-', '_'), value);
  }
  return sections;
}

/** Inline comments are no part of the format, but setuptools' own requirement reader drops ` #…`. */
function withoutComment(text: string): string {
  const at = text.search(/(?:^|\s)#/);
  return at === -1 ? text : text.slice(0, at).trim();
}
