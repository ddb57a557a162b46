import type { Ctx } from '../../../../kernel/index.ts';
import { decodeLatin1OrUtf8 } from '../lenient-text.ts';
import type { SystemGraph } from '../system-graph.ts';
import { licenceOfCopyright } from './copyright.ts';

/** The licences of packages by their copyright files, each of which is read once. */
export class Licences {
  readonly #system: SystemGraph;
  readonly #most: number;
  readonly #known = new Map<string, string | undefined>();

  constructor(system: SystemGraph, ctx: Ctx) {
    this.#system = system;
    this.#most = ctx.limits.manifestBytes;
  }

  async of(name: string): Promise<string | undefined> {
    if (!this.#known.has(name)) this.#known.set(name, await this.#read(name));
    return this.#known.get(name);
  }

  /** What else these files say, and how well they are written, is no matter of the inventory. */
  async #read(name: string): Promise<string | undefined> {
    const file = await this.#system.root.open(`usr/share/doc/${name}/copyright`);
    if (file === undefined) return undefined;
    const { value } = await file.bytes();
    if (value === undefined || value.length > this.#most || !this.#system.mayRead(value.length)) return undefined;
    return licenceOfCopyright(decodeLatin1OrUtf8(value));
  }
}
