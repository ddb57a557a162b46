import { parseLicenceExpression, type LicenceExpression } from './expression.ts';
import { officialLicenceId } from './list.ts';

/** What a licence text is to an SBOM: an id of the SPDX list, an expression of several terms, or just somebody's words. */
export type LicenceForm =
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'expression'; readonly text: string; readonly tree: LicenceExpression }
  | { readonly kind: 'name'; readonly name: string };

export function classifyLicence(text: string): LicenceForm {
  const id = officialLicenceId(text.trim());
  if (id !== undefined) return { kind: 'id', id };
  const parsed = parseLicenceExpression(text);
  return parsed.ok ? { kind: 'expression', text: parsed.text, tree: parsed.tree } : { kind: 'name', name: text };
}

/** `classifyLicence` that answers a repeated question from memory: most packages have one of few licences. */
export function createLicenceClassifier(): (text: string) => LicenceForm {
  const known = new Map<string, LicenceForm>();
  return (text) => {
    let form = known.get(text);
    if (form === undefined) {
      form = classifyLicence(text);
      known.set(text, form);
    }
    return form;
  };
}

/** The `LicenseRef-` (also `DocumentRef-…:LicenseRef-`) identifiers that an expression names, in the order of their first use. */
export function referencesOf(tree: LicenceExpression): readonly string[] {
  const found = new Set<string>();
  const pending: LicenceExpression[] = [tree];
  for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
    if ('operands' in part) pending.push(...part.operands.toReversed());
    else if (part.kind === 'reference') found.add(part.id);
  }
  return [...found];
}
