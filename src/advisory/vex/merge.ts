import { closeAliases } from '../match/aliases.ts';
import { parsePurl, toPurl } from '../../model/purl/index.ts';
import { compareStatements } from './precedence.ts';
import { closes, nameOfProduct, type ProductIdentity, type StatedProduct, type VexStatement } from './statement.ts';
import { withoutSuperseded } from './supersede.ts';

/** Two statements about the same product and vulnerability that do not say the same. */
export interface VexConflict {
  readonly vulnerability: string;
  /** For people. */
  readonly product: string;
  /** The one that counts: the newer one, or on a tie the one that warns more. */
  readonly counts: VexStatement;
  readonly overruled: VexStatement;
}

export interface MergedVex {
  /** One for each vulnerability and product, in an order of their own. */
  readonly statements: readonly VexStatement[];
  readonly conflicts: readonly VexConflict[];
  /** Statements of documents of which a later version is among those given. */
  readonly superseded: readonly VexStatement[];
}

/**
 * One statement for each vulnerability and product out of any number of documents, in any order. Aliases are closed first; of
 * contradicting statements about the same product the newest counts, and on a tie the one that warns most.
 */
export function mergeVex(given: readonly VexStatement[]): MergedVex {
  const { current, superseded } = withoutSuperseded(given);
  const groups = closeAliases(current.map((statement) => ({ id: statement.vulnerability, aliases: statement.aliases, statement })));
  const statements: VexStatement[] = [];
  const conflicts: VexConflict[] = [];
  for (const { id, ids, records } of groups) {
    const single = records.flatMap(({ statement }) => statement.products.map((product) => ({ ...statement, products: [product] })));
    const byProduct = Map.groupBy(single, ({ products }) => keyOfProduct(products[0] as StatedProduct));
    for (const [, about] of [...byProduct].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      const [counts, ...others] = about.toSorted(compareStatements);
      if (counts === undefined) continue;
      const aliases = ids.filter((name) => name !== id).toSorted();
      statements.push({ ...counts, vulnerability: id, aliases });
      for (const overruled of others) {
        if (overruled.status === counts.status && (!closes(counts.status) || overruled.justification === counts.justification))
          continue;
        conflicts.push({ vulnerability: id, product: nameOfProduct(counts.products[0] as StatedProduct), counts, overruled });
      }
    }
  }
  return { statements, conflicts, superseded };
}

function keyOfProduct(product: StatedProduct): string {
  return JSON.stringify([keyOfIdentity(product), product.subcomponents.map(keyOfIdentity).toSorted()]);
}

function keyOfIdentity({ purls, cpes, hashes, ref, name, version, versions }: ProductIdentity): string {
  const canonical = purls.map((text) => {
    const parsed = parsePurl(text, { foldKeys: true });
    return parsed.ok ? toPurl(parsed.purl) : text;
  });
  const identified = canonical.length + cpes.length + hashes.length > 0;
  const rest = identified ? [] : [ref, name, version];
  return JSON.stringify([
    canonical.toSorted(),
    cpes.toSorted(),
    hashes.map(({ value }) => value).toSorted(),
    (versions ?? []).toSorted(),
    rest,
  ]);
}
