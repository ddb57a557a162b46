import { posix } from 'node:path';
import type { Ctx, Outcome } from '../../../kernel/index.ts';
import type { PackageGraph } from '../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { PackageReader } from '../../package-reader.ts';
import { findVersion, holdsLiteral } from './classifier/search.ts';
import { readReleaseFile } from './classifier/release-file.ts';
import { classifiers, type Classifier } from './classifier/table.ts';
import { addFaults, catalogEachExecutable, type OpenedExecutable } from './each-executable.ts';
import { constantsOf, sectionOf, type Executable } from './executable/index.ts';

const USUAL_CONFIDENCE = 0.9;

/**
 * Well-known software by what it says of itself: programs and libraries by the names of their files and a text with their version, and
 * libraries that are linked into other programs by a text that only they have.
 */
export function catalogKnownSoftware(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  return catalogEachExecutable(files, ctx, (opened) => Promise.resolve(readKnownSoftware(opened)));
}

function readKnownSoftware(opened: OpenedExecutable): readonly PackageGraph[] | undefined {
  const { file, bytes, parts, faults, issues, ctx } = opened;
  const reader = new PackageReader(file, ctx, 'generic', issues);
  if (parts.length === 0) return posix.basename(file.path) === 'release' ? readReleaseFile(bytes, reader) : undefined;
  if (parts.some(isPacked)) issues.add('binary/packed', 'is packed by UPX, so that what is in it cannot be seen');
  const name = posix
    .basename(file.path)
    .toLowerCase()
    .replace(/\.exe$/, '');
  const constants = parts.flatMap(constantsOf);
  const named: number[] = [];
  const linked: number[] = [];
  for (const classifier of classifiers) {
    const captured = classifier.files === undefined ? [] : classifier.files.exec(name);
    if (captured === null) continue;
    const index = classify(classifier, captured, classifier.files === undefined ? constants : [bytes], reader);
    if (index !== undefined) (classifier.files === undefined ? linked : named).push(index);
  }
  // What is linked into a program of a known name is part of it.
  for (const to of linked) reader.connect(named[0], to);
  const graph = reader.build('partial');
  if (graph.packages.length === 0) return undefined;
  // Whatever was found, more may lie in what cannot be read.
  addFaults(faults, issues);
  return [graph];
}

function classify(
  classifier: Classifier,
  captured: readonly string[],
  stretches: readonly Buffer[],
  reader: PackageReader,
): number | undefined {
  if (classifier.with !== undefined && !holdsLiteral(stretches, classifier.with)) return undefined;
  const version = findVersion(stretches, classifier, captured);
  if (version === undefined) return undefined;
  const { name, confidence = USUAL_CONFIDENCE } = classifier;
  return reader.add(name, { kind: 'package', name, version, confidence });
}

const HEADER_BYTES = 4096;

/** UPX leaves its mark in the headers; an ELF file has no sections then. */
function isPacked(executable: Executable): boolean {
  if (executable.format === 'pe') return sectionOf(executable, 'UPX0', 'UPX1') !== undefined;
  return (
    executable.format === 'elf' && executable.sections.length === 0 && executable.bytes.subarray(0, HEADER_BYTES).includes('UPX!')
  );
}
