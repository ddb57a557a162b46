import { complete, incomplete, type Ctx, type Issue, type Outcome } from '../../../kernel/index.ts';
import type { PackageNode } from '../../../model/index.ts';
import type { SourceFile } from '../../cataloger.ts';
import { present } from '../../present.ts';
import { readLenientText } from './lenient-text.ts';
import type { SystemRoot } from './system-root.ts';

/** Which distribution a system is, as its os-release says it. */
export interface Distribution {
  /** `ID` in lower case: `debian`. */
  readonly id: string;
  /** `VERSION_ID`, or the code name of a release that has no number yet. */
  readonly version?: string;
  /** For people: `Debian GNU/Linux 12 (bookworm)`. */
  readonly title: string;
  /** The namespace of its packages' purls. */
  readonly namespace: string;
  /** The purls' qualifier `distro`: `debian-12`. */
  readonly distro: string;
  /** The distributions that it derives from, the nearest first. */
  readonly like: readonly string[];
  readonly vendor?: string;
  /** Where it was read, relative to the target. */
  readonly file: string;
}

/** The distribution of the system with this root: that of etc/os-release, as os-release(5) orders the places. */
export async function readDistribution(root: SystemRoot, ctx: Ctx): Promise<Outcome<Distribution | undefined>> {
  const issues: Issue[] = [];
  for (const path of ['etc/os-release', 'usr/lib/os-release', 'etc/redhat-release']) {
    const file = await root.open(path);
    if (file === undefined) continue;
    const read = await readDistributionFile(file, ctx);
    if (read.value !== undefined)
      return { ...read, issues: [...issues, ...read.issues], complete: issues.length === 0 && read.complete };
    issues.push(...read.issues);
  }
  return issues.length === 0 ? complete(undefined) : incomplete(undefined, issues);
}

export async function readDistributionFile(file: SourceFile, ctx: Ctx): Promise<Outcome<Distribution | undefined>> {
  const text = await readLenientText(file, ctx);
  if (text.value === undefined) return incomplete(undefined, text.issues);
  const isRelease = file.path.endsWith('redhat-release');
  const distribution = isRelease ? parseRedHatRelease(text.value, file.path) : parseOsRelease(text.value, file.path);
  if (distribution !== undefined) return { ...text, value: distribution };
  const message = isRelease ? 'does not say which distribution this is' : 'has no ID that names a distribution';
  return incomplete(undefined, [...text.issues, { code: 'os/release', path: file.path, message }]);
}

/** @see https://www.freedesktop.org/software/systemd/man/latest/os-release.html */
export function parseOsRelease(text: string, file: string): Distribution | undefined {
  const fields = parseAssignments(text);
  const id = fields.get('ID') ?? '';
  if (!word.test(id)) return undefined;
  const version = versionOf(fields);
  const like = (fields.get('ID_LIKE') ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((name) => word.test(name));
  const title = fields.get('PRETTY_NAME') || fields.get('NAME') || id;
  return distributionOf({ id, version, title, like, vendor: fields.get('VENDOR_NAME') || undefined, file });
}

const word = /^[\w.-]{1,100}$/;
const versionText = /^[\w.+~:-]{1,100}$/;

function versionOf(fields: ReadonlyMap<string, string>): string | undefined {
  const number = fields.get('VERSION_ID') ?? '';
  if (!versionText.test(number)) {
    const name = fields.get('VERSION_CODENAME') ?? '';
    return versionText.test(name) ? name : undefined;
  }
  // The releases of openEuler differ in what only VERSION says: "22.03 (LTS-SP1)".
  const support = /^[\d.]+ \((LTS[\w-]{0,20})\)$/.exec(fields.get('VERSION') ?? '')?.[1];
  return support !== undefined && /^openeuler$/i.test(fields.get('ID') ?? '') ? `${number}-${support}` : number;
}

/** `NAME=value` by lines, the value plain or in quotes as a shell has them. The last assignment counts. */
function parseAssignments(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const row of text.split('\n')) {
    const line = row.trim();
    const equals = line.indexOf('=');
    if (equals <= 0 || line.startsWith('#')) continue;
    fields.set(line.slice(0, equals), unquote(line.slice(equals + 1)));
  }
  return fields;
}

function unquote(value: string): string {
  const quote = value[0];
  if (value.length < 2 || (quote !== '"' && quote !== "'") || value.at(-1) !== quote) return value;
  const inner = value.slice(1, -1);
  return quote === '"' ? inner.replaceAll(/\\([$"\\`])/g, '$1') : inner;
}

const redHatIds: readonly (readonly [start: string, id: string])[] = [
  ['Red Hat Enterprise Linux', 'rhel'],
  ['CentOS', 'centos'],
  ['Fedora', 'fedora'],
  ['Scientific Linux', 'scientific'],
  ['Oracle Linux', 'ol'],
  ['AlmaLinux', 'almalinux'],
  ['Rocky Linux', 'rocky'],
  ['Amazon Linux', 'amzn'],
];

/** What there was before os-release: `CentOS release 6.10 (Final)`. */
export function parseRedHatRelease(text: string, file: string): Distribution | undefined {
  const title = (text.split('\n', 1)[0] ?? '').trim().slice(0, 200);
  const id = redHatIds.find(([start]) => title.startsWith(start))?.[1];
  const version = / release (\d[\w.]*)/.exec(title)?.[1];
  return id === undefined ? undefined : distributionOf({ id, version, title, like: [], vendor: undefined, file });
}

interface Said {
  readonly id: string;
  readonly version: string | undefined;
  readonly title: string;
  readonly like: readonly string[];
  readonly vendor: string | undefined;
  readonly file: string;
}

/** Namespaces that purls have for distributions whose ID is another. */
const namespaces: Readonly<Record<string, string>> = {
  rhel: 'redhat',
  'opensuse-leap': 'opensuse',
  'opensuse-tumbleweed': 'opensuse',
  'opensuse-microos': 'opensuse',
};

function distributionOf({ id, version, title, like, vendor, file }: Said): Distribution {
  const lower = id.toLowerCase();
  const namespace = Object.hasOwn(namespaces, lower) ? (namespaces[lower] as string) : lower;
  const distro = version === undefined ? lower : `${lower}-${version}`;
  return { id: lower, title, namespace, distro, like, file, ...present({ version, vendor }) };
}

/** What stands for the operating system in the graph of its packages. */
export function platformNode({ id, version, vendor, file }: Distribution): Omit<PackageNode, 'dependsOn'> {
  return { name: id, kind: 'platform', scope: 'runtime', file, ...present({ version, supplier: vendor }) };
}

export type Family = 'apk' | 'deb' | 'rpm';

const families: readonly (readonly [family: Family, ids: ReadonlySet<string>])[] = [
  ['apk', wordSet('alpine wolfi chainguard minimos alpaquita postmarketos adelie')],
  ['deb', wordSet('debian ubuntu devuan kali raspbian linuxmint echo deepin')],
  [
    'rpm',
    wordSet('fedora rhel centos almalinux rocky ol amzn scientific suse sles sled opensuse mageia photon mariner azurelinux'),
  ],
  ['rpm', wordSet('openeuler openmandriva anolis')],
];

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}

/** Which package manager a distribution has; undefined when that is not known. */
export function familyOf({ id, like }: Distribution): Family | undefined {
  for (const name of [id, ...like]) {
    for (const [family, ids] of families) if (ids.has(name)) return family;
  }
  return undefined;
}
