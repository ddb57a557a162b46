import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface Metafile {
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** Writes the licences of everything that was bundled: what is published names what it is made of. */
export function writeNotices(metafiles: readonly Metafile[], file: string): void {
  const packages = new Set<string>();
  for (const metafile of metafiles) {
    for (const input of Object.keys(metafile.inputs)) {
      const match = /^(node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
      if (match !== null) packages.add(match[1] as string);
    }
  }
  const notices = [...packages].toSorted().map(noticeOf);
  writeFileSync(file, `This package contains the following third-party software.\n\n${notices.join('\n')}`);
}

function noticeOf(directory: string): string {
  const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license: string;
  };
  const licence = readdirSync(directory).find((name) => /^licen[cs]e/i.test(name));
  const text =
    licence !== undefined && existsSync(join(directory, licence)) ? readFileSync(join(directory, licence), 'utf8').trim() : '';
  return `${'-'.repeat(78)}\n${manifest.name} ${manifest.version} (${manifest.license})\n\n${text}\n`;
}
