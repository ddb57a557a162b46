import { realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import { openFile, readRange, type Fault, type OpenFile } from './byte-source.ts';
import { tooLarge, type ImageBlobs, type LayerLoader, type LoadedLayer } from './image-blobs.ts';

/** The parts of an OCI layout that lies on disk as a folder. Links that lead out of it are not followed. */
export class FolderBlobs implements ImageBlobs {
  readonly #root: string;
  readonly #loader: LayerLoader;
  readonly #open: OpenFile[] = [];
  readonly #layers = new Map<string, LoadedLayer>();

  constructor(root: string, loader: LayerLoader) {
    this.#root = realpathSync(root);
    this.#loader = loader;
  }

  bytes(name: string): Promise<Buffer | Fault | undefined> {
    const file = this.#file(name);
    if (file === undefined || 'code' in file) return Promise.resolve(file);
    const content = tooLarge(file.bytes, this.#loader.reading.ctx.limits) ?? readRange(file, 0, file.bytes);
    file.close();
    return Promise.resolve(content);
  }

  async layer(name: string): Promise<LoadedLayer | Fault | undefined> {
    const known = this.#layers.get(name);
    if (known !== undefined) return known;
    const file = this.#file(name);
    if (file === undefined || 'code' in file) return file;
    this.#open.push(file);
    const loaded = await this.#loader.fromDisk(file, 0, file.bytes, name);
    this.#layers.set(name, loaded);
    return loaded;
  }

  close(): void {
    for (const file of this.#open) file.close();
  }

  #file(name: string): OpenFile | Fault | undefined {
    let real: string;
    try {
      real = realpathSync(join(this.#root, name));
    } catch {
      return undefined;
    }
    return real.startsWith(this.#root + sep)
      ? openFile(real)
      : { code: 'walk/link-outside', message: 'is a link out of the target and is not followed' };
  }
}
