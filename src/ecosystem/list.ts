import type { Ecosystem } from './ecosystem.ts';
import { apk } from './apk/apk.ts';
import { bioconductor } from './bioconductor/bioconductor.ts';
import { bitnami } from './bitnami/bitnami.ts';
import { cargo } from './cargo/cargo.ts';
import { cocoapods } from './cocoapods/cocoapods.ts';
import { composer } from './composer/composer.ts';
import { conan } from './conan/conan.ts';
import { conda } from './conda/conda.ts';
import { cran } from './cran/cran.ts';
import { deb } from './deb/deb.ts';
import { docker } from './docker/docker.ts';
import { gem } from './gem/gem.ts';
import { generic } from './generic/generic.ts';
import { githubactions } from './githubactions/githubactions.ts';
import { golang } from './golang/golang.ts';
import { hackage } from './hackage/hackage.ts';
import { hex } from './hex/hex.ts';
import { julia } from './julia/julia.ts';
import { maven } from './maven/maven.ts';
import { npm } from './npm/npm.ts';
import { nuget } from './nuget/nuget.ts';
import { opam } from './opam/opam.ts';
import { pub } from './pub/pub.ts';
import { pypi } from './pypi/pypi.ts';
import { rpm } from './rpm/rpm.ts';
import { swift } from './swift/swift.ts';
import { terraform } from './terraform/terraform.ts';
import { vcpkg } from './vcpkg/vcpkg.ts';
import { vscodeExtension } from './vscode-extension/vscode-extension.ts';

/** Every ecosystem. A new one is one folder and one line here. */
export const ecosystems: readonly Ecosystem[] = [
  apk,
  bioconductor,
  bitnami,
  cargo,
  cocoapods,
  composer,
  conan,
  conda,
  cran,
  deb,
  docker,
  gem,
  generic,
  githubactions,
  golang,
  hackage,
  hex,
  julia,
  maven,
  npm,
  nuget,
  opam,
  pub,
  pypi,
  rpm,
  swift,
  terraform,
  vcpkg,
  vscodeExtension,
];
