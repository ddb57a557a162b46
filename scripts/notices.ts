import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes the licences of everything that was bundled: what is published names what it is made of. */
export function writeNotices(modules: readonly string[], path: string): void {
  const packages = new Set<string>();
  for (const module of modules) {
    const match = /[/\\](node_modules[/\\](?:@[^/\\]+[/\\])?[^/\\]+)[/\\]/.exec(module);
    if (match !== null) packages.add(match[1] as string);
  }
  const notices = [...packages].toSorted().map(noticeOf);
  writeFileSync(path, `This package contains the following third-party software.\n\n${notices.join('\n')}`);
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
