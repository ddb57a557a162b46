/** One package that may answer a dependency. */
export interface Alternative {
  readonly name: string;
  /** `>= 2.34`, as it was written. */
  readonly requirement?: string;
  /** `any` or the name of one, after a colon. */
  readonly architecture?: string;
}

const alternative =
  /^([A-Za-z0-9][A-Za-z0-9+.~_-]*)(?: ?:([A-Za-z0-9-]+))? ?(?:\( ?(<<|<=|=|>=|>>|<|>) ?([A-Za-z0-9][^ )]*) ?\))? ?(?:\[[^\]]*\] ?)?(?:<[^>]*> ?)*$/;
const LONGEST = 1000; // characters
const LONGEST_FIELD = 1_000_000; // characters

/**
 * Reads a field of relations: groups between commas, of which every one must be answered, by one of the alternatives between bars. What cannot be
 * read, and a field that is not read to its end, is a problem.
 * @see https://www.debian.org/doc/debian-policy/ch-relationships.html#syntax-of-relationship-fields
 */
export function* parseRelations(text: string, problem: (text: string) => void): Generator<readonly Alternative[]> {
  const isLong = text.length > LONGEST_FIELD;
  if (isLong) problem(text);
  for (const group of groupsOf(isLong ? text.slice(0, LONGEST_FIELD) : text)) {
    const alternatives: Alternative[] = [];
    for (const part of group.split('|')) {
      const written = part.trim();
      if (written === '') continue;
      const match = written.length > LONGEST ? null : alternative.exec(written.replaceAll(/\s+/g, ' '));
      const [, name, architecture, relation, version] = match ?? [];
      if (name === undefined) {
        problem(written);
        continue;
      }
      alternatives.push({
        name,
        ...(relation === undefined ? {} : { requirement: `${relation} ${version}` }),
        ...(architecture === undefined ? {} : { architecture }),
      });
    }
    if (alternatives.length > 0) yield alternatives;
  }
}

/** One by one: a field may be as long as the file. */
function* groupsOf(text: string): Generator<string> {
  for (let at = 0; at < text.length;) {
    const comma = text.indexOf(',', at);
    const end = comma === -1 ? text.length : comma;
    yield text.slice(at, end);
    at = end + 1;
  }
}
