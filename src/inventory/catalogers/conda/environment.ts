import { complete, isObject, type Ctx, type DataArray, type Outcome } from '../../../kernel/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { Fields, member } from '../../fields.ts';
import { PackageReader, unread } from '../../package-reader.ts';
import { present } from '../../present.ts';
import { readYaml } from '../../read.ts';
import { TextLines } from '../../text-lines.ts';
import { parseRequirement } from '../pypi/requirement.ts';
import { splitSpec } from './conda-meta.ts';
import { qualifiersOf } from './package-url.ts';

/**
 * What an environment.yml asks of conda, and below `pip:` of pip, whose packages are those of PyPI. A version is known only where it is
 * pinned: `name==1.2`, or `name=1.2=build` as an export writes it; `name=1.2` alone stands for every 1.2.x.
 * @see https://docs.conda.io/projects/conda/en/latest/user-guide/tasks/manage-environments.html#create-env-file-manually
 */
export async function catalogEnvironment(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const file = files[0] as SourceFile;
  const yaml = await readYaml(file, ctx);
  const text = await file.text();
  const [document] = yaml.value;
  if (document === undefined) return yaml.issues.length > 0 ? unread(yaml.issues) : complete({ graphs: [] });
  const { value } = document;
  // Other tools have files of this name too.
  if (!isObject(value) || (member(value, 'dependencies') === undefined && member(value, 'channels') === undefined)) {
    return yaml.issues.length > 0 ? unread(yaml.issues) : complete({ graphs: [] });
  }
  const conda = new PackageReader(file, ctx, 'conda');
  const pip = new PackageReader(file, ctx, 'pypi', conda.issues);
  conda.issues.addAll(yaml.issues);
  const fields = new Fields(document, conda.issues, 'conda');
  const name = fields.text(value, 'name');
  const environment = new EnvironmentReader(fields, new TextLines(text.value ?? ''), { conda, pip }, name);
  environment.read(fields.list(value, 'dependencies'));
  const graphs = [conda.build('partial'), ...(environment.hasPip ? [pip.build('partial')] : [])];
  return conda.issues.outcome({ graphs });
}

class EnvironmentReader {
  hasPip = false;
  readonly #fields: Fields;
  readonly #lines: TextLines;
  readonly #conda: PackageReader;
  readonly #pip: PackageReader;
  readonly #name: string | undefined;
  readonly #root: number;

  constructor(
    fields: Fields,
    lines: TextLines,
    readers: { readonly conda: PackageReader; readonly pip: PackageReader },
    name: string | undefined,
  ) {
    this.#fields = fields;
    this.#lines = lines;
    this.#conda = readers.conda;
    this.#pip = readers.pip;
    this.#name = name;
    this.#root = readers.conda.project(present({ name }));
  }

  read(dependencies: DataArray): void {
    let line = this.#fields.lineOf(dependencies) ?? 1;
    for (const entry of dependencies) {
      if (typeof entry === 'string') {
        line = this.#lineOf(entry, line) ?? line;
        this.#condaPackage(entry, line);
      } else if (isObject(entry) && Array.isArray(member(entry, 'pip'))) {
        line = this.#pipPackages(this.#fields.texts(entry, 'pip', this.#fields.lineOf(entry)), this.#fields.lineOf(entry) ?? line);
      } else {
        this.#fields.wrong('dependencies', 'a list of packages', isObject(entry) ? this.#fields.lineOf(entry) : line);
      }
    }
  }

  /** Entries follow each other: each is looked for from the one before on. */
  #lineOf(entry: string, from: number): number | undefined {
    return this.#lines.find((row) => row.includes('- ') && row.includes(entry), from);
  }

  #condaPackage(spec: string, line: number): void {
    const { name, requirement, channel } = splitSpec(spec);
    const { version, build } = pinned(requirement);
    const node = { name, kind: 'package' as const, line, ...present({ version, qualifiers: qualifiersOf({ build, channel }) }) };
    this.#conda.connect(this.#root, this.#conda.add(spec, node), { requirement, line });
  }

  #pipPackages(entries: readonly string[], from: number): number {
    this.hasPip = true;
    const root = this.#pip.project(present({ name: this.#name }));
    let line = from;
    for (const entry of entries) {
      line = this.#lineOf(entry, line) ?? line;
      if (isReadElsewhere(entry)) continue;
      const parsed = parseRequirement(entry);
      if ('problem' in parsed) {
        this.#conda.issues.add('conda/pip', `asks pip for ${JSON.stringify(entry.slice(0, 200))}, which is not followed`, line);
        continue;
      }
      const { name, specifier } = parsed.requirement;
      const version = /^===?\s*([^\s,*]+)$/.exec(specifier)?.[1];
      const index = this.#pip.add(entry, { name, kind: 'package', line, ...present({ version }) });
      this.#pip.connect(root, index, { requirement: specifier || undefined, line });
    }
    return line;
  }
}

/** A requirements file, and the project itself, are read for themselves. */
function isReadElsewhere(entry: string): boolean {
  return /^(?:-r|--requirement)[ =]?\s*(?:\S*\/)?[^\s/]*requirements[^\s/]*\.(?:txt|in)$|^(?:-e|--editable)[ =]\s*\.\/?$/.test(
    entry.trim(),
  );
}

/** Of what follows the name in a spec. */
function pinned(requirement: string | undefined): { readonly version?: string | undefined; readonly build?: string | undefined } {
  const text = requirement ?? '';
  const exact = /^==\s*([^\s=<>!~,|*]+)(?:=([^\s=*]+))?$/.exec(text);
  const built = /^=([^\s=<>!~,|*]+)=([^\s=*]+)$/.exec(text) ?? /^(\d[^\s=<>!~,|*]*)(?:\s+([^\s=*]+))?$/.exec(text);
  const [, version, build] = exact ?? built ?? [];
  return { version, build };
}
