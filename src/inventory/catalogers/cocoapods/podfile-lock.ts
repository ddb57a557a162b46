import { isObject, type Ctx, type DataObject, type Outcome } from '../../../kernel/index.ts';
import type { PackageNode, Source } from '../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { Fields, member } from '../../fields.ts';
import { localNode, PackageReader, unread, withoutCredentials } from '../../package-reader.ts';
import { present } from '../../present.ts';
import { readYaml } from '../../read.ts';
import { PodLines } from './pod-lines.ts';

/**
 * The pods of a Podfile.lock and who needs whom. A subspec (`Pod/Part`) is a part of its pod and of the same version, so that what it
 * needs counts for the pod. `SPEC CHECKSUMS` are those of the podspecs and not of what is built, and are no hashes of the pods.
 */
export async function catalogPodfileLock(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const file = files[0] as SourceFile;
  const yaml = await readYaml(file, ctx);
  const text = await file.text();
  const [document] = yaml.value;
  if (document === undefined || text.value === undefined) {
    if (yaml.issues.length > 0) return unread(yaml.issues);
    return unread([{ code: 'cocoapods/truncated', path: file.path, message: 'is empty' }]);
  }
  const reader = new PackageReader(file, ctx, 'cocoapods');
  reader.issues.addAll(yaml.issues);
  new PodfileLock(reader, new Fields(document, reader.issues, 'cocoapods'), new PodLines(text.value)).read();
  return reader.outcome('complete');
}

interface Wanted {
  readonly from: number | undefined;
  /** Of the pod, without its subspec. */
  readonly pod: string;
  readonly requirement: string | undefined;
  readonly line: number | undefined;
}

/** `Pod/Part (1.0)`, `Pod (~> 1.0)`, ``Pod (from `../Pod`)`` */
const entry = /^(\S+)(?: \((.*)\))?$/;

class PodfileLock {
  readonly #reader: PackageReader;
  readonly #fields: Fields;
  readonly #lines: PodLines;
  readonly #wanted: Wanted[] = [];

  constructor(reader: PackageReader, fields: Fields, lines: PodLines) {
    this.#reader = reader;
    this.#fields = fields;
    this.#lines = lines;
  }

  read(): void {
    const lock = this.#fields.root();
    const root = this.#reader.project();
    for (const section of ['PODS', 'DEPENDENCIES']) {
      if (member(lock, section) !== undefined) continue;
      this.#reader.issues.add('cocoapods/truncated', `has no ${section}, which CocoaPods always writes`, 1);
    }
    const sources = new PodSources(this.#fields, lock);
    for (const pod of this.#fields.list(lock, 'PODS')) {
      if (typeof pod === 'string') this.#pod(pod, [], sources);
      else if (isObject(pod)) for (const name of Object.keys(pod)) this.#pod(name, this.#fields.texts(pod, name), sources);
      else this.#fields.wrong('PODS', 'a list of pods');
    }
    for (const dependency of this.#fields.texts(lock, 'DEPENDENCIES')) {
      this.#want(root, dependency, this.#lines.of('DEPENDENCIES', dependency));
    }
    this.#connect();
  }

  #pod(written: string, dependencies: readonly string[], sources: PodSources): void {
    const line = this.#lines.of('PODS', written);
    const [, name, bracketed] = entry.exec(written) ?? [];
    const version = bracketed?.trim() || undefined;
    if (name === undefined) {
      this.#reader.issues.add(
        'cocoapods/pod',
        `has ${JSON.stringify(written.slice(0, 100))}, which is not a pod and its version`,
        line,
      );
      return;
    }
    const pod = podOf(name);
    // The purl type allows no plus sign in a name, nor does CocoaPods.
    if (version === undefined || /[+]/.test(pod) || pod.startsWith('.')) {
      this.#reader.issues.add(
        'cocoapods/pod',
        `has ${JSON.stringify(written.slice(0, 100))}, which is not a pod and its version`,
        line,
      );
      if (version !== undefined) return;
    }
    const index = this.#reader.add(pod, { ...sources.node(pod, this.#reader.directory), ...present({ version, line }) });
    let at = line;
    for (const dependency of dependencies) {
      at = at === undefined ? undefined : this.#lines.after(at, dependency);
      this.#want(index, dependency, at ?? line);
    }
  }

  #want(from: number | undefined, written: string, line: number | undefined): void {
    const [, name, bracketed] = entry.exec(written) ?? [];
    if (name === undefined) {
      this.#reader.issues.add('cocoapods/pod', `has ${JSON.stringify(written.slice(0, 100))}, which is not a pod`, line);
      return;
    }
    const requirement = bracketed?.startsWith('from ') === true ? undefined : bracketed;
    this.#wanted.push({ from, pod: podOf(name), requirement, line });
  }

  #connect(): void {
    for (const { from, pod, requirement, line } of this.#wanted) {
      const to = this.#reader.indexOf(pod);
      if (to === undefined) {
        this.#reader.issues.add(
          'cocoapods/dependency',
          `asks for ${JSON.stringify(pod.slice(0, 100))}, which is not one of its pods`,
          line,
        );
      }
      this.#reader.connect(from, to, { requirement, line });
    }
  }
}

function podOf(name: string): string {
  const slash = name.indexOf('/');
  return slash <= 0 ? name : name.slice(0, slash);
}

/** Where pods come from that no spec repository has: `EXTERNAL SOURCES`, and the commits of `CHECKOUT OPTIONS`. */
class PodSources {
  readonly #fields: Fields;
  readonly #external: DataObject;
  readonly #checkout: DataObject;

  constructor(fields: Fields, lock: DataObject) {
    this.#fields = fields;
    this.#external = fields.object(lock, 'EXTERNAL SOURCES') ?? {};
    this.#checkout = fields.object(lock, 'CHECKOUT OPTIONS') ?? {};
  }

  node(pod: string, directory: string): Pick<PackageNode, 'name' | 'kind' | 'directory' | 'source'> {
    const external = this.#fields.object(this.#external, pod) ?? {};
    const path = this.#fields.text(external, ':path');
    if (path !== undefined) return localNode(pod, directory, path);
    return { name: pod, kind: 'package', ...present({ source: this.#source(external, pod) }) };
  }

  #source(external: DataObject, pod: string): Source | undefined {
    const checkout = this.#fields.object(this.#checkout, pod) ?? {};
    const git = this.#fields.text(checkout, ':git') ?? this.#fields.text(external, ':git');
    if (git !== undefined) {
      const commit = this.#fields.text(checkout, ':commit') ?? this.#fields.text(external, ':commit');
      return { kind: 'git', url: withoutCredentials(git), ...(commit === undefined ? {} : { commit }) };
    }
    const archive = this.#fields.text(external, ':http') ?? this.#fields.text(external, ':podspec');
    return archive !== undefined && /^https?:/.test(archive) ? { kind: 'archive', url: withoutCredentials(archive) } : undefined;
  }
}
