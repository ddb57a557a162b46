import { isObject, type DataArray, type DataObject, type DataValue } from '../../kernel/index.ts';
import { officialLicenceId } from '../licence/list.ts';
import { formatProblem } from './formats.ts';
import { firstRepeated } from './same.ts';
import { holds, memberOf, type Grammar, type Rule, type Shape, type TypeSpec } from './shape.ts';
import { spell } from '../spell.ts';

/** One thing in a document that its format does not allow. */
export interface Fault {
  /** Where, from the root of the document: `components[3].hashes[0].alg`; empty for the document itself. */
  readonly path: string;
  /** Reads as a sentence after the path. */
  readonly message: string;
  /** The innermost object or array that holds the fault, for its line. */
  readonly node: DataObject | DataArray;
}

export interface CheckOptions {
  readonly grammar: Grammar;
  readonly version: number;
  /** Faults after which the check stops. */
  readonly limit: number;
  /** Member names that are residue of another encoding of the same document and none of the format's. */
  readonly ignored?: ReadonlySet<string>;
  /** Types whose rules do not hold in this encoding. */
  readonly unruled?: ReadonlySet<string>;
  readonly isLicenceId?: (id: string) => boolean;
}

/** Holds a document against the table of its format. The depth of a document is bounded by the reader that made it. */
export function checkDocument(value: DataValue, shape: Shape, options: CheckOptions): readonly Fault[] {
  const checker = new Checker(options);
  checker.check(value, shape, isObject(value) || Array.isArray(value) ? (value as DataObject) : {});
  return checker.faults;
}

class Checker {
  readonly faults: Fault[] = [];
  readonly #options: CheckOptions;
  readonly #path: (string | number)[] = [];
  readonly #required = new Map<TypeSpec, readonly string[]>();

  constructor(options: CheckOptions) {
    this.#options = options;
  }

  check(value: DataValue | undefined, shape: Shape, holder: DataObject | DataArray): void {
    if (this.faults.length >= this.#options.limit) return;
    switch (shape.kind) {
      case 'any':
        return;
      case 'object':
        if (!isObject(value)) this.#wrong(value, 'an object', holder);
        return;
      case 'bool':
        if (typeof value !== 'boolean') this.#wrong(value, 'true or false', holder);
        return;
      case 'text':
        this.#text(value, shape, holder);
        return;
      case 'licence':
        this.#licence(value, holder);
        return;
      case 'number':
        this.#number(value, shape, holder);
        return;
      case 'word':
        this.#word(value, shape.list, holder);
        return;
      case 'type':
        this.#object(value, this.#options.grammar.types.get(shape.name), holder);
        return;
      case 'node':
        this.#node(value, shape.name, holder);
        return;
      case 'list':
        this.#list(value, shape, holder);
        return;
      default:
        this.#either(value, shape.of, holder);
    }
  }

  #text(value: DataValue | undefined, shape: Shape & { kind: 'text' }, holder: DataObject | DataArray): void {
    if (typeof value !== 'string') {
      this.#wrong(value, 'a text', holder);
    } else if (value.length < shape.minLength) {
      this.#fault('is empty', holder);
    } else if (shape.format !== undefined) {
      const problem = formatProblem(value, shape.format);
      if (problem !== undefined) this.#fault(`is ${quote(value)}, which ${problem}`, holder);
    } else if (shape.pattern !== undefined) {
      const pattern = this.#options.grammar.patterns.get(shape.pattern) ?? ownPatterns.get(shape.pattern);
      if (pattern?.test(value) !== true) this.#fault(`is ${quote(value)}, which has not the form that is asked for here`, holder);
    }
  }

  #licence(value: DataValue | undefined, holder: DataObject | DataArray): void {
    if (typeof value !== 'string') this.#wrong(value, 'a text', holder);
    else if (!(this.#options.isLicenceId ?? isOfficial)(value))
      this.#fault(`is ${quote(value)}, which is no identifier of the SPDX licence list`, holder);
  }

  #number(value: DataValue | undefined, shape: Shape & { kind: 'number' }, holder: DataObject | DataArray): void {
    const { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY, whole } = shape;
    if (typeof value !== 'number') this.#wrong(value, whole ? 'a whole number' : 'a number', holder);
    else if (whole && !Number.isInteger(value)) this.#fault(`is ${value}, which is no whole number`, holder);
    else if (value < least) this.#fault(`is ${value}, which is less than ${least}`, holder);
    else if (value > most) this.#fault(`is ${value}, which is more than ${most}`, holder);
  }

  #word(value: DataValue | undefined, list: string, holder: DataObject | DataArray): void {
    const words = this.#options.grammar.words.get(list);
    if (typeof value !== 'string') {
      this.#wrong(value, 'a text', holder);
      return;
    }
    const ranges = words?.get(value);
    if (ranges?.some((range) => holds(range, this.#options.version)) === true) return;
    this.#fault(`is ${quote(value)}, which is none of the words that are allowed here`, holder);
  }

  #object(value: DataValue | undefined, type: TypeSpec | undefined, holder: DataObject | DataArray): void {
    if (!isObject(value)) {
      this.#wrong(value, 'an object', holder);
      return;
    }
    if (type !== undefined) this.#members(value, type);
  }

  #members(value: DataObject, type: TypeSpec): void {
    const { ignored, version } = this.#options;
    for (const name of Object.keys(value)) {
      const inner = value[name];
      if (inner === undefined || ignored?.has(name) === true) continue;
      const member = memberOf(type, name, version);
      if (member !== undefined) this.#within(name, inner, member.shape, value);
      else if (!holds(type.open, version)) this.#fault(`has the member ${quote(name)}, which it must not have`, value);
    }
    this.#requireAll(value, type);
    if (this.#options.unruled?.has(type.name) === true) return;
    for (const rule of type.rules) if (holds(rule, version)) this.#rule(rule, value);
  }

  #rule({ kind, groups }: Rule, value: DataObject): void {
    const there = groups.filter((group) => group.every((name) => value[name] !== undefined)).length;
    if (there === 1 || (kind === 'any' && there > 1)) return;
    const names = groups.map((group) => group.map(quote).join(' with ')).join(' or ');
    this.#fault(there === 0 ? `has neither ${names}` : `has more than one of ${names}`, value);
  }

  #node(value: DataValue | undefined, name: string, holder: DataObject | DataArray): void {
    if (typeof value === 'string') {
      if (!value.includes(':') || value.startsWith(':')) this.#fault(`is ${quote(value)}, which is no IRI`, holder);
      return;
    }
    if (!isObject(value)) {
      this.#wrong(value, `an object or the IRI of one`, holder);
      return;
    }
    const given = value['type'];
    const type = typeof given === 'string' ? this.#options.grammar.types.get(given) : undefined;
    if (type === undefined && name === extensionClass && typeof given === 'string' && given.includes(':')) return;
    if (type === undefined || type.isAbstract) {
      this.#fault(given === undefined ? 'does not say its type' : `has the type ${quote(spell(given))}, which is none`, value);
      return;
    }
    if (!this.#isBelow(type, name)) {
      this.#fault(`is of the type ${quote(type.name)}, where ${quote(name)} is asked for`, value);
      return;
    }
    this.#nodeMembers(value, type);
  }

  #nodeMembers(value: DataObject, type: TypeSpec): void {
    const idName = type.isBlank ? '@id' : 'spdxId';
    const id = value[idName];
    if (id === undefined && !type.isBlank) this.#fault('lacks the member "spdxId"', value);
    if (id !== undefined && (typeof id !== 'string' || !id.includes(':') || (!type.isBlank && id.startsWith('_:'))))
      this.#fault(`has ${quote(idName)} that is no IRI`, value);
    for (const name of Object.keys(value)) {
      const inner = value[name];
      if (inner === undefined || name === 'type' || name === idName) continue;
      const member = memberOf(type, name, this.#options.version);
      if (member !== undefined) this.#within(name, inner, member.shape, value);
      else this.#fault(`has the member ${quote(name)}, which ${type.name} has not`, value);
    }
    this.#requireAll(value, type);
  }

  #requireAll(value: DataObject, type: TypeSpec): void {
    let names = this.#required.get(type);
    if (names === undefined) {
      const members = [...type.members.values()].flat();
      names = members.filter((member) => member.required && holds(member, this.#options.version)).map(({ name }) => name);
      this.#required.set(type, names);
    }
    for (const name of names) if (value[name] === undefined) this.#fault(`lacks the member ${quote(name)}`, value);
  }

  #isBelow(type: TypeSpec, name: string): boolean {
    let one: TypeSpec | undefined = type;
    for (; one !== undefined; one = one.parent === undefined ? undefined : this.#options.grammar.types.get(one.parent))
      if (one.name === name) return true;
    return name === anyClass;
  }

  #list(value: DataValue | undefined, shape: Shape & { kind: 'list' }, holder: DataObject | DataArray): void {
    if (!Array.isArray(value)) {
      this.#wrong(value, 'a list', holder);
      return;
    }
    const items = value as DataArray;
    if (items.length < shape.least) this.#fault('is an empty list', items);
    if (items.length > shape.most) this.#fault(`has more than ${shape.most} item`, items);
    for (const [index, item] of items.entries()) this.#within(index, item, shape.of, items);
    if (!shape.distinct) return;
    const repeated = firstRepeated(items);
    if (repeated !== -1) this.#fault(`repeats an earlier item in item ${repeated}`, items);
  }

  /** The faults of the alternative that comes nearest. */
  #either(value: DataValue | undefined, shapes: readonly Shape[], holder: DataObject | DataArray): void {
    const before = this.faults.length;
    let best: readonly Fault[] | undefined;
    for (const shape of shapes) {
      this.check(value, shape, holder);
      const found = this.faults.splice(before);
      if (found.length === 0) return;
      const isNearer = best === undefined || nearness(found, this.#path.length) < nearness(best, this.#path.length);
      if (isNearer) best = found;
    }
    this.faults.push(...(best ?? []));
  }

  #within(step: string | number, value: DataValue, shape: Shape, holder: DataObject | DataArray): void {
    this.#path.push(step);
    this.check(value, shape, holder);
    this.#path.pop();
  }

  #wrong(value: DataValue | undefined, wanted: string, node: DataObject | DataArray): void {
    this.#fault(`is ${describe(value)}, not ${wanted}`, node);
  }

  #fault(message: string, node: DataObject | DataArray): void {
    if (this.faults.length < this.#options.limit) this.faults.push({ path: toPath(this.#path), message, node });
  }
}

/** In SPDX 3: whatever stands in a graph. */
export const anyClass = 'Thing';
const extensionClass = 'extension_Extension';

const ownPatterns: ReadonlyMap<string, RegExp> = new Map([
  ['stamp', /^\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-6]\d:[0-6]\dZ$/],
  ['decimal', /^-?\d{1,400}(?:\.\d{0,400})?$/],
]);

function isOfficial(id: string): boolean {
  return officialLicenceId(id) === id;
}

/** A value of another kind is farther away than one that only lacks something. */
function nearness(faults: readonly Fault[], depth: number): number {
  const isOtherKind = faults.some(({ path, message }) => message.includes(', not ') && pathLength(path) <= depth);
  return faults.length + (isOtherKind ? 1000 : 0);
}

function pathLength(path: string): number {
  return path === '' ? 0 : path.split(/[.[]/).length;
}

function describe(value: DataValue | undefined): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return `the text ${quote(value)}`;
  return value === undefined ? 'missing' : String(value);
}

function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 77)}…` : text);
}

export function toPath(steps: readonly (string | number)[]): string {
  let path = '';
  for (const step of steps) path += typeof step === 'number' ? `[${step}]` : path === '' ? step : `.${step}`;
  return path;
}
