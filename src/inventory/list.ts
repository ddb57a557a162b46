import type { Cataloger } from './cataloger.ts';
import { cargoCatalogers } from './catalogers/cargo/index.ts';
import { cocoapodsCatalogers } from './catalogers/cocoapods/index.ts';
import { composerCatalogers } from './catalogers/composer/index.ts';
import { conanCatalogers } from './catalogers/conan/index.ts';
import { condaCatalogers } from './catalogers/conda/index.ts';
import { containerCatalogers } from './catalogers/container/index.ts';
import { cranCatalogers } from './catalogers/cran/index.ts';
import { gemCatalogers } from './catalogers/gem/index.ts';
import { githubactionsCatalogers } from './catalogers/githubactions/index.ts';
import { golangCatalogers } from './catalogers/golang/index.ts';
import { hexCatalogers } from './catalogers/hex/index.ts';
import { mavenCatalogers } from './catalogers/maven/index.ts';
import { npmCatalogers } from './catalogers/npm/index.ts';
import { nugetCatalogers } from './catalogers/nuget/index.ts';
import { osCatalogers } from './catalogers/os/index.ts';
import { pubCatalogers } from './catalogers/pub/index.ts';
import { pypiCatalogers } from './catalogers/pypi/index.ts';
import { swiftCatalogers } from './catalogers/swift/index.ts';
import { terraformCatalogers } from './catalogers/terraform/index.ts';
import { vcpkgCatalogers } from './catalogers/vcpkg/index.ts';

/** Every cataloger. A new one is one file or folder and one line here or in the list of its ecosystem. */
export const catalogers: readonly Cataloger[] = [
  ...osCatalogers,
  ...npmCatalogers,
  ...pypiCatalogers,
  ...golangCatalogers,
  ...cargoCatalogers,
  ...mavenCatalogers,
  ...nugetCatalogers,
  ...cocoapodsCatalogers,
  ...composerCatalogers,
  ...conanCatalogers,
  ...condaCatalogers,
  ...containerCatalogers,
  ...cranCatalogers,
  ...gemCatalogers,
  ...githubactionsCatalogers,
  ...hexCatalogers,
  ...pubCatalogers,
  ...swiftCatalogers,
  ...terraformCatalogers,
  ...vcpkgCatalogers,
];
