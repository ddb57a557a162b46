import type { CatalogExamples } from '../example.ts';

export const cargoExamples: CatalogExamples = {
  'cargo/cargo-lock': {
    paths: ['Cargo.lock'],
    packages: ['a 1.0.0', 'b 2.0.0'],
    files: {
      'Cargo.toml': '[package]\nname = "app"\nversion = "0.1.0"\n\n[dependencies]\na = "1"\n',
      'Cargo.lock':
        'version = 3\n\n[[package]]\nname = "a"\nversion = "1.0.0"\nsource = "registry+https://registry.example/index"\ndependencies = [\n "b",\n]\n\n[[package]]\nname = "app"\nversion = "0.1.0"\ndependencies = [\n "a",\n]\n\n[[package]]\nname = "b"\nversion = "2.0.0"\nsource = "registry+https://registry.example/index"\n',
    },
  },
  'cargo/cargo-toml': {
    paths: ['Cargo.toml'],
    packages: ['a', 'b 2.0.0'],
    files: { 'Cargo.toml': '[package]\nname = "app"\nversion = "0.1.0"\n\n[dependencies]\na = "1"\nb = "=2.0.0"\n' },
  },
};
