import type { VersionScheme } from '../ecosystem.ts';
import { compareNumberLists, parseNumberList, type NumberList } from './number-list.ts';
import { plainRequirement } from './plain-requirement.ts';

function parseRVersion(text: string): NumberList | undefined {
  return parseNumberList(text, '.-');
}

/**
 * Versions of R packages: numbers with `.` or `-` between them, which mean the same. Requirements are `(>= 1.0)`.
 * @see Writing R Extensions, "The DESCRIPTION file"
 */
export const rVersions: VersionScheme<NumberList> = {
  parse: parseRVersion,
  compare: compareNumberLists,
  satisfies: plainRequirement({
    relations: { '>=': '>=', '<=': '<=', '>': '>', '<': '<', '==': '=', '!=': '!=' },
    separators: ',',
    parse: parseRVersion,
    compare: compareNumberLists,
  }),
};
