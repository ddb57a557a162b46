import type { DataObject } from '../kernel/index.ts';
import { ecosystemById, ecosystemByPurlType, type Ecosystem } from '../ecosystem/index.ts';
import type { Component, EcosystemId, Source } from '../model/index.ts';
import { formatPurl, parsePurl, type Purl } from '../model/purl/index.ts';
import type { ReadingLog } from './reading-log.ts';

/** What a component is called in the document. */
export interface StatedIdentity {
  readonly group?: string | undefined;
  readonly name: string | undefined;
  readonly version: string | undefined;
  readonly purl: string | undefined;
  /** For a component without a purl, when the document says it in another way. */
  readonly ecosystem?: EcosystemId | undefined;
}

export interface Identity {
  /** Undefined when neither the name nor the purl says it. */
  readonly name: string | undefined;
  readonly version: string | undefined;
  /** In canonical form. */
  readonly purl?: string;
  readonly ecosystem?: EcosystemId;
  readonly sourceInPurl?: Source;
}

/**
 * Joins the name, the version and the purl of a component. The purl counts where they contradict each other, since it is what advisories
 * are looked up by; a contradiction about the version is a problem of the document.
 */
export function readIdentity(stated: StatedIdentity, node: DataObject, log: ReadingLog): Identity {
  const purl = stated.purl === undefined ? undefined : readPurl(stated.purl, stated.name, node, log);
  const ecosystem = purl === undefined ? ecosystemById(stated.ecosystem ?? '') : ecosystemByPurlType(purl.purl.type);
  if (purl === undefined) {
    const { version, group } = stated;
    const name = stated.name === undefined ? undefined : joinName(ecosystem, undefined, group, stated.name);
    return { name, version, ...(ecosystem === undefined ? {} : { ecosystem: ecosystem.id }) };
  }
  const source = sourceOfPurl(purl.purl);
  return {
    name: nameOf(stated, purl.purl, ecosystem),
    version: versionOf(stated, purl.purl, ecosystem, node, log),
    purl: purl.text,
    ...(ecosystem === undefined ? {} : { ecosystem: ecosystem.id }),
    ...(source === undefined ? {} : { sourceInPurl: source }),
  };
}

function readPurl(
  text: string,
  name: string | undefined,
  node: DataObject,
  log: ReadingLog,
): { readonly purl: Purl; readonly text: string } | undefined {
  const parsed = parsePurl(text, { foldKeys: true });
  const formatted = parsed.ok ? formatPurl(parsed.purl) : parsed;
  if (parsed.ok && formatted.ok) return { purl: parsed.purl, text: formatted.text };
  const reason = 'reason' in formatted ? formatted.reason : '';
  log.problem(
    'sbom/purl',
    `gives ${JSON.stringify(name ?? 'a component')} the package URL ${JSON.stringify(text)}, which ${reason}`,
    node,
  );
  return undefined;
}

/** The document's spelling, as long as the registry holds it to be the same name. */
function nameOf(stated: StatedIdentity, purl: Purl, ecosystem: Ecosystem | undefined): string {
  const given = stated.name === undefined ? undefined : joinName(ecosystem, purl.type, stated.group, stated.name);
  if (ecosystem === undefined) return given ?? joinName(undefined, purl.type, purl.namespace, purl.name);
  const named = ecosystem.nameFromPurl(purl.namespace, purl.name);
  return given !== undefined && ecosystem.normalizeName(given) === ecosystem.normalizeName(named) ? given : named;
}

function versionOf(
  { version, name }: StatedIdentity,
  purl: Purl,
  ecosystem: Ecosystem | undefined,
  node: DataObject,
  log: ReadingLog,
): string | undefined {
  const inPurl = wholeVersionOf(purl);
  if (version === undefined || version === purl.version) return inPurl ?? version;
  // Without an ecosystem nobody can say whether two spellings are one version.
  if (inPurl === undefined || version === inPurl || ecosystem === undefined) return version;
  // A commit pins a version; it does not contradict it.
  if (commit.test(inPurl) || ecosystem.compareVersions(version, inPurl) === 0) return version;
  const message = `gives ${JSON.stringify(name ?? purl.name)} the version ${JSON.stringify(version)} and, in its package URL, ${JSON.stringify(inPurl)}`;
  log.problem('sbom/version-conflict', message, node);
  return inPurl;
}

const commit = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** The purl of an RPM keeps the epoch, which comes first when versions are compared, in a qualifier. */
function wholeVersionOf({ qualifiers, type, version }: Purl): string | undefined {
  const epoch = type === 'rpm' ? qualifiers.get('epoch') : undefined;
  return version === undefined || epoch === undefined || epoch === '0' || !/^\d{1,9}$/.test(epoch)
    ? version
    : `${epoch}:${version}`;
}

function joinName(ecosystem: Ecosystem | undefined, purlType: string | undefined, group: string | undefined, name: string): string {
  if (group === undefined) return name;
  return ecosystem === undefined ? `${group}${separatorOf(purlType)}${name}` : ecosystem.nameFromPurl(group, name);
}

function separatorOf(purlType: string | undefined): string {
  return purlType === 'maven' ? ':' : '/';
}

/** The group and the name as CycloneDX keeps them apart: the inverse of what {@link readIdentity} joins. */
export function splitName(component: Component): { readonly group?: string; readonly name: string } {
  const { ecosystem, name, purl } = component;
  if (ecosystem !== undefined) {
    const { namespace, name: rest } = ecosystemById(ecosystem).purlName(name);
    return namespace === undefined ? { name } : { group: namespace, name: rest };
  }
  if (purl === undefined) return { name };
  const parsed = parsePurl(purl);
  if (!parsed.ok || parsed.purl.namespace === undefined) return { name };
  const group = parsed.purl.namespace;
  const prefix = `${group}${separatorOf(parsed.purl.type)}`;
  return name.startsWith(prefix) && name.length > prefix.length ? { group, name: name.slice(prefix.length) } : { name };
}

/** What the qualifiers of a purl say about where its package comes from (ECMA-427 annex B). */
export function sourceOfPurl(purl: Purl): Source | undefined {
  const vcs = purl.qualifiers.get('vcs_url');
  if (vcs !== undefined) {
    // `git+https://host/path@commit`: an `@` before the path belongs to the authority.
    const at = vcs.lastIndexOf('@');
    const hasCommit = at > vcs.lastIndexOf('/') && at + 1 < vcs.length;
    return hasCommit ? { kind: 'git', url: vcs.slice(0, at), commit: vcs.slice(at + 1) } : { kind: 'git', url: vcs };
  }
  const download = purl.qualifiers.get('download_url');
  return download === undefined ? undefined : { kind: 'archive', url: download };
}

/** {@link sourceOfPurl} of a component; cheap where its purl has no qualifiers. */
export function sourceInPurlOf(component: Component): Source | undefined {
  if (component.purl?.includes('?') !== true) return undefined;
  const parsed = parsePurl(component.purl);
  return parsed.ok ? sourceOfPurl(parsed.purl) : undefined;
}
