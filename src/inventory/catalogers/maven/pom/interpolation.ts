import { inherited, modelsOf, type Lineage } from './lineage.ts';
import type { ModelBase } from './pom.ts';

const expression = /\$\{([^${}]*)\}/g;
/** A value that grows beyond this is made to: every property can double the one before. */
const LONGEST_VALUE = 10_000; // characters
/** Properties that name properties. */
const MOST_LEVELS = 50;

/**
 * Replaces `${…}` as Maven does for one project: `project.*` first, then what the command line sets (`.mvn/maven.config`), then
 * properties, those of the project before those of its parents. Texts that were inherited are read in the project that inherits them.
 * @see https://maven.apache.org/ref/current/maven-model-builder/#model-interpolation
 */
export class Interpolation {
  readonly #lineage: Lineage;
  readonly #userProperties: ReadonlyMap<string, string>;
  readonly #models: readonly ModelBase[];
  readonly #values = new Map<string, string | undefined>();

  constructor(lineage: Lineage, userProperties: ReadonlyMap<string, string>, overlay: readonly ModelBase[] = []) {
    this.#lineage = lineage;
    this.#userProperties = userProperties;
    this.#models = [...overlay, ...modelsOf(lineage)];
  }

  /** Undefined when a property is not known, names itself, or is the environment's. */
  expand(text: string | undefined, level = 0): string | undefined {
    if (text === undefined || !text.includes('${')) return text;
    if (level > MOST_LEVELS) return undefined;
    let isKnown = true;
    const expanded = text.replaceAll(expression, (_, name: string) => {
      const value = isKnown ? this.#valueOf(name.trim(), level) : undefined;
      if (value === undefined) isKnown = false;
      return value ?? '';
    });
    return isKnown && expanded.length <= LONGEST_VALUE && !expanded.includes('${') ? expanded : undefined;
  }

  #valueOf(name: string, level: number): string | undefined {
    if (this.#values.has(name)) return this.#values.get(name);
    this.#values.set(name, undefined); // What names itself is not known.
    const value = this.expand(this.#written(name), level + 1);
    this.#values.set(name, value);
    return value;
  }

  #written(name: string): string | undefined {
    const own = /^(?:project|pom)\.(.+)$/.exec(name)?.[1];
    const fact = own === undefined ? undefined : this.#fact(own);
    if (fact !== undefined) return fact;
    const set = this.#userProperties.get(name);
    if (set !== undefined) return set;
    for (const model of this.#models) {
      const value = model.properties.get(name);
      if (value !== undefined) return value;
    }
    return own === undefined ? this.#fact(name) : undefined;
  }

  #fact(name: string): string | undefined {
    const { pom } = this.#lineage;
    switch (name) {
      case 'groupId':
      case 'version':
        return inherited(pom, name);
      case 'artifactId':
        return pom.artifactId;
      case 'parent.groupId':
        return pom.parent?.groupId;
      case 'parent.artifactId':
        return pom.parent?.artifactId;
      case 'parent.version':
        return pom.parent?.version;
      default:
        return undefined;
    }
  }
}
