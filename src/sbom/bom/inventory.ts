import { defaultLimits, incomplete, type DataObject, type Limits, type Outcome, type SourceDocument } from '../../kernel/index.ts';
import type { Inventory } from '../../model/index.ts';
import { readCycloneDx } from '../cyclonedx/json/read.ts';
import { encodeSpdx2 } from '../spdx/bom/encode2.ts';
import { toSpdx2Ground } from '../spdx/bom/to-two.ts';
import { readSpdx } from '../spdx/json/read.ts';
import { groundOf } from './convert.ts';
import { LossLedger } from './loss.ts';
import { readBom, type ReadBom } from './read.ts';

/**
 * The inventory of an SBOM in any form that is known: what `readSbomText` does for JSON, for XML, YAML, tag-value and SPDX 3 too.
 * A document that breaks the rules of its format is read all the same, as far as it goes: its issues are those of the reader of
 * inventories, and what the parser could not make out.
 */
export function readBomInventory(input: string | Uint8Array, path: string, limits: Limits = defaultLimits): Outcome<Inventory> {
  const read = readBom(input, path, limits);
  if (read.value === undefined)
    return incomplete({ target: { kind: 'sbom', name: path }, components: [], graphs: [] }, read.issues);
  const syntax = read.issues.filter(({ code }) => code !== 'sbom/invalid');
  const { issues, value, complete } = toInventory(read.value, path, limits);
  return { value, complete: complete && syntax.length === 0, issues: [...syntax, ...issues] };
}

function toInventory({ bom, document }: ReadBom, path: string, limits: Limits): Outcome<Inventory> {
  switch (groundOf(bom.origin)) {
    case 'cyclonedx':
      return readCycloneDx(document, path, limits);
    case 'spdx-2':
      return readSpdx(document, path, limits);
    default: {
      const value: DataObject = encodeSpdx2(toSpdx2Ground(bom, new LossLedger()), '2.3');
      const converted: SourceDocument = { value, lineOf: () => undefined };
      return readSpdx(converted, path, limits);
    }
  }
}
