import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

/** Path of a file or folder of the public data that lies beside the checkout. */
export function sharedData(path: string): string {
  return root + path;
}

/** For `test(title, { skip: withoutSharedData('purl') }, …)`: false when it is there, else the reason to skip. */
export function withoutSharedData(path: string): string | false {
  return existsSync(root + path) ? false : `../shared/data/${path} is not here`;
}
