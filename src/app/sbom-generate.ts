import { basename, resolve } from 'node:path';
import { inspectPath, type Inspection } from '../inventory/index.ts';
import { AppError, type Ctx, type Issue, type Outcome } from '../kernel/index.ts';
import type { TargetFacts } from '../model/index.ts';
import type { Agent, Bom, Dialect, Loss } from '../sbom/bom/index.ts';
import type { DocumentFacts } from '../sbom/index.ts';
import { assayVersion } from './version.ts';

export interface SbomGenerateOptions {
  /** Absolute. */
  readonly target: string;
  /** As the user wrote it. */
  readonly name: string;
  readonly format: Dialect;
  readonly authors?: readonly Agent[];
  readonly supplier?: Agent;
  /** CycloneDX phase; by default what follows from the target: files of sources are looked at before a build, images after it. */
  readonly lifecycle?: DocumentFacts['lifecycle'];
  readonly heedIgnoreFiles?: boolean;
}

export interface GeneratedSbom {
  readonly text: string;
  readonly components: number;
  /** What the inventory holds and the format cannot say. */
  readonly losses: readonly Loss[];
  readonly issues: readonly Issue[];
}

/** Writes down what is in a target. Incomplete when something of it could not be read. Throws `AppError` `usage/target` when there is nothing to read. */
export async function generateSbom(options: SbomGenerateOptions, ctx: Ctx): Promise<Outcome<GeneratedSbom>> {
  const inspected = await inspectPath(
    options.target,
    ctx,
    options.heedIgnoreFiles === undefined ? {} : { heedIgnoreFiles: options.heedIgnoreFiles },
  );
  if (inspected === undefined) {
    throw new AppError('usage/target', `${options.name} is nothing that Assay can take stock of`, {
      hint: 'An SBOM is converted with assay sbom convert; docs/reference/inventory.md lists what is read.',
    });
  }
  const { writeBom } = await import('../sbom/bom/index.ts');
  const facts = factsOf(options, inspected, ctx);
  const bom = await toBom(inspected.value, facts, options);
  const conversion = { toolVersion: facts.toolVersion, now: facts.created, name: facts.targetName ?? 'target' };
  const { losses, text } = writeBom(bom, options.format, conversion);
  const value = { text, components: inspected.value.inventory.components.length, losses, issues: inspected.issues };
  return { value, complete: inspected.complete, issues: inspected.issues };
}

function factsOf({ lifecycle, target }: SbomGenerateOptions, { complete, value }: Outcome<Inspection>, ctx: Ctx): DocumentFacts {
  return {
    toolVersion: assayVersion(),
    created: ctx.now(),
    targetName: basename(resolve(target)),
    complete,
    lifecycle: lifecycle ?? phaseOf(value.inventory.target.kind),
  };
}

function phaseOf(kind: TargetFacts['kind']): NonNullable<DocumentFacts['lifecycle']> {
  return kind === 'image' || kind === 'archive' ? 'post-build' : 'pre-build';
}

/** The inventory in the format that says most of it, with what was added by the user and what is not known stated. */
async function toBom({ inventory }: Inspection, facts: DocumentFacts, options: SbomGenerateOptions): Promise<Bom> {
  const { decodeCycloneDx, decodeSpdx2, enrichBom } = await import('../sbom/bom/index.ts');
  const { toCycloneDx, toSpdx } = await import('../sbom/index.ts');
  const { authors, format, supplier } = options;
  const enrichment = {
    ...(authors === undefined ? {} : { authors }),
    ...(supplier === undefined ? {} : { supplier }),
    ...(facts.lifecycle === undefined ? {} : { lifecycle: facts.lifecycle }),
    repeatsUnknown: format.version.startsWith('3.'),
  };
  const bom =
    format.family === 'cyclonedx'
      ? decodeCycloneDx(toCycloneDx(inventory, [], facts) as never, { family: 'cyclonedx', version: '1.6', encoding: 'json' })
      : decodeSpdx2(toSpdx(inventory, [], facts) as never, { family: 'spdx', version: '2.3', encoding: 'json' });
  return enrichBom(bom, enrichment);
}
