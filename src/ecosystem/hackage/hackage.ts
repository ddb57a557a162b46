import { defineEcosystem, plainNames, type Ecosystem } from '../ecosystem.ts';
import { compareNumberLists, parseNumberList } from '../versions/number-list.ts';
import { satisfiesCabalRange } from './range.ts';

/**
 * Numbers only; `1.0` is before `1.0.0`. The parts of the compiler, which OSV files under GHC, are versioned alike.
 * @see https://pvp.haskell.org
 */
export const hackage: Ecosystem = defineEcosystem(
  { id: 'hackage', osv: 'Hackage', otherOsvNames: ['GHC'], purlType: 'hackage', ...plainNames },
  { parse: (text) => parseNumberList(text, '.'), compare: compareNumberLists, satisfies: satisfiesCabalRange },
);
