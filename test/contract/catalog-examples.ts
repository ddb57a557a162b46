import type { CatalogExamples } from './example.ts';
import { cargoExamples } from './examples/cargo.ts';
import { cocoapodsExamples } from './examples/cocoapods.ts';
import { composerExamples } from './examples/composer.ts';
import { conanExamples } from './examples/conan.ts';
import { condaExamples } from './examples/conda.ts';
import { containerExamples } from './examples/container.ts';
import { cranExamples } from './examples/cran.ts';
import { gemExamples } from './examples/gem.ts';
import { githubactionsExamples } from './examples/githubactions.ts';
import { golangExamples } from './examples/golang.ts';
import { hexExamples } from './examples/hex.ts';
import { mavenExamples } from './examples/maven.ts';
import { npmExamples } from './examples/npm.ts';
import { nugetExamples } from './examples/nuget.ts';
import { osExamples } from './examples/os.ts';
import { pubExamples } from './examples/pub.ts';
import { pypiExamples } from './examples/pypi.ts';
import { swiftExamples } from './examples/swift.ts';
import { terraformExamples } from './examples/terraform.ts';
import { vcpkgExamples } from './examples/vcpkg.ts';

/** One for every cataloger. */
export const catalogExamples: CatalogExamples = {
  ...cargoExamples,
  ...cocoapodsExamples,
  ...composerExamples,
  ...conanExamples,
  ...condaExamples,
  ...containerExamples,
  ...cranExamples,
  ...gemExamples,
  ...githubactionsExamples,
  ...golangExamples,
  ...hexExamples,
  ...mavenExamples,
  ...npmExamples,
  ...nugetExamples,
  ...osExamples,
  ...pubExamples,
  ...pypiExamples,
  ...swiftExamples,
  ...terraformExamples,
  ...vcpkgExamples,
};
