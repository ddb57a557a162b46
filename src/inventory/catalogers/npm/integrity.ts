import { parseIntegrity, type Hash } from '../../../kernel/index.ts';

const oneSha512 = 'sha512-'.length + 88;

/** `parseIntegrity`, with a short way for what lockfiles hold by the thousand: a single SHA-512. */
export function toHashes(integrity: string): readonly Hash[] {
  if (integrity.length === oneSha512 && integrity.startsWith('sha512-') && !/[-_]/.test(integrity.slice(7))) {
    const value = Buffer.from(integrity.slice(7), 'base64').toString('hex');
    if (value.length === 128) return [{ algorithm: 'SHA-512', value }];
  }
  return parseIntegrity(integrity);
}
