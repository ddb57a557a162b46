import type { Ctx, Hash, Outcome } from '../../../kernel/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { PackageReader, unread } from '../../package-reader.ts';
import { present } from '../../present.ts';
import { shown } from '../../shown.ts';
import { parseHclBlocks, type HclBlock, type HclValue } from './hcl.ts';

/**
 * The providers of a dependency lock file. Of the hashes `zh:` is the SHA-256 of the provider's archive for one platform; `h1:` is that of
 * a list of its files, and of no file. Modules are not locked.
 * @see https://developer.hashicorp.com/terraform/language/files/dependency-lock
 */
export async function catalogTerraformLock(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const file = files[0] as SourceFile;
  const text = await file.text();
  if (text.value === undefined) return unread(text.issues);
  const reader = new PackageReader(file, ctx, 'terraform');
  const { blocks, problems } = parseHclBlocks(text.value);
  for (const { message, line } of problems) reader.issues.add('terraform/syntax', message, line);
  const root = reader.project();
  for (const block of blocks) addProvider(block, reader, root);
  return reader.outcome('complete');
}

function addProvider({ type, labels, attributes, line }: HclBlock, reader: PackageReader, root: number): void {
  const [address, ...more] = labels;
  if (type !== 'provider' || address === undefined || more.length > 0) {
    reader.issues.add(
      'terraform/block',
      `has a block ${JSON.stringify(type.slice(0, 100))} that is not a provider and its address`,
      line,
    );
    return;
  }
  const version = attributes.get('version');
  if (typeof version !== 'string') reader.issues.add('terraform/no-version', `has no version for ${shown(address)}`, line);
  const hashes = hashesIn(attributes.get('hashes'), reader, line);
  const index = reader.add(address.toLowerCase(), {
    name: address.toLowerCase(),
    kind: 'package',
    line,
    ...present({
      version: typeof version === 'string' && version !== '' ? version : undefined,
      hashes: hashes.length === 0 ? undefined : hashes,
    }),
  });
  const constraints = attributes.get('constraints');
  reader.connect(root, index, { requirement: typeof constraints === 'string' ? constraints : undefined, line });
}

function hashesIn(list: HclValue | undefined, reader: PackageReader, line: number): readonly Hash[] {
  const hashes: Hash[] = [];
  if (list === undefined || typeof list === 'string') return hashes;
  for (const written of list) {
    const archive = /^zh:(.*)$/.exec(written)?.[1];
    if (archive === undefined) {
      if (!/^[a-z0-9]+:/.test(written)) reader.issues.add('terraform/hash', 'has a hash without its scheme', line);
    } else if (/^[0-9a-f]{64}$/i.test(archive)) {
      hashes.push({ algorithm: 'SHA-256', value: archive.toLowerCase() });
    } else {
      reader.issues.add('terraform/hash', 'has a zh: hash that is no SHA-256', line);
    }
  }
  return hashes;
}
