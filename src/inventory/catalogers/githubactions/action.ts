import { posix } from 'node:path';
import { complete, isObject, type Ctx, type Outcome } from '../../../kernel/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { member } from '../../fields.ts';
import { unread } from '../../package-reader.ts';
import { readYaml } from '../../read.ts';
import { UsesReader } from './uses-reader.ts';

/**
 * What an action of one's own uses: the steps of a composite one, the image of one that runs in a container.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax
 */
export async function catalogAction(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const file = files[0] as SourceFile;
  const yaml = await readYaml(file, ctx);
  const text = await file.text();
  const [document] = yaml.value;
  if (document === undefined) return yaml.issues.length > 0 ? unread(yaml.issues) : complete({ graphs: [] });
  // Other tools have files of this name too.
  if (!isObject(document.value) || member(document.value, 'runs') === undefined) {
    return yaml.issues.length > 0 ? unread(yaml.issues) : complete({ graphs: [] });
  }
  const reader = new UsesReader(file, ctx, document, text.value ?? '', posix.dirname(file.path));
  reader.issues.addAll(yaml.issues);
  const runs = reader.fields.object(document.value, 'runs');
  if (runs !== undefined) {
    reader.steps(runs);
    const image = reader.fields.text(runs, 'image', reader.fields.lineOf(runs));
    // Anything else is the name of a Dockerfile, which is read for itself.
    if (image?.startsWith('docker://') === true) reader.container(image, 'image', runs);
  }
  return reader.outcome();
}
