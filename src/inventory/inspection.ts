import type { Ctx, Issue, Outcome } from '../kernel/index.ts';
import type { Inventory, TargetFacts } from '../model/index.ts';
import type { Cataloger } from './cataloger.ts';
import { foldOwned } from './fold.ts';
import { runCatalogers, type Work } from './run-catalogers.ts';
import type { TargetFiles } from './target-files.ts';
import { toInventory } from './to-inventory.ts';

export interface InspectOptions {
  readonly catalogers?: readonly Cataloger[];
  /** Leave out what `.gitignore` and `.assayignore` name. Default true; images and archives are always read whole. */
  readonly heedIgnoreFiles?: boolean;
  /** `os/architecture` of the image that is meant where there are several; the default is linux/amd64. */
  readonly platform?: string;
}

/** What is in a target, and what of it was left out on purpose. */
export interface Inspection {
  readonly inventory: Inventory;
  /** Wanted files and directories that ignore files left out, relative to the target. */
  readonly ignored: readonly string[];
  /** Files that were read, relative to the target. */
  readonly files: readonly string[];
  /** Components that are not in the inventory because they came with packages of the operating system, which are. */
  readonly folded: number;
}

/** A target whose files are known. */
export interface Stock {
  readonly work: readonly Work[];
  readonly files: TargetFiles;
  readonly ignored: readonly string[];
  /** What could not be read so far. */
  readonly issues: readonly Issue[];
  /** What is worth knowing, and takes nothing away. */
  readonly remarks?: readonly Issue[];
}

/** Runs the catalogers and joins what they say. */
export async function takeStock(target: TargetFacts, stock: Stock, ctx: Ctx): Promise<Outcome<Inspection>> {
  const run = await runCatalogers(stock.work, stock.files, ctx);
  const whole = toInventory(target, run.graphs, (file) => stock.files.layerOf(file));
  const { inventory, folded } = foldOwned(whole, run.ownedFiles, stock.files);
  const issues = [...stock.issues, ...run.issues];
  const files = [...new Set(stock.work.map(({ file }) => file))];
  return {
    value: { inventory, ignored: stock.ignored, files, folded },
    complete: issues.length === 0,
    issues: [...issues, ...(stock.remarks ?? [])],
  };
}
