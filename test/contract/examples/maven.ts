import { makeZip } from '../../kit/make-zip.ts';
import { json, type CatalogExamples } from '../example.ts';

const pom = (body: string): string =>
  `<project>\n<groupId>com.example</groupId><artifactId>app</artifactId><version>1.0</version>\n${body}</project>\n`;

export const mavenExamples: CatalogExamples = {
  'maven/dependency-tree': {
    paths: ['dependency-tree.json', 'pom.xml'],
    packages: ['g:a 1.0', 'g:b 2.0'],
    files: {
      'pom.xml': pom(''),
      'dependency-tree.json': json({
        groupId: 'com.example',
        artifactId: 'app',
        version: '1.0',
        type: 'jar',
        scope: '',
        classifier: '',
        optional: 'false',
        children: [
          {
            groupId: 'g',
            artifactId: 'a',
            version: '1.0',
            type: 'jar',
            scope: 'compile',
            classifier: '',
            optional: 'false',
            children: [
              { groupId: 'g', artifactId: 'b', version: '2.0', type: 'jar', scope: 'runtime', classifier: '', optional: 'false' },
            ],
          },
        ],
      }),
    },
  },
  'maven/archive': {
    paths: ['lib/a-1.0.jar'],
    packages: ['g:a 1.0'],
    files: {
      'lib/a-1.0.jar': makeZip([{ name: 'META-INF/maven/g/a/pom.properties', content: 'groupId=g\nartifactId=a\nversion=1.0\n' }]),
    },
  },
  // Only what a machine provides needs nothing further: of everything else a pom does not say what it needs in turn.
  'maven/pom': {
    paths: ['pom.xml'],
    packages: ['g:a 1.0'],
    files: {
      'pom.xml': pom(
        '<dependencies><dependency><groupId>g</groupId><artifactId>a</artifactId><version>1.0</version><scope>system</scope><systemPath>/opt/a.jar</systemPath></dependency></dependencies>',
      ),
    },
  },
  'gradle/lockfile': {
    paths: ['gradle.lockfile'],
    packages: ['g:a 1.0'],
    files: { 'gradle.lockfile': '# locked\ng:a:1.0=compileClasspath,runtimeClasspath\nempty=annotationProcessor\n' },
  },
  'gradle/version-catalog': {
    paths: ['gradle/libs.versions.toml'],
    packages: ['g:a 1.0'],
    files: { 'gradle/libs.versions.toml': '[versions]\na = "1.0"\n\n[libraries]\na = { module = "g:a", version.ref = "a" }\n' },
  },
  // A script that asks for anything is an issue by itself, because it is a program.
  'gradle/build-script': {
    paths: ['build.gradle'],
    packages: [],
    files: { 'build.gradle': "task hello {\n    doLast { println 'hello' }\n}\n" },
  },
};
