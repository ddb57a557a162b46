export { parseToml, type TomlOptions } from './toml.ts';
