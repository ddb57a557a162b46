import { IssueCollector, type Hash, type Issue } from '../../../../kernel/index.ts';
import { collectHashes } from '../hashes.ts';
import { pinOf, parseRequirement, type Requirement } from '../requirement.ts';
import { distributionOf, fileNameOf, locate, type Location } from '../source.ts';
import { logicalLines } from './logical-lines.ts';
import { parseOptions, type Option } from './options.ts';

/** One package that a requirements file asks for. */
export interface Entry {
  readonly file: string;
  readonly line: number;
  readonly name: string;
  readonly requirement: Requirement;
  /** The version that the line itself settles. */
  readonly version?: string | undefined;
  readonly location?: Location | undefined;
  readonly hashes: readonly Hash[];
  readonly via: readonly string[];
}

/** `-r` or `-c` of another file. */
export interface Include {
  readonly path: string;
  readonly line: number;
  readonly asConstraints: boolean;
}

export interface RequirementsFile {
  readonly entries: readonly Entry[];
  readonly includes: readonly Include[];
  readonly issues: readonly Issue[];
}

/**
 * Reads one requirements file without what it includes.
 * @param directory to which local paths in it are relative: pip takes them from where it is run
 */
export function parseRequirementsFile(text: string, file: string, directory: string): RequirementsFile {
  const entries: Entry[] = [];
  const includes: Include[] = [];
  const issues = new IssueCollector(file);
  for (const { text: content, line, via } of logicalLines(text)) {
    const { wanted, options } = splitLine(content);
    const digests: string[] = [];
    let subject = wanted;
    for (const option of options) {
      if (option.kind === 'include' || option.kind === 'constrain') {
        includes.push({ path: option.value, line, asConstraints: option.kind === 'constrain' });
      } else if (option.kind === 'editable') subject = option.value;
      else if (option.kind === 'hash') digests.push(option.value);
      else if (option.kind === 'unknown') issues.add('pypi/option', `has the unknown option ${option.name}`, line);
    }
    if (subject === '') continue;
    const hashes = collectHashes(digests, issues, line);
    const read = readSubject(subject, directory);
    if ('problem' in read)
      issues.add('pypi/requirement', `has ${JSON.stringify(subject)}, which is not a requirement: ${read.problem}`, line);
    else
      entries.push({
        ...read,
        file,
        line,
        via,
        hashes: read.location?.hash === undefined ? hashes : [...hashes, read.location.hash],
      });
  }
  return { entries, includes, issues: issues.issues };
}

/** Options follow the requirement after white space, or stand alone. */
function splitLine(content: string): { readonly wanted: string; readonly options: readonly Option[] } {
  if (content.startsWith('-')) return { wanted: '', options: parseOptions(content) };
  const at = content.search(/\s-(?:-[a-z]|[A-Za-z])/);
  return at === -1
    ? { wanted: content, options: [] }
    : { wanted: content.slice(0, at).trim(), options: parseOptions(content.slice(at + 1)) };
}

type Subject = Pick<Entry, 'name' | 'requirement' | 'version' | 'location'>;

/** A requirement, or else the URL or path of a package. */
function readSubject(text: string, directory: string): Subject | { readonly problem: string } {
  const parsed = isFileName(text) ? undefined : parseRequirement(text);
  if (parsed !== undefined && 'requirement' in parsed) {
    const { requirement } = parsed;
    const location = requirement.url === undefined ? undefined : locate(requirement.url, directory);
    return { name: requirement.name, requirement, location, version: pinOf(requirement.specifier) ?? location?.version };
  }
  if (parsed !== undefined && !isPlace(text)) return parsed;
  const semicolon = text.search(/\s;/);
  const place = (semicolon === -1 ? text : text.slice(0, semicolon)).trim();
  const marker = semicolon === -1 ? '' : text.slice(semicolon + 2).trim();
  const extras = /\[([^\]]*)\]$/.exec(place)?.[1] ?? '';
  const url = extras === '' ? place : place.slice(0, place.lastIndexOf('['));
  const location = locate(url, directory);
  // Without `#egg=` only the last part of the place says what it may be.
  const name = location.name ?? (fileNameOf(url.split('#', 1)[0] ?? '').replace(/\.git(?:@.*)?$|@.*$/, '') || url);
  const requirement = {
    name,
    extras: extras.split(',').flatMap((extra) => (extra.trim() === '' ? [] : [extra.trim()])),
    specifier: '',
    url,
    ...(marker === '' ? {} : { marker }),
  };
  return { name, requirement, location, version: location.version };
}

/** A file name is also a valid package name, so it must be told apart first: `demo-1.0-py3-none-any.whl`. */
function isFileName(text: string): boolean {
  return distributionOf(fileNameOf(text.split(/[\s#;[]/, 1)[0] ?? '')) !== undefined && !text.includes(' @ ');
}

function isPlace(text: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]*:|[./\\])/i.test(text) || (text.split(/\s/, 1)[0] ?? '').includes('/');
}
