import type { ComponentType } from '../../../model/index.ts';

/** `primaryPackagePurpose` (SPDX 2.3, 7.24) as its JSON schema spells it. Types that are not here are `OTHER`. */
const purposes: ReadonlyMap<ComponentType, string> = new Map<ComponentType, string>([
  ['application', 'APPLICATION'],
  ['container', 'CONTAINER'],
  ['device', 'DEVICE'],
  ['file', 'FILE'],
  ['firmware', 'FIRMWARE'],
  ['framework', 'FRAMEWORK'],
  ['library', 'LIBRARY'],
  ['operating-system', 'OPERATING_SYSTEM'],
]);

const types: ReadonlyMap<string, ComponentType> = new Map([...purposes].map(([type, purpose]) => [purpose, type]));

/** Every type that a component can have and that is not a purpose. */
const others: ReadonlySet<string> = new Set<ComponentType>([
  'cryptographic-asset',
  'data',
  'device-driver',
  'machine-learning-model',
  'platform',
]);

export function isPurpose(type: ComponentType): boolean {
  return purposes.has(type);
}

export function purposeOf(type: ComponentType): string {
  return purposes.get(type) ?? 'OTHER';
}

/** The specification's text writes `OPERATING-SYSTEM`. Undefined for purposes that are no type: `SOURCE`, `ARCHIVE`, `INSTALL`, `OTHER`. */
export function typeOfPurpose(purpose: string): ComponentType | undefined {
  return types.get(purpose.replaceAll('-', '_'));
}

export function otherTypeNamed(name: string | undefined): ComponentType | undefined {
  return name !== undefined && others.has(name) ? (name as ComponentType) : undefined;
}
