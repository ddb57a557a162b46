/** What the static assignments of a gemspec say. */
export interface Gemspec {
  readonly name?: string;
  readonly version?: string;
  readonly platform?: string;
  readonly licences: readonly string[];
  readonly dependencies: readonly GemspecDependency[];
  /** First line on which a dependency is added that is not plain text. */
  readonly dynamicLine?: number;
}

export interface GemspecDependency {
  readonly name: string;
  readonly requirement?: string;
  readonly isDevelopment: boolean;
  readonly line: number;
}

const stub = /^# stub: (\S+) (\S+) (\S+) /;
const assignment = /^\s*\w+\.(name|version|platform|licenses?)\s*=\s*(.+)$/s;
const dependency = /^\s*\w+\.add_(runtime_|development_)?dependency[ (]\s*(.+)$/s;
/** Anywhere in a row, as in `names.each { |name| spec.add_dependency name }`. */
const mention = /\.add_(?:runtime_|development_)?dependency\b/;
const text = /%q<([^<>]*)>|"([^"\\#]*)"|'([^'\\]*)'/g;
const LONGEST_ROW = 4000; // characters

/**
 * Reads a gemspec without running it. The ones that RubyGems writes when it installs a gem hold nothing but static assignments and
 * begin with `# stub: name version platform …`; in others, what is computed is absent.
 */
export function parseGemspec(source: string): Gemspec {
  const facts = new Map<string, readonly string[]>();
  const dependencies = new Map<string, GemspecDependency>();
  let named: RegExpExecArray | undefined;
  let dynamicLine: number | undefined;
  let line = 0;
  for (const row of source.split(/\r?\n/)) {
    line += 1;
    if (row.length > LONGEST_ROW) {
      if (row.includes('dependency')) dynamicLine ??= line;
      continue;
    }
    named ??= stub.exec(row) ?? undefined;
    const [, key, value] = assignment.exec(row) ?? [];
    if (key !== undefined && !facts.has(key)) facts.set(key, textsIn(value));
    const [, kind, args] = dependency.exec(row) ?? [];
    if (args === undefined) {
      if (mention.test(row) && !/^\s*#/.test(row)) dynamicLine ??= line;
      continue;
    }
    const [name, ...requirements] = textsIn(args);
    if (name === undefined || !/^(?:%q<|["'])/.test(args)) {
      dynamicLine ??= line;
      continue;
    }
    const isDevelopment = kind === 'development_';
    // The same dependency stands there again for older versions of RubyGems.
    const id = `${isDevelopment} ${name}`;
    const requirement = requirements.length === 0 ? {} : { requirement: requirements.join(', ') };
    if (!dependencies.has(id)) dependencies.set(id, { name, ...requirement, isDevelopment, line });
  }
  const name = named?.[1] ?? (facts.get('name')?.[0] || undefined);
  const version = named?.[2] ?? (facts.get('version')?.[0] || undefined);
  const platform = named?.[3] ?? (facts.get('platform')?.[0] || undefined);
  return {
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
    ...(platform === undefined || platform === 'ruby' ? {} : { platform }),
    licences: (facts.get('licenses') ?? facts.get('license') ?? []).filter((licence) => licence !== ''),
    dependencies: [...dependencies.values()],
    ...(dynamicLine === undefined ? {} : { dynamicLine }),
  };
}

function textsIn(code: string | undefined): readonly string[] {
  return [...(code ?? '').matchAll(text)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}
