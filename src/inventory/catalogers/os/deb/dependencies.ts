import { ecosystemById } from '../../../../ecosystem/index.ts';
import { Offers, type Answer } from '../offers.ts';
import type { SystemGraph } from '../system-graph.ts';
import type { InstalledDeb } from './record.ts';
import { parseRelations, type Alternative } from './relations.ts';

/**
 * Connects every package with what answers its dependencies among what is installed. Whatever is not there has no edge: images that are
 * put together without dpkg leave out on purpose what they do not need. False when not all edges could be drawn.
 */
export function connectDependencies(installed: readonly InstalledDeb[], system: SystemGraph): boolean {
  const offers = offersOf(installed, system);
  for (const { index, architecture, relations, file } of installed) {
    for (const { scope, field } of relations) {
      const groups = parseRelations(field.value, (text) => relationProblem(system, text, field.line, file));
      for (const group of groups) {
        const answer = answerOf(group, architecture, offers);
        if (answer !== undefined) {
          system.connect(index, answer.offers, { scope, requirement: answer.requirement, line: field.line, file });
        }
      }
    }
  }
  return !offers.isCut;
}

/** Policy 7.5: what is provided without a version answers only who asks for none. */
function offersOf(installed: readonly InstalledDeb[], system: SystemGraph): Offers {
  const { satisfies } = ecosystemById('deb');
  const offers = new Offers({ satisfies, unversionedMeetsAll: false });
  for (const { index, name, version, architecture, provides, file } of installed) {
    offers.add(name, { index, version, architecture, isItself: true });
    if (provides === undefined) continue;
    for (const [provided] of parseRelations(provides.value, (text) => relationProblem(system, text, provides.line, file))) {
      if (provided === undefined || provided.name === name) continue;
      const offered = provided.requirement?.replace(/^= /, '');
      offers.add(provided.name, { index, version: offered, architecture, isItself: false });
    }
  }
  return offers;
}

/** The first alternative that is met, as dpkg has it; where none is, the first of which something is there. */
function answerOf(
  group: readonly Alternative[],
  own: string | undefined,
  offers: Offers,
): (Answer & { readonly requirement: string | undefined }) | undefined {
  let second: (Answer & { readonly requirement: string | undefined }) | undefined;
  for (const { name, requirement, architecture } of group) {
    const isNamed = architecture !== undefined && architecture !== 'any' && architecture !== 'native';
    const answer = offers.find({ name, requirement, architecture: isNamed ? architecture : own });
    if (answer.isMet) return { ...answer, requirement };
    if (answer.offers.length > 0) second ??= { ...answer, requirement };
  }
  return second;
}

function relationProblem(system: SystemGraph, text: string, line: number, file: string | undefined): void {
  system.issues.add('deb/relation', `has ${JSON.stringify(text.slice(0, 100))} for a dependency`, line, file);
}
