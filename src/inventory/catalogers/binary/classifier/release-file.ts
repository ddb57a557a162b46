import type { PackageGraph } from '../../../../model/index.ts';
import type { PackageReader } from '../../../package-reader.ts';
import { present } from '../../../present.ts';

/** The file has one line for each fact; the longest names all modules. */
const MOST_BYTES = 64 * 1024;

/**
 * The file `release` at the root of a Java installation, as JEP 223 describes it and every vendor writes it: `JAVA_VERSION="17.0.15"`.
 * Undefined for any other file of that name.
 */
export function readReleaseFile(bytes: Buffer, reader: PackageReader): readonly PackageGraph[] | undefined {
  const text = bytes.toString('utf8', 0, MOST_BYTES);
  const version = valueOf(text, 'JAVA_VERSION');
  if (version === undefined || !/^\d[\w.+-]*$/.test(version)) return undefined;
  const line = text.slice(0, text.indexOf('JAVA_VERSION=')).split('\n').length;
  reader.add('java', { kind: 'package', name: 'java', version, line, ...present({ supplier: valueOf(text, 'IMPLEMENTOR') }) });
  return [reader.build('none')];
}

function valueOf(text: string, key: 'JAVA_VERSION' | 'IMPLEMENTOR'): string | undefined {
  const match = new RegExp(`^${key}="([^"\\n]{1,200})"`, 'm').exec(text);
  const value = match?.[1]?.trim() ?? '';
  return value === '' || value === 'N/A' ? undefined : value;
}
