import type { Source } from '../../../model/index.ts';

/** How Cargo.lock names the registry that it uses when nothing else is asked for, whatever protocol reached it. */
const DEFAULT_REGISTRY = 'registry+https://github.com/rust-lang/crates.io-index';

export type ParsedSource =
  | { readonly kind: 'default' }
  | { readonly kind: 'known'; readonly source: Source }
  | { readonly kind: 'unknown' };

/**
 * The `source` of a package in Cargo.lock: `registry+URL`, `sparse+URL` or `git+URL?branch=…#COMMIT`.
 * @see https://doc.rust-lang.org/cargo/reference/pkgid-spec.html
 */
export function parseSource(text: string): ParsedSource {
  if (text === DEFAULT_REGISTRY) return { kind: 'default' };
  const plus = text.indexOf('+');
  const kind = text.slice(0, Math.max(plus, 0));
  const url = text.slice(plus + 1);
  if (kind === 'registry' || kind === 'sparse') return { kind: 'known', source: { kind: 'registry', url } };
  if (kind !== 'git') return { kind: 'unknown' };
  const hash = url.indexOf('#');
  const commit = hash === -1 ? '' : url.slice(hash + 1);
  const address = hash === -1 ? url : url.slice(0, hash);
  // The branch or tag says how the commit was found; the commit says what is built.
  const repository = commit === '' ? address : (address.split('?', 1)[0] as string);
  return { kind: 'known', source: { kind: 'git', url: repository, ...(commit === '' ? {} : { commit }) } };
}
