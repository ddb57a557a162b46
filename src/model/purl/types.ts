import type { PurlParts } from './purl.ts';
import { qualifiersOf } from './syntax.ts';

export type RuledPart = 'namespace' | 'version';
export type CasedPart = 'namespace' | 'name' | 'version';

export interface Permitted {
  readonly pattern: RegExp;
  /** What the pattern says, after "a NAME name": `is 32 letters from a to p`. */
  readonly says: string;
}

/** What one type adds to the rules that all package URLs have. Absent means that anything goes. */
export interface TypeRule {
  /** Without it the package URL is refused. */
  readonly requires?: readonly RuledPart[];
  /** The definition requires it, yet package URLs in use go without: read, and warned of. */
  readonly expects?: readonly RuledPart[];
  readonly prohibits?: readonly RuledPart[];
  readonly requiresQualifiers?: readonly string[];
  /** Not case-sensitive: the canonical form is lower case. */
  readonly lowercase?: readonly CasedPart[];
  /** The definition asks for lower case, but that would give two different packages one name: kept, and warned of. */
  readonly keepsCase?: readonly CasedPart[];
  /** After lower-casing. */
  readonly replaceInName?: { readonly pattern: RegExp; readonly by: string };
  readonly permitsName?: Permitted;
  readonly permitsVersion?: Permitted;
  /** The namespace is this many segments; all that follow are the name. Else the name is the last segment. */
  readonly namespaceSegments?: number;
  /** What data cannot say. Must give the same again for its own result. */
  readonly canonicalName?: (name: string, qualifiers: PurlParts['qualifiers']) => string;
}

const databricksHost = /^(?:[a-z]+:\/\/)?[a-z0-9.-]*\.(?:azuredatabricks\.net|databricks\.com)(?![a-z0-9.-])/i;

/** Databricks takes a model name in any case, Azure ML does not: the tracking server decides (type definition, name). */
function mlflowName(name: string, qualifiers: PurlParts['qualifiers']): string {
  const server = qualifiersOf(qualifiers).find(([key]) => key === 'repository_url');
  return server !== undefined && databricksHost.test(server[1]) ? name.toLowerCase() : name;
}

const noNamespace = ['namespace'] as const;
const namespaceAndName = ['namespace', 'name'] as const;

/**
 * The registered types, after their published definitions and the official test suite, which decides where the two differ.
 * @see https://github.com/package-url/purl-spec/tree/main/types
 */
const typeRules: Readonly<Record<string, TypeRule>> = {
  alpm: { expects: ['namespace'], lowercase: namespaceAndName },
  apk: { expects: ['namespace'], lowercase: namespaceAndName },
  bazel: { prohibits: noNamespace, expects: ['version'] },
  bitbucket: { requires: ['namespace'], lowercase: namespaceAndName },
  bitnami: { prohibits: noNamespace, lowercase: ['name'] },
  brew: { lowercase: namespaceAndName },
  cargo: { prohibits: noNamespace },
  'chrome-extension': {
    prohibits: noNamespace,
    lowercase: ['name'],
    permitsName: { pattern: /^[a-p]{32}$/, says: 'is 32 letters from a to p' },
    permitsVersion: { pattern: /^[0-9]+(?:\.[0-9]+){0,3}$/, says: 'is one to four numbers with dots between them' },
  },
  cocoapods: {
    prohibits: noNamespace,
    permitsName: { pattern: /^[^\s+.][^\s+]*$/, says: 'has no white space and no "+", and does not begin with "."' },
  },
  composer: { expects: ['namespace'], lowercase: namespaceAndName },
  conan: {},
  conda: { prohibits: noNamespace, expects: ['version'] },
  cpan: { permitsName: { pattern: /^(?!.*::)/s, says: 'is that of a distribution, not of a module: it has no "::"' } },
  cran: { prohibits: noNamespace },
  deb: { expects: ['namespace'], lowercase: namespaceAndName },
  docker: {},
  gem: { prohibits: noNamespace },
  generic: {},
  git: { requires: ['namespace'], namespaceSegments: 1, lowercase: namespaceAndName },
  github: { requires: ['namespace'], lowercase: namespaceAndName },
  // A module whose path is one word has no namespace: `stdlib`, and modules that are not fetched from a host.
  golang: { expects: ['namespace'], keepsCase: namespaceAndName },
  hackage: { prohibits: noNamespace },
  hex: { lowercase: namespaceAndName },
  huggingface: { expects: ['namespace'], lowercase: ['version'] },
  julia: { prohibits: noNamespace, requiresQualifiers: ['uuid'] },
  luarocks: { lowercase: namespaceAndName },
  maven: { requires: ['namespace'] },
  mlflow: { prohibits: noNamespace, canonicalName: mlflowName },
  // `JSONStream` and `jsonstream` are two packages.
  npm: { keepsCase: namespaceAndName },
  nuget: { prohibits: noNamespace },
  oci: { prohibits: noNamespace, lowercase: ['name', 'version'] },
  opam: { prohibits: noNamespace },
  otp: { prohibits: noNamespace, lowercase: ['name'] },
  pub: { prohibits: noNamespace, lowercase: ['name'], replaceInName: { pattern: /[^a-z0-9_]/g, by: '_' } },
  pypi: { prohibits: noNamespace, lowercase: ['name', 'version'], replaceInName: { pattern: /[-_.]+/g, by: '-' } },
  qpkg: { expects: ['namespace'], lowercase: ['namespace'] },
  rpm: { expects: ['namespace'], lowercase: ['namespace'] },
  swid: { requiresQualifiers: ['tag_id'] },
  swift: { requires: ['namespace'] },
  vcpkg: { prohibits: noNamespace },
  'vscode-extension': { requires: ['namespace'], lowercase: ['namespace', 'name', 'version'] },
  yocto: { lowercase: ['namespace'] },
};

/** Undefined for a type that is not registered, to which only the general rules apply. */
export function ruleOf(type: string): TypeRule | undefined {
  return Object.hasOwn(typeRules, type) ? typeRules[type] : undefined;
}

/** The registered types that Assay knows the rules of, in code-unit order. */
export function knownPurlTypes(): readonly string[] {
  return Object.keys(typeRules);
}
