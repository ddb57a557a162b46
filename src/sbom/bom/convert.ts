import type { DataObject } from '../../kernel/index.ts';
import { componentLenses, metadataLenses, rootLenses } from '../cyclonedx/bom/lenses.ts';
import { fromSpdx } from '../cyclonedx/bom/from-spdx.ts';
import { fromCycloneDx, timestamp, type ConversionFacts } from '../spdx/bom/from-cyclonedx.ts';
import { GraphBuilder } from '../spdx/bom/graph.ts';
import { documentLenses, fileLenses, packageLenses, snippetLenses, creationLenses } from '../spdx/bom/lenses2.ts';
import { documentLenses3, elementLenses3, packageLenses3 } from '../spdx/bom/lenses3.ts';
import { createLicenceContext } from '../spdx/bom/licences.ts';
import { toSpdx2Ground } from '../spdx/bom/to-two.ts';
import { toSpdx3Ground } from '../spdx/bom/to-three.ts';
import type { LossLedger } from './loss.ts';
import type { Bom, BomComponent, Dialect } from './model.ts';
import { componentPaths } from './paths.ts';
import { noteUnsaid } from './unsaid.ts';

export type { ConversionFacts } from '../spdx/bom/from-cyclonedx.ts';

/** Formats whose residues are of one kind. */
export type Ground = 'cyclonedx' | 'spdx-2' | 'spdx-3';

export function groundOf({ family, version }: Dialect): Ground {
  if (family === 'cyclonedx') return 'cyclonedx';
  return version.startsWith('3') ? 'spdx-3' : 'spdx-2';
}

/**
 * The document on the ground of another format, ready for its codec. A member of one format that another has no place for is in the
 * ledger, as is what a typed field says and the other format cannot.
 */
export function convertBom(bom: Bom, target: Dialect, facts: ConversionFacts, ledger: LossLedger): Bom {
  const [from, to] = [groundOf(bom.origin), groundOf(target)];
  if (from === to) return { ...bom, origin: target };
  const converted = { ...crossed(bom, from, to, facts, ledger), origin: target };
  noteFields(bom, converted, to, ledger);
  return converted;
}

function crossed(bom: Bom, from: Ground, to: Ground, facts: ConversionFacts, ledger: LossLedger): Bom {
  if (from === 'cyclonedx') {
    const spdx = fromCycloneDx(bom, facts, ledger);
    return to === 'spdx-3' ? toSpdx3Ground(spdx, ledger) : spdx;
  }
  if (to === 'spdx-3') return toSpdx3Ground(withTime(bom, facts), ledger);
  const spdx = from === 'spdx-3' ? toSpdx2Ground(bom, ledger) : bom;
  return to === 'cyclonedx' ? fromSpdx(spdx, bom, facts, ledger) : withSpdx2Demands(spdx, facts);
}

/** SPDX 3 knows no time with fractions of a second. */
function withTime(bom: Bom, { now }: ConversionFacts): Bom {
  return { ...bom, facts: { ...bom.facts, created: timestamp(bom.facts.created, now) } };
}

function withSpdx2Demands(bom: Bom, { name, now }: ConversionFacts): Bom {
  const { facts } = bom;
  return {
    ...bom,
    facts: {
      ...facts,
      name: facts.name ?? name,
      created: timestamp(facts.created, now),
      licences: facts.licences ?? [{ form: 'id', text: 'CC0-1.0' }],
      ...(facts.authors === undefined && facts.tools === undefined
        ? { authors: [{ kind: 'organization' as const, name: 'NOASSERTION' }] }
        : {}),
    },
  };
}

/** Fields of the model that are places or that every format implies. */
const silentOfComponents: ReadonlySet<string> = new Set(['kind', 'place', 'parent', 'ref', 'extra', 'name', 'group']);
const formatNames: Readonly<Record<Ground, string>> = { cyclonedx: 'CycloneDX', 'spdx-2': 'SPDX 2', 'spdx-3': 'SPDX 3' };

function noteFields(before: Bom, after: Bom, to: Ground, ledger: LossLedger): void {
  const format = formatNames[to];
  const paths = componentPaths(before);
  const context = createLicenceContext();
  const graph = new GraphBuilder([], 'urn:x:', undefined);
  for (const [index, component] of before.components.entries()) {
    const note = { path: paths[index] as string, format, ledger };
    const silent = component.kind === 'package' ? silentOfComponents : silentOfFiles;
    if (to === 'cyclonedx') noteUnsaid(component, componentLenses, undefined, silentOfCycloneDx, note);
    else if (to === 'spdx-2') noteUnsaid(component, lensesOf2(component), context, silent, note);
    else noteUnsaid(component, component.kind === 'package' ? packageLenses3 : elementLenses3, graph, silentOf3(silent), note);
  }
  const note = { path: 'the document', format, ledger };
  if (to === 'cyclonedx')
    noteUnsaid<DataObject & object, undefined>(
      before.facts as never,
      [...rootLenses, ...metadataLenses] as never,
      undefined,
      silentFacts,
      note,
    );
  else if (to === 'spdx-2') noteUnsaid(before.facts, [...documentLenses, ...creationLenses], context, silentFacts, note);
  else noteUnsaid(before.facts, documentLenses3, graph, silentFacts, note);
  if (after.components.length === 0 && before.components.length > 0)
    ledger.add('components', 'all components', `${format} has no place for them`);
}

const silentFacts: ReadonlySet<string> = new Set(['extra', 'id', 'revision', 'tools', 'created', 'licences']);
const silentOfFiles: ReadonlySet<string> = new Set([...silentOfComponents, 'type']);
/** Licences that CycloneDX has no way to say (`NONE`, `NOASSERTION`), and those seen in files, which stand in its evidence. */
const silentOfCycloneDx: ReadonlySet<string> = new Set([...silentOfComponents, 'type']);

function silentOf3(silent: ReadonlySet<string>): ReadonlySet<string> {
  // The licences become relationships, and a file of its own takes the hashes of what it is distributed as.
  return new Set([...silent, 'licences', 'hashes']);
}

function lensesOf2({ kind }: BomComponent): typeof packageLenses {
  if (kind === 'package') return packageLenses;
  return kind === 'file' ? fileLenses : snippetLenses;
}
