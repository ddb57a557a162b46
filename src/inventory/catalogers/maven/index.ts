import { posix } from 'node:path';
import type { Cataloger } from '../../cataloger.ts';

const trees = ['*dependency-tree.txt', '*dependency-tree.json', '*dependency-tree.dot'];

/** Catalogers of Maven packages, whichever tool of the Java world asks for them, from what pins them down to what only asks for them. */
export const mavenCatalogers: readonly Cataloger[] = [
  {
    id: 'maven/dependency-tree',
    title: 'The output of mvn dependency:tree as text, JSON or dot, in a file that is named so',
    technique: 'lockfile',
    // The poms are not read for what they ask for; they tell where the projects of the trees lie.
    files: [...trees, 'pom.xml'],
    group: () => 'all',
    load: async () => (await import('./tree/catalog-trees.ts')).catalogTrees,
  },
  {
    id: 'maven/archive',
    title: 'Java archives (jar, war, ear, aar and others) with the archives inside them',
    technique: 'installed',
    files: ['jar', 'war', 'ear', 'aar', 'jpi', 'hpi', 'par', 'sar', 'nar', 'lpkg'].map((ending) => `*.${ending}`),
    load: async () => (await import('./archive/catalog-archives.ts')).catalogArchives,
  },
  {
    id: 'gradle/lockfile',
    title: 'Lock files of Gradle, with one file for a project or one for a configuration',
    technique: 'lockfile',
    files: ['gradle.lockfile', 'gradle-*.lockfile', '*-gradle.lockfile', '**/gradle/dependency-locks/*.lockfile'],
    group: (path) => (posix.basename(posix.dirname(path)) === 'dependency-locks' ? posix.dirname(path) : path),
    load: async () => (await import('./gradle/lockfile.ts')).catalogGradleLocks,
  },
  {
    id: 'maven/pom',
    title:
      'pom.xml with its parents and imported poms, as far as they are in the target: what it asks for, not what those need in turn',
    technique: 'manifest',
    // The trees say which projects are resolved elsewhere. It decides that itself, project by project.
    files: ['pom.xml', ...trees],
    group: () => 'all',
    load: async () => (await import('./pom/catalog-poms.ts')).catalogPoms,
  },
  {
    id: 'gradle/version-catalog',
    title: 'Version catalogs of Gradle (libs.versions.toml): what build scripts can ask for',
    technique: 'manifest',
    files: ['*.versions.toml'],
    fallback: true,
    load: async () => (await import('./gradle/version-catalog.ts')).catalogVersionCatalogs,
  },
  {
    id: 'gradle/build-script',
    title: 'Build scripts of Gradle without a lock file: the packages that they name in full',
    technique: 'manifest',
    // The lock files are not read, they only say which projects are resolved elsewhere.
    files: ['build.gradle', 'build.gradle.kts', 'gradle.lockfile', '**/gradle/dependency-locks/*.lockfile'],
    group: () => 'all',
    fallback: true,
    load: async () => (await import('./gradle/build-script.ts')).catalogBuildScripts,
  },
];
