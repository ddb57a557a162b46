import { parseDigest } from '../../../kernel/index.ts';
import type { PackageNode } from '../../../model/index.ts';
import { present } from '../../present.ts';

/** A reference to an image: `registry.example/team/app:1.2@sha256:…`. */
export interface ImageReference {
  /** Absent for the registry that is meant when none is named. */
  readonly registry?: string;
  /** Without `library/`, which stands for no namespace there. */
  readonly repository: string;
  readonly tag?: string;
  /** `sha256:…` */
  readonly digest?: string;
}

const shape = /^([^\s@:]+(?::\d+(?=\/))?[^\s@:]*)(?::([\w][\w.-]{0,127}))?(?:@([a-z0-9]+:[0-9a-fA-F]{32,}))?$/;
const LONGEST_REFERENCE = 1000; // characters
const repositoryPath = /^[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*$/i;
const defaultRegistry = /^(?:(?:index|registry-1)\.)?docker\.io$/;

/** Undefined when it is no reference. @see https://github.com/distribution/reference */
export function parseImage(text: string): ImageReference | undefined {
  if (text.length > LONGEST_REFERENCE) return undefined;
  const [, path = '', tag, digest] = shape.exec(text) ?? [];
  const slash = path.indexOf('/');
  const host = slash === -1 ? undefined : path.slice(0, slash);
  const isHost = host !== undefined && (/[.:]/.test(host) || host === 'localhost');
  const rest = isHost ? path.slice(slash + 1) : path;
  if (!repositoryPath.test(rest)) return undefined;
  const registry = isHost && !defaultRegistry.test(host) ? host : undefined;
  const repository = registry === undefined ? rest.replace(/^library\//, '') : rest;
  return { repository, ...present({ registry, tag, digest: digest?.toLowerCase() }) };
}

/**
 * The package of an image: its version is the digest where it is pinned to one, which the purl type `docker` prefers, else the tag. A tag
 * beside a digest is kept as a qualifier.
 */
export function toImageNode({ registry, repository, tag, digest }: ImageReference): Omit<PackageNode, 'dependsOn'> {
  const qualifiers = present({ repository_url: registry, tag: digest === undefined ? undefined : tag });
  const hash = digest === undefined ? undefined : parseDigest(digest);
  return {
    name: repository,
    kind: 'package',
    ...present({
      version: digest ?? tag,
      source: registry === undefined ? undefined : ({ kind: 'registry', url: registry } as const),
      qualifiers: Object.keys(qualifiers).length === 0 ? undefined : qualifiers,
      hashes: hash === undefined ? undefined : [hash],
    }),
  };
}
