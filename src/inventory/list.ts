import type { Cataloger } from './cataloger.ts';
import { cargoCatalogers } from './catalogers/cargo/index.ts';
import { golangCatalogers } from './catalogers/golang/index.ts';
import { mavenCatalogers } from './catalogers/maven/index.ts';
import { npmCatalogers } from './catalogers/npm/index.ts';
import { nugetCatalogers } from './catalogers/nuget/index.ts';
import { pypiCatalogers } from './catalogers/pypi/index.ts';

/** Every cataloger. A new one is one file or folder and one line here or in the list of its ecosystem. */
export const catalogers: readonly Cataloger[] = [
  ...npmCatalogers,
  ...pypiCatalogers,
  ...golangCatalogers,
  ...cargoCatalogers,
  ...mavenCatalogers,
  ...nugetCatalogers,
];
