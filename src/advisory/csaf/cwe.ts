import { once } from '../../kernel/index.ts';
import { cweNames } from './data/cwe-names.ts';

const byNumber = once(
  () =>
    new Map(
      cweNames
        .trim()
        .split('\n')
        .map((line) => {
          const blank = line.indexOf(' ');
          return [Number(line.slice(0, blank)), line.slice(blank + 1)] as const;
        }),
    ),
);

/** The name of a weakness, category or view; undefined when there is no such entry. */
export function cweName(number: number): string | undefined {
  return byNumber().get(number);
}

/** The highest number of a weakness in the list; views go up to 2000. Later numbers may exist by now. */
export const highestCwe = 1426;
