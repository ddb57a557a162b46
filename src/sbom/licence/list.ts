import deprecatedIds from 'spdx-license-ids/deprecated.json' with { type: 'json' };
import currentIds from 'spdx-license-ids/index.json' with { type: 'json' };
import { exceptionIds } from './exceptions.ts';

const licences = byLowerCase([currentIds, deprecatedIds]);
const exceptions = byLowerCase([exceptionIds]);

/** Identifiers are matched without regard to case (SPDX 2.3 Annex D.2); the list's own spelling is what comes out. */
function byLowerCase(lists: readonly (readonly string[])[]): ReadonlyMap<string, string> {
  const official = new Map<string, string>();
  for (const list of lists) for (const id of list) official.set(id.toLowerCase(), id);
  return official;
}

/** The official spelling of a licence identifier, or undefined when it is not on the SPDX licence list. */
export function officialLicenceId(id: string): string | undefined {
  return licences.get(id.toLowerCase());
}

/** The official spelling of an exception identifier, or undefined when it is not on the SPDX list of exceptions. */
export function officialExceptionId(id: string): string | undefined {
  return exceptions.get(id.toLowerCase());
}
