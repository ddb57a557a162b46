import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContext, defaultLimits } from '../../../../kernel/index.ts';
import { edgesOf, issuesOf, nodeOf, readGraph, readTruncated, readWith, versionsOf } from '../../../../../test/kit/catalogued.ts';
import { mavenCatalogers } from '../index.ts';
import { ConfigurationScopes, scopeOfConfiguration } from './configurations.ts';

const lock = `# This is a Gradle generated file for dependency locking.
com.google.guava:guava:33.0.0-jre=compileClasspath,runtimeClasspath,testCompileClasspath,testRuntimeClasspath
javax.servlet:servlet-api:2.5=compileClasspath
org.junit:junit-bom:5.10.1=testCompileClasspath,testRuntimeClasspath
org.projectlombok:lombok:1.18.30=annotationProcessor,testAnnotationProcessor
empty=testFixtures
`;

test('gradle.lockfile: packages with their line and what their configurations are for; nothing says who needs whom', async () => {
  const graph = await readGraph(mavenCatalogers, 'gradle/lockfile', { 'app/gradle.lockfile': lock }, 'app/gradle.lockfile');
  assert.equal(graph.edges, 'none');
  assert.deepEqual(
    graph.packages.map(({ kind, name, version, scope, line, directory }) => [kind, name, version, scope, line, directory]),
    [
      ['project', 'app', undefined, undefined, undefined, 'app'],
      ['package', 'com.google.guava:guava', '33.0.0-jre', 'runtime', 2, undefined],
      ['package', 'javax.servlet:servlet-api', '2.5', 'optional', 3, undefined],
      ['package', 'org.junit:junit-bom', '5.10.1', 'test', 4, undefined],
      ['package', 'org.projectlombok:lombok', '1.18.30', 'dev', 5, undefined],
    ],
  );
});

test('a configuration is for what its name says, and for running when it says nothing', () => {
  for (const [name, scope] of [
    ['runtimeClasspath', 'runtime'],
    ['releaseRuntimeClasspath', 'runtime'],
    ['productionRuntimeClasspath', 'runtime'],
    ['implementation', 'runtime'],
    ['zipped', 'runtime'],
    ['compileClasspath', 'optional'],
    ['debugCompileClasspath', 'optional'],
    ['compileOnly', 'optional'],
    ['testRuntimeClasspath', 'test'],
    ['debugUnitTestRuntimeClasspath', 'test'],
    ['debugAndroidTestCompileClasspath', 'test'],
    ['integrationTestImplementation', 'test'],
    ['testFixturesRuntimeClasspath', 'test'],
    ['jvmTestRuntimeClasspath', 'test'],
    ['attestation', 'runtime'],
    ['annotationProcessor', 'dev'],
    ['kapt', 'dev'],
    ['kspKotlin', 'dev'],
    ['kotlinCompilerClasspath', 'dev'],
    ['checkstyle', 'dev'],
    ['classpath', 'dev'],
  ] as const) {
    assert.equal(scopeOfConfiguration(name), scope, name);
  }
  const scopes = new ConfigurationScopes();
  assert.equal(scopes.of('testRuntimeClasspath,checkstyle'), 'dev');
  assert.equal(scopes.of('testRuntimeClasspath, compileClasspath'), 'optional');
});

test('locks of one file for a configuration are read together, and belong to the project above', async () => {
  const files = {
    'app/gradle/dependency-locks/compileClasspath.lockfile': 'g:a:1\ng:b:1\n',
    'app/gradle/dependency-locks/runtimeClasspath.lockfile': 'g:a:1\n',
    'app/gradle/dependency-locks/buildscript-classpath.lockfile': 'g:plugin:1\n',
  };
  const graph = await readGraph(mavenCatalogers, 'gradle/lockfile', files, Object.keys(files).toSorted());
  assert.equal(graph.packages[0]?.directory, 'app');
  assert.deepEqual(
    graph.packages.slice(1).map(({ name, scope, file }) => [name, scope, file?.split('/').at(-1)]),
    [
      ['g:plugin', 'dev', 'buildscript-classpath.lockfile'],
      ['g:a', 'runtime', 'compileClasspath.lockfile'],
      ['g:b', 'optional', 'compileClasspath.lockfile'],
    ],
  );
});

test('the lock of the build script is about the build and speaks for no project', async () => {
  const graph = await readGraph(mavenCatalogers, 'gradle/lockfile', { 'buildscript-gradle.lockfile': 'g:plugin:1=classpath\n' });
  assert.deepEqual(
    graph.packages.map(({ kind, name, scope }) => [kind, name, scope]),
    [['package', 'g:plugin', 'dev']],
  );
});

test('the root of a build has the name of its settings, and hashes come from its verification metadata', async () => {
  const sha256 = 'ab'.repeat(32);
  const graph = await readGraph(
    mavenCatalogers,
    'gradle/lockfile',
    {
      'settings.gradle.kts': '// settings\nrootProject.name = "shop"\n',
      'gradle.lockfile': 'g:a:1=runtimeClasspath\ng:b:1=runtimeClasspath\n',
      'gradle/verification-metadata.xml': `<verification-metadata><components>
<component group="g" name="a" version="1"><artifact name="a-1.jar"><sha256 value="${sha256}"/><md5 value="x"/></artifact>
<artifact name="a-1.pom"><sha256 value="${'cd'.repeat(32)}"/></artifact></component>
<component group="g" name="b" version="2"><artifact name="b-2.jar"><sha256 value="${sha256}"/></artifact></component>
</components></verification-metadata>`,
    },
    'gradle.lockfile',
  );
  assert.equal(graph.packages[0]?.name, 'shop');
  assert.deepEqual(nodeOf(graph, 'g:a').hashes, [{ algorithm: 'SHA-256', value: sha256 }]);
  assert.equal(nodeOf(graph, 'g:b').hashes, undefined);
});

test('lines that are no locks are issues, bounded in number; so is the number of packages', async () => {
  const text = 'g:a:1=x\nnonsense\ng:b=x\ng:c:1:2=x\n:d:1=x\ng:e:[1,2)=x\ng:f:1=x\n';
  const read = await readWith(mavenCatalogers, 'gradle/lockfile', { 'gradle.lockfile': text });
  assert.deepEqual(
    issuesOf(read),
    [2, 3, 4, 5, 6].map((line) => `gradle/lockfile @ ${line}`),
  );
  assert.deepEqual(versionsOf(read.graph), ['g:a 1', 'g:f 1']);
  const many = await readWith(mavenCatalogers, 'gradle/lockfile', { 'gradle.lockfile': 'x\n'.repeat(10_000) });
  assert.ok(many.issues.length <= defaultLimits.issuesPerFile + 1);
  const limits = { ...defaultLimits, packagesPerFile: 2 };
  const full = await readWith(
    mavenCatalogers,
    'gradle/lockfile',
    { 'gradle.lockfile': lock },
    undefined,
    createContext({ limits }),
  );
  assert.deepEqual(issuesOf(full), ['file/too-many-packages @ 4']);
  await readTruncated(mavenCatalogers, 'gradle/lockfile', { 'gradle.lockfile': lock }, 'gradle.lockfile');
});

const catalog = `[versions]
guava = "33.0.0-jre"
rich = { strictly = "[1.7, 1.8)", prefer = "1.7.25" }
pinned = { require = "2.0" }

[libraries]
guava = { module = "com.google.guava:guava", version.ref = "guava" }
short = "org.short:thing:1.2.3"
parts = { group = "org.parts", name = "part", version = "3.0" }
ranged = { module = "org.rich:rich", version.ref = "rich" }
pinned = { module = "org.rich:pinned", version.ref = "pinned" }
managed = { module = "org.bom:managed" }
dangling = { module = "org.x:y", version.ref = "gone" }
"quoted.alias" = { module = "org.quoted:alias", version = "1+" }

[bundles]
all = ["guava", "short"]

[plugins]
app = { id = "com.example.app", version = "8.2.0" }
brief = "com.example.brief:1.0"
`;

test('a version catalog: libraries and plugins, versions by reference, and none where it is rich, managed or a range', async () => {
  const graph = await readGraph(mavenCatalogers, 'gradle/version-catalog', { 'shop/gradle/libs.versions.toml': catalog });
  assert.equal(graph.packages[0]?.directory, 'shop');
  assert.deepEqual(
    edgesOf(graph).map((edge) => edge.replace('shop > ', '')),
    [
      'com.google.guava:guava runtime 33.0.0-jre @ 7',
      'org.short:thing runtime 1.2.3 @ 8',
      'org.parts:part runtime 3.0 @ 9',
      'org.rich:rich runtime [1.7, 1.8) @ 10',
      'org.rich:pinned runtime 2.0 @ 11',
      'org.bom:managed runtime @ 12',
      'org.x:y runtime @ 13',
      'org.quoted:alias runtime 1+ @ 14',
      'com.example.app:com.example.app.gradle.plugin dev 8.2.0 @ 20',
      'com.example.brief:com.example.brief.gradle.plugin dev 1.0 @ 21',
    ],
  );
  assert.deepEqual(versionsOf(graph).slice(0, 8), [
    'com.google.guava:guava 33.0.0-jre',
    'org.short:thing 1.2.3',
    'org.parts:part 3.0',
    'org.rich:rich',
    'org.rich:pinned 2.0',
    'org.bom:managed',
    'org.x:y',
    'org.quoted:alias',
  ]);
});

test('entries of a catalog that are no packages are issues on their line', async () => {
  const read = await readWith(mavenCatalogers, 'gradle/version-catalog', {
    'libs.versions.toml':
      '[libraries]\na = 7\nb = { module = "x" }\nc = { name = "y" }\nok = "g:a:1"\n[plugins]\nd = { id = "a b" }\n',
  });
  assert.deepEqual(
    issuesOf(read),
    [2, 3, 4, 7].map((line) => `gradle/version-catalog @ ${line}`),
  );
  assert.deepEqual(versionsOf(read.graph), ['g:a 1']);
  await readTruncated(mavenCatalogers, 'gradle/version-catalog', { 'libs.versions.toml': catalog }, 'libs.versions.toml');
});

const groovy = `plugins { id 'java' }
dependencies {
    implementation 'g:a:1.0'
    implementation "g:b:$version"
    testImplementation('g:c:1.1') { transitive = false }
    implementation platform('g:bom:2.0')
    "customConfig"("g:custom:3.0:classifier@zip")
    // implementation 'g:comment:1'
    implementation project(':lib')
    implementation libs.guava
    runtimeOnly "g:d"
    compileOnly 'g:e:1.+'
}
`;

test('a build script without a lock: what it names in full, and that the rest is not known', async () => {
  const read = await readWith(mavenCatalogers, 'gradle/build-script', {
    'app/build.gradle': groovy,
    'lib/build.gradle.kts': 'plugins { }',
  });
  assert.deepEqual(
    read.issues.map(({ code, path }) => [code, path]),
    [['gradle/no-lockfile', 'app/build.gradle']],
  );
  assert.match(read.issues[0]?.message ?? '', /1 other build script/);
  assert.deepEqual(versionsOf(read.graph), ['g:a 1.0', 'g:b', 'g:c 1.1', 'g:bom 2.0', 'g:custom 3.0', 'g:d', 'g:e']);
  assert.deepEqual(edgesOf(read.graph).slice(0, 3), [
    'app > g:a runtime 1.0 @ app/build.gradle:3',
    'app > g:b runtime $version @ app/build.gradle:4',
    'app > g:c test 1.1 @ app/build.gradle:5',
  ]);
});

test('a build script with a lock is read elsewhere, and one that asks for nothing is not missed', async () => {
  for (const lockfile of ['gradle.lockfile', 'gradle/dependency-locks/runtimeClasspath.lockfile']) {
    const { graphs, issues } = await readWith(mavenCatalogers, 'gradle/build-script', { 'build.gradle': groovy, [lockfile]: '' });
    assert.deepEqual([graphs, issues], [[], []]);
  }
  const { graphs, issues } = await readWith(mavenCatalogers, 'gradle/build-script', {
    'build.gradle': 'task hello { doLast { println 1 } }',
  });
  assert.deepEqual([graphs, issues], [[], []]);
});
