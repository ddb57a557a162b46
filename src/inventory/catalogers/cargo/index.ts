import type { Cataloger } from '../../cataloger.ts';

export const cargoCatalogers: readonly Cataloger[] = [
  {
    id: 'cargo/cargo-lock',
    title: 'Cargo.lock, versions 1 to 4, with the Cargo.toml of the workspace and its members',
    technique: 'lockfile',
    files: ['Cargo.lock'],
    load: async () => (await import('./cargo-lock.ts')).catalogCargoLock,
  },
  {
    id: 'cargo/cargo-toml',
    title: 'Cargo.toml without a lockfile: what it asks for, not what would be built',
    technique: 'manifest',
    files: ['Cargo.toml'],
    fallback: true,
    load: async () => (await import('./cargo-toml.ts')).catalogCargoToml,
  },
];
