import { type Ctx, IssueCollector } from '../../../../kernel/index.ts';
import { readXml } from '../../../../kernel/xml/index.ts';
import type { SourceFile } from '../../../cataloger.ts';
import { nameOf } from '../coordinates.ts';
import { directoryOf, fileAt, nearestAbove, resolvePath } from '../../../paths.ts';
import { EffectiveModel } from './effective.ts';
import { inherited, type Lineage } from './lineage.ts';
import { ManagedIndex } from './managed-index.ts';
import { parsePom, type ModelBase, type Pom, type WrittenParent } from './pom.ts';

/** The poms of a target, each read once, with their parents; what is not among them is not at hand. */
export class PomSet {
  readonly issues = new IssueCollector('');
  readonly #ctx: Ctx;
  readonly #poms = new Map<string, Pom | undefined>();
  /** Only what was given, not what lies elsewhere in the target and was left out on purpose. */
  readonly #given = new Map<string, Pom>();
  readonly #byName = new Map<string, Pom[]>();
  readonly #models = new Map<Pom, EffectiveModel>();
  readonly #indices = new Map<ModelBase, ManagedIndex>();
  readonly #userProperties = new Map<string, ReadonlyMap<string, string>>();

  constructor(ctx: Ctx) {
    this.#ctx = ctx;
  }

  /** The poms that were given, by their path. */
  get given(): ReadonlyMap<string, Pom> {
    return this.#given;
  }

  report(code: string, path: string, message: string, line?: number): void {
    this.issues.addAll([line === undefined ? { code, path, message } : { code, path, line, message }]);
  }

  async load(files: readonly SourceFile[]): Promise<void> {
    for (const file of files) {
      this.#ctx.signal.throwIfAborted();
      const pom = await this.#read(file);
      if (pom === undefined) continue;
      this.#given.set(pom.file, pom);
      const groupId = inherited(pom, 'groupId');
      if (groupId === undefined || pom.artifactId === undefined) continue;
      const same = this.#byName.get(nameOf(groupId, pom.artifactId));
      if (same === undefined) this.#byName.set(nameOf(groupId, pom.artifactId), [pom]);
      else same.push(pom);
    }
    for (const file of files) {
      const pom = this.#given.get(file.path);
      if (pom === undefined) continue;
      const lineage = await this.#lineageOf(pom, file);
      this.#models.set(pom, new EffectiveModel(lineage, await this.#userPropertiesOf(file), this));
    }
  }

  modelOf(pom: Pom): EffectiveModel | undefined {
    return this.#models.get(pom);
  }

  /** The pom of that name and version; without a version any that is the only one of its name. */
  find(groupId: string, artifactId: string, version: string | undefined): EffectiveModel | undefined {
    const same = this.#byName.get(nameOf(groupId, artifactId)) ?? [];
    const models = same.map((pom) => this.#models.get(pom)).filter((model) => model !== undefined);
    if (version === undefined) return models.length === 1 ? models[0] : undefined;
    return models.find((model) => model.version === version) ?? models.find((model) => model.version === undefined);
  }

  managedIndexOf(model: ModelBase): ManagedIndex {
    let index = this.#indices.get(model);
    if (index === undefined) this.#indices.set(model, (index = new ManagedIndex(model.managed)));
    return index;
  }

  async #read(file: SourceFile): Promise<Pom | undefined> {
    if (!this.#poms.has(file.path)) {
      const document = await readXml(file, { limits: this.#ctx.limits, keepUnknownEntities: true });
      this.issues.addAll(document.issues);
      const pom = document.value === undefined ? undefined : parsePom(document.value, file.path);
      if (document.value !== undefined && pom === undefined) {
        const { name, line } = document.value;
        this.report('maven/shape', file.path, `has the root element ${name} where project was expected`, line);
      }
      this.#poms.set(file.path, pom);
    }
    return this.#poms.get(file.path);
  }

  async #lineageOf(pom: Pom, file: SourceFile): Promise<Lineage> {
    const poms = [pom];
    for (let last = pom; last.parent !== undefined; last = poms.at(-1) as Pom) {
      const parent = await this.#parentOf(last, last.parent, file);
      if (parent === undefined) return { pom, poms, missing: { parent: last.parent, child: last } };
      if (poms.includes(parent) || poms.length >= this.#ctx.limits.includedFiles) {
        this.report('maven/parent', pom.file, 'has parents without end', pom.parent?.line);
        return { pom, poms, missing: { parent: last.parent, child: last } };
      }
      poms.push(parent);
    }
    return { pom, poms, missing: undefined };
  }

  /** By its relative path when the pom there is the one that is meant, else by its coordinates among the poms of the target. */
  async #parentOf(pom: Pom, parent: WrittenParent, file: SourceFile): Promise<Pom | undefined> {
    const written = parent.relativePath === '' ? undefined : resolvePath(pom.directory, parent.relativePath);
    if (written !== undefined) {
      const direct = written.endsWith('.xml') || written.endsWith('.pom') ? await fileAt(file, written) : undefined;
      const found = direct ?? (await fileAt(file, written === '.' ? 'pom.xml' : `${written}/pom.xml`));
      const candidate = found === undefined || found.path === pom.file ? undefined : await this.#read(found);
      if (candidate !== undefined && isParent(candidate, parent)) return candidate;
    }
    if (parent.groupId === undefined || parent.artifactId === undefined) return undefined;
    const same = this.#byName.get(nameOf(parent.groupId, parent.artifactId)) ?? [];
    return same.find((candidate) => candidate !== pom && inherited(candidate, 'version') === parent.version);
  }

  async #userPropertiesOf(file: SourceFile): Promise<ReadonlyMap<string, string>> {
    const config = await nearestAbove(file, directoryOf(file), '.mvn/maven.config');
    if (config === undefined) return noProperties;
    const known = this.#userProperties.get(config.path);
    if (known !== undefined) return known;
    const properties = parseMavenConfig((await config.text()).value ?? '');
    this.#userProperties.set(config.path, properties);
    return properties;
  }
}

const noProperties: ReadonlyMap<string, string> = new Map();

function isParent(candidate: Pom, parent: WrittenParent): boolean {
  const isSame = (a: string | undefined, b: string | undefined): boolean =>
    a === b || a === undefined || b === undefined || `${a}${b}`.includes('${');
  return (
    candidate.artifactId === parent.artifactId &&
    isSame(inherited(candidate, 'groupId'), parent.groupId) &&
    (isSame(inherited(candidate, 'version'), parent.version) || /[[(,]/.test(parent.version ?? ''))
  );
}

/** Properties that `.mvn/maven.config` sets for every build: `-Dname=value`, apart by white space. */
function parseMavenConfig(text: string): ReadonlyMap<string, string> {
  const properties = new Map<string, string>();
  for (const [, name = '', value = ''] of text.matchAll(/(?:^|\s)(?:-D|--define[ =])([\w.-]+)(?:=(\S*))?/g)) {
    properties.set(name, value);
  }
  return properties;
}
