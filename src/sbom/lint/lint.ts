import { arrayOf, isObject, type DataObject } from '../../kernel/index.ts';
import type { Bom } from '../bom/model.ts';
import { describedBy } from '../cyclonedx/bom/from-spdx.ts';
import type { ReadBom } from '../bom/read.ts';
import { lintComponents } from './components.ts';
import type { AddFinding, LintFinding } from './finding.ts';
import { lintReferences } from './references.ts';
import { spell } from '../spell.ts';

export type { LintFinding } from './finding.ts';

/** What no schema finds in a document. Sorted by severity, then as found; of one code only so many are listed, the rest is counted. */
export function lintBom({ bom, document }: Pick<ReadBom, 'bom' | 'document'>, limitPerCode = 50): readonly LintFinding[] {
  const findings: LintFinding[] = [];
  const counts = new Map<string, number>();
  const add: AddFinding = (severity, code, path, message) => {
    const key = `${severity} ${code}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    if (count > limitPerCode) return;
    const line = lineOf(path, document.value as DataObject, (node) => document.lineOf(node));
    findings.push({ code, severity, path, ...(line === undefined ? {} : { line }), message });
  };
  lintReferences(bom, document.value, add);
  lintComponents(bom, add);
  lintDocument(bom, add);
  for (const [key, count] of counts) {
    const [severity, code] = key.split(' ') as [LintFinding['severity'], string];
    if (count > limitPerCode)
      findings.push({
        code,
        severity,
        path: '',
        message: `has ${count - limitPerCode} more findings of this kind, which are not listed`,
      });
  }
  return findings.toSorted((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'));
}

function lintDocument(bom: Bom, add: AddFinding): void {
  const { created } = bom.facts;
  if (created !== undefined && Number.isNaN(Date.parse(created)))
    add('error', 'lint/time', 'the time of creation', `is ${JSON.stringify(created)}, which is no time`);
  if (bom.components.length === 0) add('warning', 'lint/empty', 'the document', 'names no component');
  if (bom.origin.family === 'spdx' && bom.origin.version.startsWith('2') && describedBy(bom).length === 0)
    add('warning', 'lint/no-subject', 'the document', 'does not say what it describes (SPDX 2.3, 11.1)');
  if (bom.origin.family === 'cyclonedx' && !bom.components.some(({ place }) => place === 'subject'))
    add('warning', 'lint/no-subject', 'the document', 'does not say what it describes: it has no metadata.component');
  lintKnowledge(bom, add);
}

/** That nothing is needed, and that something is; that all is known, and that nobody knows. */
function lintKnowledge(bom: Bom, add: AddFinding): void {
  const none = new Set<string>();
  const some = new Set<string>();
  for (const { from, to, type } of bom.relationships) {
    if (type !== 'dependsOn') continue;
    if (to.length === 0 || to.includes('NONE')) none.add(from);
    if (to.some((ref) => ref !== 'NONE' && ref !== 'NOASSERTION')) some.add(from);
  }
  for (const ref of none)
    if (some.has(ref))
      add(
        'error',
        'lint/contradiction',
        'relationships',
        `say of ${JSON.stringify(ref)} both that it depends on nothing and on what`,
      );
  const stated = new Map<string, string>();
  for (const [index, composition] of arrayOf(bom.extra['compositions']).filter(isObject).entries()) {
    const aggregate = spell(composition['aggregate']);
    for (const ref of arrayOf(composition['dependencies'])) {
      const before = stated.get(spell(ref));
      if (before !== undefined && before !== aggregate)
        add(
          'error',
          'lint/contradiction',
          `compositions[${index}]`,
          `says that the dependencies of ${JSON.stringify(ref)} are ${aggregate}, where an earlier one says ${before}`,
        );
      stated.set(spell(ref), aggregate);
    }
  }
}

/** The line of the innermost object on the way to a place. */
function lineOf(path: string, root: DataObject, find: (node: DataObject) => number | undefined): number | undefined {
  let node: unknown = root;
  let line: number | undefined;
  for (const step of path.match(/[^.[\]]+/g) ?? []) {
    if (typeof node !== 'object' || node === null) break;
    const next: unknown = (node as Record<string, unknown>)[step];
    if (next === undefined) break;
    node = next;
    if (typeof node === 'object' && node !== null) line = find(node as DataObject) ?? line;
  }
  return line;
}
