import { posix } from 'node:path';
import { arrayOf, complete, isObject, type Ctx, type DataObject, type DataValue, type Outcome } from '../../../kernel/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { Fields, member } from '../../fields.ts';
import { PackageReader, unread } from '../../package-reader.ts';
import { readYaml } from '../../read.ts';
import { TextLines } from '../../text-lines.ts';
import { parseImage, toImageNode } from './image.ts';
import { expand, UNKNOWN } from './variables.ts';

const composeFile = /^(?:docker-)?compose[^/]*\.ya?ml$/;
const MOST_MERGES = 10;

/**
 * The images of the services. What a service builds itself is not taken from anywhere; one with a profile starts only when it is asked
 * for, and is optional. Variables have their defaults, since where they get their values is not part of the file.
 * @see https://docs.docker.com/reference/compose-file/
 */
export async function catalogCompose(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const file = files[0] as SourceFile;
  const yaml = await readYaml(file, ctx);
  const text = await file.text();
  const [document] = yaml.value;
  if (document === undefined) return yaml.issues.length > 0 ? unread(yaml.issues) : complete({ graphs: [] });
  const reader = new PackageReader(file, ctx, 'docker');
  reader.issues.addAll(yaml.issues);
  const fields = new Fields(document, reader.issues, 'container');
  const lines = new TextLines(text.value ?? '');
  const compose = fields.root();
  const root = reader.project();
  const services = fields.object(compose, 'services') ?? {};
  for (const [name, service] of Object.entries(services)) {
    if (isObject(service)) addService(service, { reader, fields, lines, root });
    else if (service !== null) fields.wrong(name, 'an object', fields.lineOf(services));
  }
  for (const path of includedFiles(compose, services)) {
    if (!composeFile.test(posix.basename(path))) {
      reader.issues.add('container/include', `includes ${JSON.stringify(path.slice(0, 200))}, which is not read`);
    }
  }
  return reader.outcome('complete');
}

interface Tools {
  readonly reader: PackageReader;
  readonly fields: Fields;
  readonly lines: TextLines;
  readonly root: number;
}

function addService(service: DataObject, { reader, fields, lines, root }: Tools): void {
  const begin = fields.lineOf(service);
  const image = merged(service, 'image');
  if (image === undefined || merged(service, 'build') !== undefined) return;
  const line = imageLine(lines, begin, image);
  if (typeof image !== 'string') {
    fields.wrong('image', 'text', begin);
    return;
  }
  const text = expand(image.trim(), () => undefined);
  const known = text.includes(UNKNOWN) ? text.replace(/[:@][^:@/]*\0.*$/s, '') : text;
  const parsed = known.includes(UNKNOWN) ? undefined : parseImage(known);
  if (parsed === undefined) {
    const reason = known.includes(UNKNOWN) ? 'which only a variable tells' : 'which is not a reference to an image';
    reader.issues.add('container/image', `uses ${JSON.stringify(image.slice(0, 200))}, ${reason}`, line);
    return;
  }
  const isOptional = arrayOf(merged(service, 'profiles')).length > 0;
  const place = line === undefined ? {} : { line };
  const index = reader.add(`${line ?? 0} ${image}`, { ...toImageNode(parsed), ...place });
  reader.connect(root, index, { scope: isOptional ? 'optional' : 'runtime', requirement: image, line });
}

/** A member of its own, or of what it is merged with: `<<: *base`. */
function merged(service: DataObject, key: string, depth = 0): DataValue | undefined {
  const own = member(service, key);
  if (own !== undefined || depth > MOST_MERGES) return own;
  const base = member(service, '<<');
  for (const one of Array.isArray(base) ? arrayOf(base) : [base]) {
    const found = isObject(one) ? merged(one, key, depth + 1) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function imageLine(lines: TextLines, begin: number | undefined, image: DataValue): number | undefined {
  if (begin === undefined || typeof image !== 'string') return begin;
  return lines.find((row) => /\bimage["']?\s*:/.test(row) && row.includes(image.trim()), begin) ?? begin;
}

/** Other files by `include` and `extends`. */
function includedFiles(compose: DataObject, services: DataObject): readonly string[] {
  const included = arrayOf(member(compose, 'include')).flatMap((entry): readonly (DataValue | undefined)[] => {
    if (!isObject(entry)) return [entry];
    const path = member(entry, 'path');
    return Array.isArray(path) ? (path as readonly DataValue[]) : [path];
  });
  for (const service of Object.values(services)) {
    const extended = isObject(service) ? member(service, 'extends') : undefined;
    if (isObject(extended)) included.push(member(extended, 'file'));
  }
  return included.filter((path) => typeof path === 'string');
}
