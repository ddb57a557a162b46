import type { Limits } from '../../kernel/index.ts';
import type { Fault } from './byte-source.ts';
import { compressionOf } from './compression.ts';
import { BLOCK_BYTES, isEmptyBlock, looksLikeTar } from './tar-header.ts';

/** What a file is by its first bytes: an archive that is opened, or undefined for anything else. */
export function archiveKindOf(head: Buffer): 'zip' | 'tar' | undefined {
  if (head.length >= 4 && (head.readUInt32LE(0) === LOCAL_HEADER || head.readUInt32LE(0) === END_OF_DIRECTORY)) return 'zip';
  // An archive without members is two empty blocks.
  const isTar = looksLikeTar(head) || (head.length === BLOCK_BYTES && isEmptyBlock(head));
  return isTar || compressionOf(head) !== undefined ? 'tar' : undefined;
}

const LOCAL_HEADER = 0x04034b50;
const END_OF_DIRECTORY = 0x06054b50;

/** Archives that have to be in memory as a whole. */
export function tooLargeArchive(bytes: number, { archiveBytes }: Pick<Limits, 'archiveBytes'>): Fault | undefined {
  if (bytes <= archiveBytes) return undefined;
  return { code: 'file/too-large', message: `has ${bytes} bytes; more than ${archiveBytes} are not read` };
}
