/**
 * A version range specifier (`vers:npm/>=1.0.0|<2.0.0`), read but not yet compared with anything.
 * @see https://github.com/package-url/vers-spec
 */
export interface Vers {
  /** Lower case: that of a package URL, or `generic`, `all` …, which no ecosystem orders. */
  readonly type: string;
  /** Empty when every version is meant. */
  readonly constraints: readonly VersConstraint[];
}

export interface VersConstraint {
  readonly comparator: '=' | '!=' | '<' | '<=' | '>' | '>=';
  readonly version: string;
}

const LONGEST_RANGE = 10_000; // characters

/** Undefined for what is no range specifier. `vers:TYPE/*` has no constraints. */
export function parseVers(text: string): Vers | undefined {
  if (text.length > LONGEST_RANGE) return undefined;
  const match = /^vers:([a-z][a-z0-9.+-]*)\/(.+)$/i.exec(text.replaceAll(/\s/g, ''));
  if (match === null) return undefined;
  const [, type, written] = match as unknown as [string, string, string];
  if (written === '*') return { type: type.toLowerCase(), constraints: [] };
  const constraints: VersConstraint[] = [];
  for (const part of written.split('|')) {
    if (part === '') continue;
    const constraint = parseConstraint(part);
    if (constraint === undefined) return undefined;
    constraints.push(constraint);
  }
  const versions = constraints.map(({ version }) => version);
  // "Versions are unique": the same one twice says two things of it.
  if (constraints.length === 0 || new Set(versions).size < versions.length) return undefined;
  return { type: type.toLowerCase(), constraints };
}

function parseConstraint(part: string): VersConstraint | undefined {
  const comparator = /^(?:!=|<=|>=|[<>=])/.exec(part)?.[0] ?? '';
  const version = decode(part.slice(comparator.length));
  if (version === undefined || version === '' || version === '*' || /^[<>=!]/.test(version)) return undefined;
  return { comparator: comparator === '' ? '=' : (comparator as VersConstraint['comparator']), version };
}

function decode(text: string): string | undefined {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/**
 * Whether a version is in a range; undefined when it could not be decided: a version that the order does not know.
 * @param compare the order of the range's type
 */
export function versContains(
  { constraints }: Vers,
  version: string,
  compare: (a: string, b: string) => number | undefined,
): boolean | undefined {
  if (constraints.length === 0) return true;
  const placed: { readonly constraint: VersConstraint; readonly order: number }[] = [];
  for (const constraint of constraints) {
    const order = compare(version, constraint.version);
    if (order === undefined) return undefined;
    placed.push({ constraint, order });
  }
  for (const { constraint, order } of placed) {
    if (order === 0) return constraint.comparator === '=' || constraint.comparator === '<=' || constraint.comparator === '>=';
  }
  const bounds = placed.filter(({ constraint }) => constraint.comparator !== '=' && constraint.comparator !== '!=');
  if (bounds.length === 0) return constraints.every(({ comparator }) => comparator === '!=');
  return isBetween(bounds, compare);
}

/** Between sorted bounds: the nearest below must open upwards or the nearest above downwards, and neither may close. */
function isBetween(
  bounds: readonly { readonly constraint: VersConstraint; readonly order: number }[],
  compare: (a: string, b: string) => number | undefined,
): boolean | undefined {
  let below: VersConstraint | undefined;
  let above: VersConstraint | undefined;
  for (const { constraint, order } of bounds) {
    const nearest = order > 0 ? below : above;
    const between = nearest === undefined ? 1 : compare(constraint.version, nearest.version);
    if (between === undefined) return undefined;
    const isNearer = nearest === undefined || (order > 0 ? between > 0 : between < 0);
    if (!isNearer) continue;
    if (order > 0) below = constraint;
    else above = constraint;
  }
  const isOpenBelow = below === undefined || below.comparator.startsWith('>');
  const isOpenAbove = above === undefined || above.comparator.startsWith('<');
  return isOpenBelow && isOpenAbove;
}
