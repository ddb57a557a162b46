import type { Profile } from './profile.ts';
import { bsiTr03183 } from './profiles/bsi-tr-03183-2.ts';
import { cisa2026 } from './profiles/cisa-2026.ts';
import { fsct3 } from './profiles/fsct-3.ts';
import { ntia2021 } from './profiles/ntia-2021.ts';

/** Every profile. A new one is one file and one line here. */
export const profiles: readonly Profile[] = [cisa2026, ntia2021, bsiTr03183, fsct3];

export function profileById(id: string): Profile | undefined {
  return profiles.find((profile) => profile.id === id);
}
