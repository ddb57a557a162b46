import { isObject, type DataArray, type DataObject, type DataValue } from '../../kernel/index.ts';
import type { LossLedger } from '../bom/loss.ts';
import { checkDocument, toPath } from '../grammar/check.ts';
import { formatProblem } from '../grammar/formats.ts';
import { holds, memberOf, type Grammar, type Shape, type TypeSpec } from '../grammar/shape.ts';
import { toIriReference } from '../reference.ts';
import { minorOf, xmlResidue, type CycloneDxVersion } from './grammar.ts';

/**
 * A document in its JSON form as another version of CycloneDX can say it. What that version has no member or word for is left out, and
 * in the ledger; what it says in another member is moved there.
 */
export function fitCycloneDx(document: DataObject, version: CycloneDxVersion, grammar: Grammar, ledger: LossLedger): DataObject {
  const fitter = new Fitter(grammar, minorOf(version), version, ledger);
  const fitted = fitter.fit(document, { kind: 'type', name: 'bom' });
  return isObject(fitted) ? fitted : {};
}

class Fitter {
  readonly #grammar: Grammar;
  readonly #minor: number;
  readonly #version: string;
  readonly #ledger: LossLedger;
  readonly #path: (string | number)[] = [];

  constructor(grammar: Grammar, minor: number, version: string, ledger: LossLedger) {
    this.#grammar = grammar;
    this.#minor = minor;
    this.#version = version;
    this.#ledger = ledger;
  }

  /** Undefined when the version cannot say it at all. */
  fit(value: DataValue, shape: Shape): DataValue | undefined {
    switch (shape.kind) {
      case 'type':
        if (Array.isArray(value)) return this.#first(value as DataArray, shape);
        return isObject(value) ? this.#object(value, this.#grammar.types.get(shape.name)) : value;
      case 'list':
        return Array.isArray(value) ? this.#list(value as DataArray, shape) : value;
      case 'either':
        return this.#either(value, shape.of);
      case 'word':
        return this.#word(value, shape.list);
      case 'text':
        return this.#text(value, shape);
      default:
        return value;
    }
  }

  #first(items: DataArray, shape: Shape): DataValue | undefined {
    for (const [index] of items.entries())
      if (index > 0) this.#lost(`[${index}]`, `CycloneDX ${this.#version} has one there, not a list`);
    return items[0] === undefined ? undefined : this.fit(items[0], shape);
  }

  #text(value: DataValue, shape: Shape & { kind: 'text' }): DataValue | undefined {
    if (isObject(value)) {
      this.#lostHere('details', `CycloneDX ${this.#version} has a reference there`);
      return typeof value['algorithm'] === 'string' ? value['algorithm'] : undefined;
    }
    if (typeof value !== 'string' || shape.format !== 'iri-reference' || formatProblem(value, shape.format) === undefined)
      return value;
    this.#lostHere(value, `CycloneDX ${this.#version} demands an IRI reference there; what it does not allow is percent-encoded`);
    return toIriReference(value);
  }

  #object(value: DataObject, type: TypeSpec | undefined): DataValue | undefined {
    if (type === undefined) return value;
    const moved = this.#moved(value, type.name);
    const fitted: Record<string, DataValue> = {};
    for (const name of Object.keys(moved)) {
      const inner = moved[name];
      if (inner === undefined) continue;
      const member = memberOf(type, name, this.#minor);
      if (member === undefined) {
        // What stood in the XML of a member that goes, goes with it.
        if (name === xmlResidue || holds(type.open, this.#minor)) fitted[name] = inner;
        else this.#lost(name, `CycloneDX ${this.#version} has no member of that name there`);
        continue;
      }
      this.#path.push(name);
      const said = this.fit(inner, member.shape);
      this.#path.pop();
      if (said !== undefined) fitted[name] = said;
    }
    for (const members of type.members.values())
      for (const member of members)
        if (member.required && holds(member, this.#minor) && fitted[member.name] === undefined) {
          this.#lostHere(
            `an entry without ${JSON.stringify(member.name)}`,
            `CycloneDX ${this.#version} demands ${JSON.stringify(member.name)} there`,
          );
          return undefined;
        }
    return fitted;
  }

  /** Members that have another name or form in this version. */
  #moved(value: DataObject, type: string): DataObject {
    let moved = value;
    const put = (change: Record<string, DataValue | undefined>): void => {
      moved = { ...moved, ...change };
    };
    if (type === 'metadata' && value['manufacturer'] !== undefined && this.#minor < 6)
      put({ manufacturer: undefined, manufacture: value['manufacturer'] });
    if (type === 'metadata' && value['manufacture'] !== undefined && value['manufacturer'] === undefined && this.#minor >= 6)
      put({ manufacture: undefined, manufacturer: value['manufacture'] });
    if (type === 'component' && Array.isArray(value['authors']) && this.#minor < 6) {
      const names = (value['authors'] as DataArray)
        .filter(isObject)
        .map((one) => one['name'])
        .filter((one) => typeof one === 'string');
      if (value['author'] === undefined && names.length > 0) put({ authors: undefined, author: names.join(', ') });
    }
    if (value['licenses'] !== undefined) put({ licenses: this.#licences(value['licenses']) });
    return moved;
  }

  /** Before 1.7 an expression stands alone: beside others it becomes a name. */
  #licences(list: DataValue): DataValue {
    if (!Array.isArray(list) || this.#minor >= 7 || this.#minor < 5) return list;
    const items = list as DataArray;
    return items.map((item, index) => {
      if (!isObject(item)) return item;
      const { expression, ...rest } = item;
      if (typeof expression !== 'string') return item;
      if (this.#minor < 6 && rest['acknowledgement'] !== undefined)
        this.#lost(
          `licenses[${index}].acknowledgement`,
          `CycloneDX ${this.#version} does not tell declared licences from concluded ones`,
        );
      if (items.length > 1) {
        const acknowledgement =
          this.#minor >= 6 && rest['acknowledgement'] !== undefined ? { acknowledgement: rest['acknowledgement'] } : {};
        this.#loseMembers(rest, `licenses[${index}]`, new Set(['acknowledgement', xmlResidue]));
        return { license: { name: expression, ...acknowledgement } };
      }
      this.#loseMembers(rest, `licenses[${index}]`, new Set(['acknowledgement', 'bom-ref', xmlResidue]));
      const { acknowledgement, 'bom-ref': ref, [xmlResidue]: residue } = rest;
      return {
        expression,
        ...(acknowledgement === undefined || this.#minor < 6 ? {} : { acknowledgement }),
        ...(ref === undefined ? {} : { 'bom-ref': ref }),
        ...(residue === undefined ? {} : { [xmlResidue]: residue }),
      };
    });
  }

  #loseMembers(members: DataObject, step: string, kept: ReadonlySet<string>): void {
    for (const name of Object.keys(members))
      if (!kept.has(name)) this.#lost(`${step}.${name}`, `CycloneDX ${this.#version} has no place for it beside an expression`);
  }

  #list(items: DataArray, shape: Shape & { kind: 'list' }): DataValue | undefined {
    const fitted: DataValue[] = [];
    for (const [index, item] of items.entries()) {
      this.#path.push(index);
      const said = this.fit(item, shape.of);
      this.#path.pop();
      if (said !== undefined) fitted.push(said);
    }
    return fitted.length < shape.least ? undefined : fitted;
  }

  #either(value: DataValue, shapes: readonly Shape[]): DataValue | undefined {
    const options = { grammar: this.#grammar, version: this.#minor, limit: 1, ignored: new Set([xmlResidue]) };
    const right = shapes.find((shape) => checkDocument(value, shape, options).length === 0);
    if (right !== undefined) return value;
    const near = shapes.find(
      (shape) =>
        (shape.kind === 'list') === Array.isArray(value) &&
        (shape.kind === 'type' ? hasKnownMembers(value, this.#grammar.types.get(shape.name)) : true),
    );
    if (near !== undefined) return this.fit(value, near);
    // A list where one is asked for: the first counts. One where a list is asked for: a list of it.
    const single = shapes.find(({ kind }) => kind !== 'list') ?? shapes[0];
    return single === undefined ? undefined : this.fit(value, single);
  }

  #word(value: DataValue, list: string): DataValue | undefined {
    const words = this.#grammar.words.get(list);
    if (typeof value !== 'string' || words?.get(value)?.some((range) => holds(range, this.#minor)) === true) return value;
    const other = words?.get('other')?.some((range) => holds(range, this.#minor)) === true ? 'other' : undefined;
    this.#lostHere(
      value,
      `CycloneDX ${this.#version} has no such word there${other === undefined ? '' : '; it is written as "other"'}`,
    );
    return other;
  }

  #lost(name: string, why: string): void {
    this.#ledger.add(toPath([...this.#path, name]), name, why);
  }

  #lostHere(what: string, why: string): void {
    this.#ledger.add(toPath(this.#path), what, why);
  }
}

function hasKnownMembers(value: DataValue, type: TypeSpec | undefined): boolean {
  return isObject(value) && type !== undefined && Object.keys(value).some((name) => type.members.has(name));
}
