import type { DataValue } from '../../kernel/index.ts';
import { isSame } from '../grammar/same.ts';
import type { Lens } from './lens.ts';
import type { LossLedger } from './loss.ts';

/**
 * Typed fields that a format cannot say: those that no lens has, and those that read otherwise after they are written.
 * @param silent fields that the codec says in another way, or that every format implies
 */
export function noteUnsaid<T extends object, C>(
  value: T,
  lenses: readonly Lens<T, C>[],
  context: C,
  silent: ReadonlySet<string>,
  note: { readonly path: string; readonly format: string; readonly ledger: LossLedger },
): void {
  const said = new Set<string>();
  for (const lens of lenses) {
    const fields = lens.fields.filter((field) => value[field] !== undefined);
    for (const field of lens.fields) said.add(String(field));
    if (fields.length === 0 || lens.isIndirect === true) continue;
    const read = lens.read(lens.write(value, context), context);
    for (const field of fields) {
      const [before, after] = [value[field] as DataValue | undefined, read[field] as DataValue | undefined];
      if (isSame(before, after)) continue;
      const how =
        after === undefined ? `${note.format} has no place for it` : `${note.format} says it only in part, or in another way`;
      if (!silent.has(String(field))) note.ledger.add(`${note.path}.${String(field)}`, String(field), how);
    }
  }
  for (const field of Object.keys(value)) {
    if (said.has(field) || silent.has(field) || value[field as keyof T] === undefined) continue;
    note.ledger.add(`${note.path}.${field}`, field, `${note.format} has no place for it`);
  }
}

/** Everything in a residue, member by member: another format does not know it. */
export function noteResidue(
  extra: Readonly<Record<string, DataValue | undefined>>,
  known: ReadonlySet<string>,
  note: { readonly path: string; readonly format: string; readonly ledger: LossLedger },
): void {
  for (const name of Object.keys(extra)) {
    // That nobody asserts anything is what every other format says by saying nothing.
    if (known.has(name) || name.startsWith('#') || extra[name] === undefined || extra[name] === 'NOASSERTION') continue;
    note.ledger.add(note.path === '' ? name : `${note.path}.${name}`, name, `${note.format} has no place for it`);
  }
}
