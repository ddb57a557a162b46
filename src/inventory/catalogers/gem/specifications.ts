import { ecosystemById } from '../../../ecosystem/index.ts';
import { IssueCollector, type Ctx, type Outcome } from '../../../kernel/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { PackageReader } from '../../package-reader.ts';
import { present } from '../../present.ts';
import { parseGemspec, type Gemspec } from './gemspec.ts';

interface Installed {
  readonly index: number;
  readonly file: string;
  readonly spec: Gemspec;
}

/** The gems that are installed side by side, each from the gemspec that RubyGems keeps of it. */
export async function catalogSpecifications(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const reader = new PackageReader(files[0] as SourceFile, ctx, 'gem');
  const { issues } = reader;
  const byName = new Map<string, Installed[]>();
  for (const file of files) {
    const text = await file.text();
    issues.addAll(text.issues);
    if (text.value === undefined) continue;
    const spec = parseGemspec(text.value);
    const own = new IssueCollector(file.path);
    if (spec.name === undefined || spec.version === undefined) own.add('gem/gemspec', 'has no name or no version as plain text');
    if (spec.dynamicLine !== undefined) own.add('gem/gemspec', 'has a dependency that is not plain text', spec.dynamicLine);
    issues.addAll(own.issues);
    const installed = add(spec, file.path, reader);
    if (installed === undefined) continue;
    const known = byName.get(installed.name);
    if (known === undefined) byName.set(installed.name, [installed]);
    else known.push(installed);
  }
  connect(byName, reader);
  return issues.outcome({ graphs: byName.size === 0 ? [] : [reader.build('complete')] });
}

function add(spec: Gemspec, file: string, reader: PackageReader): (Installed & { readonly name: string }) | undefined {
  const { name, version, platform, licences } = spec;
  if (name === undefined) return undefined;
  const index = reader.add(file, {
    name,
    kind: 'package',
    file,
    ...present({
      version,
      qualifiers: platform === undefined ? undefined : { platform },
      licence: licences.length === 0 ? undefined : licences.join(' OR '),
    }),
  });
  return index === undefined ? undefined : { index, name, file, spec };
}

const MOST_VERSIONS = 20;

/** A dependency leads to the installed versions that meet it: Ruby chooses among them when it runs. */
function connect(byName: ReadonlyMap<string, readonly Installed[]>, reader: PackageReader): void {
  const { satisfies } = ecosystemById('gem');
  for (const { index, file, spec } of [...byName.values()].flat()) {
    for (const { name, requirement, isDevelopment, line } of spec.dependencies) {
      if (isDevelopment) continue;
      const found = (byName.get(name) ?? []).slice(0, MOST_VERSIONS);
      const meeting = found.filter(({ spec: { version } }) => {
        return version === undefined || requirement === undefined || satisfies(version, requirement) !== false;
      });
      for (const one of meeting) reader.connect(index, one.index, { requirement, line, file });
    }
  }
}
