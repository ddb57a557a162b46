import { posix } from 'node:path';
import { child, children, childText, textOf, type XmlElement } from '../../../../kernel/xml/index.ts';

/** A `<dependency>` as written: every text may hold `${properties}`. */
export interface WrittenDependency {
  readonly groupId: string | undefined;
  readonly artifactId: string | undefined;
  readonly version: string | undefined;
  /** `jar` when nothing is written. */
  readonly type: string;
  readonly classifier: string | undefined;
  readonly scope: string | undefined;
  readonly optional: string | undefined;
  readonly systemPath: string | undefined;
  /** Relative to the target. */
  readonly file: string;
  readonly line: number;
}

export interface WrittenParent {
  readonly groupId: string | undefined;
  readonly artifactId: string | undefined;
  readonly version: string | undefined;
  /** As written; empty when the parent is not to be looked for on disk. */
  readonly relativePath: string;
  readonly line: number;
}

/** What a project and its profiles both can have. */
export interface ModelBase {
  readonly properties: ReadonlyMap<string, string>;
  readonly dependencies: readonly WrittenDependency[];
  /** `<dependencyManagement>`: versions for whoever asks, and with `import` those of another pom. */
  readonly managed: readonly WrittenDependency[];
  readonly modules: readonly { readonly path: string; readonly line: number }[];
}

export interface Profile extends ModelBase {
  readonly id: string;
  /** It is in effect when nobody says anything: `activeByDefault`, or a property that is not to be set. */
  readonly activation: 'default' | 'unset-property' | 'other';
}

/** A pom.xml as written, before its parents and properties are looked at. */
export interface Pom extends ModelBase {
  /** Relative to the target. */
  readonly file: string;
  readonly directory: string;
  readonly groupId: string | undefined;
  readonly artifactId: string | undefined;
  readonly version: string | undefined;
  /** Names of its licences; several are a choice. */
  readonly licence: string | undefined;
  readonly parent: WrittenParent | undefined;
  readonly profiles: readonly Profile[];
  readonly line: number;
}

/**
 * A project object model as far as it decides on dependencies. Undefined when the root element is not `<project>`.
 * @see https://maven.apache.org/pom.html
 */
export function parsePom(root: XmlElement, file: string): Pom | undefined {
  if (root.name !== 'project') return undefined;
  const parent = child(root, 'parent');
  return {
    ...parseBase(root, file),
    file,
    directory: posix.dirname(file),
    groupId: childText(root, 'groupId'),
    artifactId: childText(root, 'artifactId'),
    version: childText(root, 'version'),
    licence: parseLicences(root),
    parent: parent === undefined ? undefined : parseParent(parent),
    profiles: children(child(root, 'profiles'), 'profile').map((profile) => parseProfile(profile, file)),
    line: (child(root, 'artifactId') ?? root).line,
  };
}

function parseProfile(profile: XmlElement, file: string): Profile {
  const activation = parseActivation(child(profile, 'activation'));
  return { ...parseBase(profile, file), id: childText(profile, 'id') ?? '', activation };
}

function parseBase(element: XmlElement, file: string): ModelBase {
  return {
    properties: new Map(child(element, 'properties')?.children.map((one) => [one.name, one.text.trim()])),
    dependencies: parseDependencies(child(element, 'dependencies'), file),
    managed: parseDependencies(child(child(element, 'dependencyManagement'), 'dependencies'), file),
    modules: [...children(child(element, 'modules'), 'module'), ...children(child(element, 'subprojects'), 'subproject')].flatMap(
      (module) => {
        const path = textOf(module);
        return path === undefined ? [] : [{ path, line: module.line }];
      },
    ),
  };
}

function parseDependencies(list: XmlElement | undefined, file: string): readonly WrittenDependency[] {
  return children(list, 'dependency').map((dependency) => ({
    groupId: childText(dependency, 'groupId'),
    artifactId: childText(dependency, 'artifactId'),
    version: childText(dependency, 'version'),
    type: childText(dependency, 'type') ?? 'jar',
    classifier: childText(dependency, 'classifier'),
    scope: childText(dependency, 'scope'),
    optional: childText(dependency, 'optional'),
    systemPath: childText(dependency, 'systemPath'),
    file,
    line: dependency.line,
  }));
}

function parseParent(parent: XmlElement): WrittenParent {
  const relativePath = child(parent, 'relativePath');
  return {
    groupId: childText(parent, 'groupId'),
    artifactId: childText(parent, 'artifactId'),
    version: childText(parent, 'version'),
    relativePath: relativePath === undefined ? '../pom.xml' : (textOf(relativePath) ?? ''),
    line: parent.line,
  };
}

function parseActivation(activation: XmlElement | undefined): Profile['activation'] {
  if (childText(activation, 'activeByDefault') === 'true') return 'default';
  const property = child(activation, 'property');
  const isUnset = childText(property, 'name')?.startsWith('!') === true && childText(property, 'value') === undefined;
  return isUnset && activation?.children.length === 1 ? 'unset-property' : 'other';
}

function parseLicences(root: XmlElement): string | undefined {
  const names = children(child(root, 'licenses'), 'license').flatMap((licence) => childText(licence, 'name') ?? []);
  return names.length === 0 ? undefined : names.join(' OR ');
}

/** Profiles that are in effect without anybody asking: those by default only where no other profile of the same pom is. */
export function activeProfiles(pom: Pom): readonly Profile[] {
  const unset = pom.profiles.filter(({ activation }) => activation === 'unset-property');
  return unset.length > 0 ? unset : pom.profiles.filter(({ activation }) => activation === 'default');
}
