import { isUtf8 } from 'node:buffer';
import { incomplete, type Ctx, type Outcome } from '../../../kernel/index.ts';
import type { SourceFile } from '../../cataloger.ts';

/**
 * The file as text, also where it is not UTF-8: one name of long ago, in Latin-1, must not hide all packages of a system.
 * The issue that says so stays. Undefined when the file cannot be read.
 */
export async function readLenientText(file: SourceFile, ctx: Ctx): Promise<Outcome<string | undefined>> {
  const text = await file.text();
  if (text.value !== undefined || text.issues.some(({ code }) => code !== 'text/encoding')) return text;
  const bytes = await file.bytes();
  if (bytes.value === undefined || bytes.value.length > ctx.limits.manifestBytes) return text;
  return incomplete(decodeLatin1OrUtf8(bytes.value), text.issues);
}

/** UTF-8 where it is that, else a character for every byte. */
export function decodeLatin1OrUtf8(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(isUtf8(bytes) ? 'utf8' : 'latin1');
}
