import { isObject, textOf, type DataObject } from '../../../kernel/index.ts';
import type { Licences } from '../../../model/index.ts';
import { fieldWith, type Extras } from '../../extras.ts';
import type { LicenceForm } from '../../licence/classify.ts';
import type { ReadingLog } from '../../reading-log.ts';
import type { CdxAcknowledgement, CdxLicence } from './document.ts';
import { objectsOf } from '../../shape.ts';

const readMembers = new Set(['id', 'name', 'acknowledgement']);
const readExpressionMembers = new Set(['license', 'expression', 'acknowledgement']);

/**
 * `licenses` and `evidence.licenses`. A licence that nobody calls concluded is a declared one. CycloneDX does not say how several
 * licences of one list go together; they are read as all applying (`AND`), the stricter meaning.
 */
export function readLicences(component: DataObject, extras: Extras, log: ReadingLog): Licences {
  const declared: string[] = [];
  const concluded: string[] = [];
  for (const { text, acknowledgement } of readList(component, log))
    (acknowledgement === 'concluded' ? concluded : declared).push(text);
  const evidence = component.evidence;
  return {
    declared: fieldWith(joined(declared), extras, 'licence:declared'),
    concluded: fieldWith(joined(concluded), extras, 'licence:concluded'),
    observed: isObject(evidence) ? readList(evidence, log).map(({ text }) => text) : [],
  };
}

interface StatedLicence {
  readonly text: string;
  readonly acknowledgement: string | undefined;
}

function readList(node: DataObject, log: ReadingLog): readonly StatedLicence[] {
  const stated: StatedLicence[] = [];
  for (const choice of objectsOf(node, 'licenses', log)) {
    const { license } = choice;
    const text = isObject(license) ? (textOf(license.id) ?? textOf(license.name)) : textOf(choice.expression);
    if (text === undefined) {
      log.problem('sbom/shape', 'has a licence without an id, a name or an expression', choice);
      continue;
    }
    log.notReadBut(choice, readExpressionMembers, 'licenses.');
    if (isObject(license)) log.notReadBut(license, readMembers, 'license.');
    stated.push({ text, acknowledgement: textOf(isObject(license) ? license.acknowledgement : choice.acknowledgement) });
  }
  return stated;
}

const choice = / or /i;

function joined(texts: readonly string[]): string | undefined {
  const distinct = [...new Set(texts)];
  if (distinct.length <= 1) return distinct[0];
  return distinct.map((text) => (choice.test(text) && !text.startsWith('(') ? `(${text})` : text)).join(' AND ');
}

/** Undefined when nothing is known. 1.6 allows an expression only by itself: beside another it is written as a name. */
export function toLicences(
  { declared, concluded }: Licences,
  classify: (text: string) => LicenceForm,
): readonly CdxLicence[] | undefined {
  if (declared.state !== 'known')
    return concluded.state === 'known' ? [toLicence(classify(concluded.value), true, 'concluded')] : undefined;
  if (concluded.state !== 'known') return [toLicence(classify(declared.value), true, 'declared')];
  return [toLicence(classify(declared.value), false, 'declared'), toLicence(classify(concluded.value), false, 'concluded')];
}

export function toObservedLicences(
  observed: readonly string[],
  classify: (text: string) => LicenceForm,
): readonly CdxLicence[] | undefined {
  if (observed.length === 0) return undefined;
  return observed.map((text) => toLicence(classify(text), observed.length === 1, undefined));
}

function toLicence(form: LicenceForm, isAlone: boolean, acknowledgement: CdxAcknowledgement | undefined): CdxLicence {
  if (form.kind === 'name') return named(form.name, acknowledgement);
  if (form.kind === 'id' && !laterThanSchema.has(form.id)) {
    return { license: acknowledgement === undefined ? { id: form.id } : { id: form.id, acknowledgement } };
  }
  const expression = form.kind === 'id' ? form.id : form.text;
  if (!isAlone) return named(expression, acknowledgement);
  return acknowledgement === undefined ? { expression } : { expression, acknowledgement };
}

function named(name: string, acknowledgement: CdxAcknowledgement | undefined): CdxLicence {
  return { license: acknowledgement === undefined ? { name } : { name, acknowledgement } };
}

/**
 * Identifiers that came into the SPDX list after the one that CycloneDX 1.6 was published with: its schema refuses them
 * as `license.id`, not in an expression.
 */
const laterThanSchema: ReadonlySet<string> = new Set([
  'BSD-2-Clause-pos-unchanged',
  'BSD-3-Clause-OpenWebUI',
  'BSD-Source-Code-no-disclaimer',
  'BSD-Source-alt-GPL',
  'BSD-ask-to-endorse',
  'Brian-Gladman-3-Clause-no-conversion',
  'Bugroff',
  'CC-BY-NC-3.0-IGO',
  'FDK-MPEG-H',
  'Hippocratic-3.0-core',
  'Informatica',
  'MVT-1.1',
  'atc-game',
]);
