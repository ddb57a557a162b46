import type { Inventory } from '../model/index.ts';
import {
  defaultLimits,
  incomplete,
  parseJson,
  type Issue,
  type Limits,
  type Outcome,
  type SourceDocument,
} from '../kernel/index.ts';
import { readCycloneDx } from './cyclonedx/json/read.ts';
import { describeOtherEncoding, detectSbom, isSpdx3 } from './detect.ts';
import { readSpdx } from './spdx/json/read.ts';

const whatIsRead = 'CycloneDX 1.2 to 1.7 and SPDX 2.2 and 2.3 are read, in JSON';

/**
 * Reads an SBOM in whichever format it is. Never throws: what cannot be read is an issue, and the inventory is then empty.
 * @param path of the document, relative to the target
 */
export function readSbom(
  document: SourceDocument,
  path: string,
  limits: Pick<Limits, 'issuesPerFile' | 'packagesPerFile'> = defaultLimits,
): Outcome<Inventory> {
  if (isSpdx3(document.value))
    return refuse(path, { code: 'sbom/format', path, message: `is SPDX 3 (JSON-LD), which is not read yet; ${whatIsRead}` });
  const format = detectSbom(document.value);
  if (format === 'cyclonedx') return readCycloneDx(document, path, limits);
  if (format === 'spdx') return readSpdx(document, path, limits);
  return refuse(path, { code: 'sbom/format', path, message: `is no SBOM: nothing in it says CycloneDX or SPDX; ${whatIsRead}` });
}

/** {@link readSbom} of a text, which may be in an encoding that is recognised and not read. */
export function readSbomText(text: string, path: string, limits: Limits = defaultLimits): Outcome<Inventory> {
  const other = describeOtherEncoding(text);
  if (other !== undefined)
    return refuse(path, { code: 'sbom/format', path, message: `is ${other}, which is not read yet; ${whatIsRead}` });
  const parsed = parseJson(text, { path, limits });
  if (parsed.value === undefined) return incomplete(emptyInventory(path), parsed.issues);
  const read = readSbom(parsed.value, path, limits);
  return { value: read.value, complete: parsed.complete && read.complete, issues: [...parsed.issues, ...read.issues] };
}

function refuse(path: string, issue: Issue): Outcome<Inventory> {
  return incomplete(emptyInventory(path), [issue]);
}

function emptyInventory(path: string): Inventory {
  return { target: { kind: 'sbom', name: path }, components: [], graphs: [] };
}
