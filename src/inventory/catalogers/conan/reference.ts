import type { PackageNode } from '../../../model/index.ts';
import { present } from '../../present.ts';

/** `name/version@user/channel#recipe-revision%time:package-id#package-revision`, of which all after the version may be absent. */
export interface Reference {
  readonly name: string;
  /** A version, or a range in brackets: `[>=1.0 <2]`. */
  readonly version: string;
  readonly user?: string;
  readonly channel?: string;
  readonly recipeRevision?: string;
  readonly packageRevision?: string;
}

const shape =
  /^([^\s/@#:[\]]+)\/(\[[^\]]*\]|[^\s/@#:%[\]]+)(?:@(?:([^\s/@#:%]+)(?:\/([^\s/@#:%]+))?)?)?(?:#([^\s#:%]+))?(?:%[0-9.]+)?(?::[^\s#:%]+(?:#([^\s#:%]+))?(?:%[0-9.]+)?)?$/;

/** Undefined when it is not a reference. @see https://docs.conan.io/2/reference/conanfile/attributes.html */
export function parseReference(text: string): Reference | undefined {
  const match = shape.exec(text.trim());
  const [, name, version, user, channel, recipeRevision, packageRevision] = match ?? [];
  if (name === undefined || version === undefined) return undefined;
  // Conan 1 wrote `_/_` for no user and no channel.
  const isNobody = user === undefined || user === '_';
  return {
    name,
    version,
    ...present({ user: isNobody ? undefined : user, channel: isNobody || channel === '_' ? undefined : channel }),
    ...present({ recipeRevision, packageRevision: packageRevision === '0' ? undefined : packageRevision }),
  };
}

/** The package of a reference: `user`, `channel`, `rrev` and `prev` are the qualifiers of its purl type. */
export function toNode(reference: Reference): Omit<PackageNode, 'dependsOn'> {
  const { name, version, user, channel, recipeRevision, packageRevision } = reference;
  const qualifiers = present({
    user,
    channel,
    // Without revisions enabled Conan 1 calls every one of them 0.
    rrev: recipeRevision === '0' ? undefined : recipeRevision,
    prev: packageRevision,
  });
  return {
    name,
    kind: 'package',
    ...present({
      version: version.startsWith('[') ? undefined : version,
      qualifiers: Object.keys(qualifiers).length === 0 ? undefined : qualifiers,
    }),
  };
}
