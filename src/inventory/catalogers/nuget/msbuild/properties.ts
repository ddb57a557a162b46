const reference = /\$\(([A-Za-z_][\w.-]*)\)/g;
/** A value that grows beyond this is made to: every definition can double the one before. */
const LONGEST_VALUE = 10_000; // characters

/**
 * Properties of a build as far as they can be known without running it. Names are compared without case.
 * @see https://learn.microsoft.com/visualstudio/msbuild/msbuild-properties
 */
export class Properties {
  /** Undefined for one that is set to something that cannot be known: several conditions, functions, unknown properties. */
  readonly #values = new Map<string, string | undefined>();

  get(name: string): string | undefined {
    return this.#values.get(name.toLowerCase());
  }

  /** Sets what is the same in every build of the project. */
  set(name: string, value: string): void {
    this.#values.set(name.toLowerCase(), value);
  }

  /**
   * A definition in the order of evaluation. Of definitions under conditions that give different values none is taken, but for the
   * usual one that gives a value where there is none: `Condition="'$(Name)' == ''"`.
   */
  define(name: string, text: string, condition: string | undefined, isInCondition: boolean): void {
    const key = name.toLowerCase();
    const isKnown = this.#values.has(key) && this.#values.get(key) !== '';
    const isDefault = condition !== undefined && condition.replaceAll(/[\s'"]/g, '').toLowerCase() === `$(${key})==`;
    if (isDefault && isKnown) return;
    const value = this.expand(text.trim());
    const isConditional = isInCondition || (condition !== undefined && !isDefault);
    this.#values.set(key, isConditional && isKnown && this.#values.get(key) !== value ? undefined : value);
  }

  /** The text with its `$(Name)` replaced; undefined when one of them, or a function, cannot be known. */
  expand(text: string): string | undefined {
    if (!text.includes('$(') && !text.includes('@(') && !text.includes('%(')) return text;
    let isKnown = true;
    const expanded = text.replaceAll(reference, (_, name: string) => {
      const value = this.get(name);
      if (value === undefined) isKnown = false;
      return value ?? '';
    });
    return isKnown && expanded.length <= LONGEST_VALUE && !/[$@%]\(/.test(expanded) ? expanded : undefined;
  }
}
