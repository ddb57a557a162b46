import type { Agent } from '../../bom/model.ts';

const kinds: Readonly<Record<string, Agent['kind']>> = { Person: 'person', Organization: 'organization', Tool: 'tool' };
const words: Readonly<Record<Agent['kind'], string>> = {
  person: 'Person',
  organization: 'Organization',
  tool: 'Tool',
  agent: 'Organization',
};

/** SPDX 2.3, 6.8 and 7.5: `Person: name (mail)`, `Organization: name (mail)`, `Tool: name-version`. Undefined for `NOASSERTION`. */
export function readAgent2(text: string): Agent | undefined {
  const colon = text.indexOf(':');
  const kind = kinds[text.slice(0, colon)];
  if (kind === undefined) return undefined;
  const said = text.slice(colon + 1).trim();
  if (kind === 'tool') return readTool(said);
  const open = said.endsWith(')') ? said.lastIndexOf('(') : -1;
  if (open === -1) return said === '' ? undefined : { kind, name: said };
  const name = said.slice(0, open).trim();
  const email = said.slice(open + 1, -1).trim();
  return { kind, ...(name === '' ? {} : { name }), ...(email === '' ? {} : { email }) };
}

function readTool(said: string): Agent | undefined {
  return said === '' ? undefined : { kind: 'tool', ...toolNamed(said) };
}

/** `name-version`: the last hyphen before a digit is taken for the start of the version. */
export function toolNamed(said: string): { readonly name: string; readonly version?: string } {
  const hyphen = said.lastIndexOf('-');
  const version = said.slice(hyphen + 1);
  return hyphen > 0 && /^v?\d[^\s]*$/.test(version) ? { name: said.slice(0, hyphen), version } : { name: said };
}

export function writeAgent2({ email, kind, name, version }: Agent): string {
  const mail = email === undefined ? '' : ` (${email})`;
  const release = kind === 'tool' && version !== undefined ? `-${version}` : '';
  return `${words[kind]}: ${name ?? ''}${release}${mail}`;
}
