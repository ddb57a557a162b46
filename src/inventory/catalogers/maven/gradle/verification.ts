import { parseDigest, type Ctx, type Hash } from '../../../../kernel/index.ts';
import { child, children, readXml } from '../../../../kernel/xml/index.ts';
import type { SourceFile } from '../../../cataloger.ts';

const algorithms = ['md5', 'sha1', 'sha256', 'sha512'] as const;

/**
 * The hashes of the main jar of each component of gradle/verification-metadata.xml, by `group:artifact:version`. A package can have
 * several, where more than one file is trusted.
 * @see https://docs.gradle.org/current/userguide/dependency_verification.html
 */
export async function readVerification(file: SourceFile, ctx: Ctx): Promise<ReadonlyMap<string, readonly Hash[]>> {
  const document = await readXml(file, ctx);
  const found = new Map<string, readonly Hash[]>();
  for (const component of children(child(document.value, 'components'), 'component')) {
    const { attributes } = component;
    const artifactId = attributes.get('name') ?? '';
    const version = attributes.get('version') ?? '';
    const jar = children(component, 'artifact').find(
      (artifact) => artifact.attributes.get('name') === `${artifactId}-${version}.jar`,
    );
    const hashes = algorithms.flatMap((algorithm) =>
      children(jar, algorithm).flatMap((one) => parseDigest(`${algorithm}:${one.attributes.get('value') ?? ''}`) ?? []),
    );
    if (hashes.length > 0) found.set(`${attributes.get('group') ?? ''}:${artifactId}:${version}`, hashes);
  }
  return found;
}
