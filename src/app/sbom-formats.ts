import { AppError } from '../kernel/index.ts';
import type { Dialect } from '../sbom/bom/index.ts';

interface SbomForm {
  readonly id: string;
  readonly family: Dialect['family'];
  readonly encoding: Dialect['encoding'];
  /** The first is what is written when none is named. */
  readonly versions: readonly string[];
}

const forms: readonly SbomForm[] = [
  { id: 'cyclonedx-json', family: 'cyclonedx', encoding: 'json', versions: ['1.6', '1.7', '1.5'] },
  { id: 'cyclonedx-xml', family: 'cyclonedx', encoding: 'xml', versions: ['1.6', '1.7', '1.5'] },
  { id: 'spdx-json', family: 'spdx', encoding: 'json', versions: ['2.3', '3.0.1'] },
  { id: 'spdx-tag-value', family: 'spdx', encoding: 'tag-value', versions: ['2.3'] },
];

/** What may stand after `--format`, with versions after an at sign. */
export const sbomFormatNames: readonly string[] = forms.flatMap(({ id, versions }) => [
  id,
  ...versions.map((version) => `${id}@${version}`),
]);

/** `cyclonedx-json`, `spdx-json@3.0.1`. Throws `AppError` `usage/format` for one that is not written. */
export function parseSbomFormat(text: string): Dialect {
  const [id, version] = text.split('@');
  const form = forms.find((one) => one.id === id);
  const hint = `One of ${forms.map((one) => `${one.id}@{${one.versions.join(',')}}`).join(', ')}.`;
  if (form === undefined) throw new AppError('usage/format', `There is no SBOM format "${text}"`, { hint });
  const chosen = version ?? form.versions[0] ?? '';
  if (!form.versions.includes(chosen))
    throw new AppError('usage/format', `${form.id} is not written in version ${chosen}`, { hint });
  return { family: form.family, version: chosen, encoding: form.encoding };
}

/** `CycloneDX 1.6 JSON`. */
export function describeDialect({ encoding, family, version }: Dialect): string {
  const names = { json: version.startsWith('3.') ? 'JSON-LD' : 'JSON', xml: 'XML', yaml: 'YAML', 'tag-value': 'tag-value' };
  return `${family === 'cyclonedx' ? 'CycloneDX' : 'SPDX'} ${version} ${names[encoding]}`;
}
