export { parseYaml, type YamlOptions } from './yaml.ts';
