import { arrayOf, sha256, type DataValue } from '../../../kernel/index.ts';
import type { LicenceStatement } from '../../bom/model.ts';
import { createLicenceClassifier, referencesOf, type LicenceForm } from '../../licence/classify.ts';
import { slug } from '../json/identifiers.ts';

export const noAssertion = 'NOASSERTION';
export const none = 'NONE';

export type Role = NonNullable<LicenceStatement['role']>;

/** What is the same for all licences of a document. */
export interface LicenceContext {
  readonly classify: (text: string) => LicenceForm;
  /** Texts for which a `LicenseRef-` had to be made, by it. */
  readonly made: Map<string, string>;
}

export function createLicenceContext(): LicenceContext {
  return { classify: createLicenceClassifier(), made: new Map() };
}

/** What SPDX writes for a licence as a statement. */
export function readLicence(text: DataValue | undefined, role: Role, { classify }: LicenceContext): readonly LicenceStatement[] {
  if (typeof text !== 'string') return [];
  if (text === none) return [{ form: 'none', text: '', role }];
  if (text === noAssertion) return [{ form: 'noassertion', text: '', role }];
  const { kind } = classify(text);
  return [{ form: kind === 'id' ? 'id' : kind === 'expression' ? 'expression' : 'name', text, role }];
}

export function readLicenceTexts(list: DataValue | undefined, context: LicenceContext): readonly LicenceStatement[] {
  return arrayOf(list).flatMap((text) => readLicence(text, 'observed', context));
}

/** All statements of one role as one expression; undefined when there is none. */
export function writeLicence(
  statements: readonly LicenceStatement[] | undefined,
  role: Role,
  context: LicenceContext,
): string | undefined {
  const own = statements?.filter((one) => (one.role ?? 'declared') === role) ?? [];
  const [first] = own;
  if (first === undefined) return undefined;
  if (own.length === 1) return writeOne(first, context);
  const parts = own.filter(({ form }) => form !== 'none' && form !== 'noassertion').map((one) => writeOne(one, context));
  if (parts.length === 0) return writeOne(first, context);
  const distinct = [...new Set(parts)];
  if (distinct.length === 1) return distinct[0];
  return distinct.map((part) => (/ (?:AND|OR) /i.test(part) ? `(${part})` : part)).join(' AND ');
}

export function writeOne({ form, text }: LicenceStatement, { classify, made }: LicenceContext): string {
  if (form === 'none') return none;
  if (form === 'noassertion') return noAssertion;
  const known = classify(text);
  // `AdditionRef-` came with SPDX 3, and an expression that names one is no expression of SPDX 2.
  if (known.kind === 'id') return text;
  if (known.kind === 'expression' && !text.includes('AdditionRef-')) {
    for (const id of referencesOf(known.tree)) if (!id.startsWith('DocumentRef-') && !made.has(id)) made.set(id, noAssertion);
    return text;
  }
  const id = `LicenseRef-${slug(text.slice(0, 60))}-${sha256(text).slice(0, 12)}`;
  made.set(id, text);
  return id;
}
