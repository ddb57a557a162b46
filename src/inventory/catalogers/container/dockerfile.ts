import { complete, type Ctx, type Outcome } from '../../../kernel/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { PackageReader, unread } from '../../package-reader.ts';
import { splitDockerfile, type Instruction } from './dockerfile-lines.ts';
import { parseImage, toImageNode } from './image.ts';
import { expand, UNKNOWN } from './variables.ts';

interface Stage {
  /** Of `AS name`, in lower case. */
  readonly name: string | undefined;
  /** Stages that it is built upon or copies from, by their position. */
  readonly uses: number[];
  readonly images: ImageUse[];
}

interface ImageUse {
  /** Of the image, when it could be read. */
  readonly index: number | undefined;
  readonly requirement: string;
  readonly line: number;
}

/**
 * The images that a Dockerfile builds upon (`FROM`), copies from (`COPY --from`) and mounts (`RUN --mount=from`). What the last stage
 * needs, directly or by other stages, is `runtime`; the others, as for tests, are `dev`. Arguments of the build have their defaults.
 */
export async function catalogDockerfile(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const file = files[0] as SourceFile;
  // Says what is left out of the build, and is named after it.
  if (file.path.endsWith('.dockerignore')) return complete({ graphs: [] });
  const text = await file.text();
  if (text.value === undefined) return unread(text.issues);
  const reader = new PackageReader(file, ctx, 'docker');
  const { instructions, syntax, openLine, brokenLine } = splitDockerfile(text.value);
  const root = reader.project();
  if (openLine !== undefined) reader.issues.add('container/here-document', 'has a here-document without an end', openLine);
  if (brokenLine !== undefined) reader.issues.add('container/instruction', 'has a row that is not an instruction', brokenLine);
  const build = new BuildReader(reader);
  for (const instruction of instructions) build.read(instruction);
  if (build.stages.length === 0) reader.issues.add('container/no-from', 'has no FROM, without which nothing is built', 1);
  if (syntax !== undefined) {
    const { index, requirement, line } = build.image(syntax.image, syntax.line);
    reader.connect(root, index, { requirement, line });
  }
  const reached = reachedFromLast(build.stages);
  for (const [position, stage] of build.stages.entries()) {
    const scope = reached.has(position) ? 'runtime' : 'dev';
    for (const { index, requirement, line } of stage.images) reader.connect(root, index, { scope, requirement, line });
  }
  return reader.outcome('complete');
}

class BuildReader {
  readonly stages: Stage[] = [];
  readonly #reader: PackageReader;
  /** Arguments that stand before the first FROM, which are those that FROM can use. */
  readonly #arguments = new Map<string, string>();
  readonly #stageNames = new Map<string, number>();

  constructor(reader: PackageReader) {
    this.#reader = reader;
  }

  read({ keyword, args, line }: Instruction): void {
    switch (keyword) {
      case 'ARG':
        if (this.stages.length === 0 && args.length <= LONGEST_ARGUMENT) this.#argument(args);
        break;
      case 'FROM':
        this.#from(args, line);
        break;
      case 'COPY':
      case 'ADD':
        for (const [, from] of flagsOf(args).matchAll(/--from=(\S+)/g)) this.#use(from ?? '', line);
        break;
      case 'RUN':
        for (const [, mount] of flagsOf(args).matchAll(/--mount=(\S+)/g)) {
          const from = /(?:^|,)from=([^,]+)/.exec(unquoted(mount ?? ''))?.[1];
          if (from !== undefined) this.#use(from, line);
        }
        break;
      default:
        break;
    }
  }

  image(written: string, line: number): ImageUse {
    const text = expand(written, (name) => this.#arguments.get(name));
    // A tag that an argument without a default decides is not known; an image is.
    const known = text.includes(UNKNOWN) ? text.replace(/[:@][^:@/]*\0.*$/s, '') : text;
    const image = known.includes(UNKNOWN) ? undefined : parseImage(known);
    if (image === undefined) {
      const reason = known.includes(UNKNOWN) ? 'which only an argument of the build tells' : 'which is not a reference to an image';
      this.#reader.issues.add('container/image', `uses ${JSON.stringify(written.slice(0, 200))}, ${reason}`, line);
      return { index: undefined, requirement: written, line };
    }
    const index = this.#reader.add(`${line} ${written}`, { ...toImageNode(image), line });
    return { index, requirement: written, line };
  }

  /** `NAME=default NAME2="default"`; a default may use the arguments before it. */
  #argument(args: string): void {
    for (const [, name, double, single, bare] of args.matchAll(/(?:^|\s)(\w+)=(?:"([^"]*)"|'([^']*)'|(\S*))/g)) {
      const value = expand(double ?? single ?? bare ?? '', (other) => this.#arguments.get(other));
      if (name !== undefined && !value.includes(UNKNOWN)) this.#arguments.set(name, value);
    }
  }

  #from(args: string, line: number): void {
    const words = args.split(/\s+/).filter((word) => word !== '' && !word.startsWith('--'));
    const [written, as, name] = words;
    const stage: Stage = { name: as?.toLowerCase() === 'as' ? name?.toLowerCase() : undefined, uses: [], images: [] };
    const base = written === undefined ? undefined : unquoted(written);
    const parent = this.#stageNames.get((base ?? '').toLowerCase());
    this.stages.push(stage);
    if (stage.name !== undefined) this.#stageNames.set(stage.name, this.stages.length - 1);
    if (base === undefined) this.#reader.issues.add('container/image', 'has a FROM without an image', line);
    else if (parent !== undefined) stage.uses.push(parent);
    else if (base.toLowerCase() !== 'scratch') stage.images.push(this.image(base, line));
  }

  /** A stage by its name or position, else an image. */
  #use(written: string, line: number): void {
    const from = unquoted(written);
    const stage = this.stages.at(-1);
    if (stage === undefined) return;
    const position = this.#stageNames.get(from.toLowerCase()) ?? (/^\d+$/.test(from) ? Number(from) : undefined);
    if (position === undefined) stage.images.push(this.image(from, line));
    else if (position < this.stages.length - 1) stage.uses.push(position);
    else
      this.#reader.issues.add(
        'container/image',
        `copies from ${JSON.stringify(from.slice(0, 100))}, which is no stage before it`,
        line,
      );
  }
}

const LONGEST_ARGUMENT = 10_000; // characters

/** The flags with which the arguments of an instruction begin. */
function flagsOf(args: string): string {
  return /^(?:--\S+\s*)*/.exec(args)?.[0] ?? '';
}

function unquoted(text: string): string {
  return text.replace(/^(["'])(.*)\1$/, '$2');
}

/** Positions of the stages that the last one needs, itself among them. */
function reachedFromLast(stages: readonly Stage[]): ReadonlySet<number> {
  const reached = new Set<number>();
  const pending = stages.length === 0 ? [] : [stages.length - 1];
  for (let position = pending.pop(); position !== undefined; position = pending.pop()) {
    if (reached.has(position)) continue;
    reached.add(position);
    for (const used of stages[position]?.uses ?? []) pending.push(used);
  }
  return reached;
}
