import { posix } from 'node:path';
import { type Ctx, IssueCollector } from '../../../../kernel/index.ts';
import { readXml, type XmlElement } from '../../../../kernel/xml/index.ts';
import type { SourceFile } from '../../../cataloger.ts';
import { directoryOf, fileAt, nearestAbove, resolvePath } from '../../../paths.ts';
import { projectNameOf } from '../project-name.ts';
import { Properties } from './properties.ts';

/** An `<ItemGroup>` where evaluation meets it. */
export interface ItemGroup {
  readonly element: XmlElement;
  /** File it stands in, relative to the target. */
  readonly file: string;
  /** It, or what is around it, has a condition. */
  readonly isConditional: boolean;
}

/** A project file and what it imports, in the order in which MSBuild evaluates it. */
export interface EvaluatedProject {
  readonly properties: Properties;
  readonly itemGroups: readonly ItemGroup[];
}

/** Documents of one run by path, since hundreds of projects import the same few; each is parsed and complained of once. */
export class MsbuildFiles {
  readonly issues = new IssueCollector('');
  readonly #ctx: Ctx;
  readonly #documents = new Map<string, XmlElement | undefined>();
  readonly #reported = new Set<string>();

  constructor(ctx: Ctx) {
    this.#ctx = ctx;
  }

  async read(file: SourceFile): Promise<XmlElement | undefined> {
    if (!this.#documents.has(file.path)) {
      const outcome = await readXml(file, this.#ctx);
      this.issues.addAll(outcome.issues);
      this.#documents.set(file.path, outcome.value);
    }
    return this.#documents.get(file.path);
  }

  report(code: string, path: string, message: string, line?: number): void {
    const key = `${code} ${path} ${line} ${message}`;
    if (this.#reported.has(key)) return;
    this.#reported.add(key);
    this.issues.addAll([line === undefined ? { code, path, message } : { code, path, line, message }]);
  }

  get mostImports(): number {
    return this.#ctx.limits.includedFiles;
  }
}

export function attributeOf(element: XmlElement, name: string): string | undefined {
  const exact = element.attributes.get(name);
  if (exact !== undefined) return exact;
  const lower = name.toLowerCase();
  for (const [key, value] of element.attributes) if (key.toLowerCase() === lower) return value;
  return undefined;
}

/**
 * Evaluates the properties of a project and gathers its item groups: Directory.Build.props and Directory.Packages.props from the nearest
 * directory above, the project, Directory.Build.targets, and what these import from within the target. Conditions are not
 * decided: what stands under one is taken as possible.
 * @see https://learn.microsoft.com/visualstudio/msbuild/customize-by-directory
 */
export async function evaluate(project: SourceFile, files: MsbuildFiles): Promise<EvaluatedProject> {
  const evaluation = new Evaluation(project, files);
  const home = directoryOf(project);
  await evaluation.load(await nearestAbove(project, home, 'Directory.Build.props'));
  await evaluation.load(await nearestAbove(project, home, 'Directory.Packages.props'));
  await evaluation.load(project);
  await evaluation.load(await nearestAbove(project, home, 'Directory.Build.targets'));
  return evaluation;
}

class Evaluation implements EvaluatedProject {
  readonly properties = new Properties();
  readonly itemGroups: ItemGroup[] = [];
  readonly #project: SourceFile;
  readonly #files: MsbuildFiles;
  readonly #loaded = new Set<string>();

  constructor(project: SourceFile, files: MsbuildFiles) {
    this.#project = project;
    this.#files = files;
    this.properties.set('MSBuildProjectName', projectNameOf(project.path));
  }

  async load(file: SourceFile | undefined, isConditional = false): Promise<void> {
    if (file === undefined || this.#loaded.has(file.path)) return;
    if (this.#loaded.size > this.#files.mostImports) {
      const most = this.#files.mostImports;
      this.#files.report('nuget/imports', this.#project.path, `imports more than ${most} files, of which the rest is not read`);
      return;
    }
    this.#loaded.add(file.path);
    const root = await this.#files.read(file);
    if (root !== undefined) await this.#walk(root, file, isConditional);
  }

  async #walk(parent: XmlElement, file: SourceFile, isConditional: boolean): Promise<void> {
    for (const element of parent.children) {
      const condition = attributeOf(element, 'Condition');
      const isUnderCondition = isConditional || condition !== undefined;
      switch (element.name.toLowerCase()) {
        case 'propertygroup':
          for (const property of element.children) {
            this.properties.define(property.name, property.text, attributeOf(property, 'Condition'), isUnderCondition);
          }
          break;
        case 'itemgroup':
          this.itemGroups.push({ element, file: file.path, isConditional: isUnderCondition });
          break;
        case 'import':
          await this.#import(element, file, isUnderCondition);
          break;
        case 'importgroup':
        case 'choose':
          await this.#walk(element, file, isUnderCondition);
          break;
        case 'when':
        case 'otherwise':
          await this.#walk(element, file, true);
          break;
        default: // Targets run during the build; nothing that decides on packages before it is in them.
      }
    }
  }

  /** What an SDK provides lies outside of the target and is not looked for. */
  async #import(element: XmlElement, file: SourceFile, isConditional: boolean): Promise<void> {
    const written = attributeOf(element, 'Project');
    if (written === undefined || attributeOf(element, 'Sdk') !== undefined) return;
    const above = /FileAbove\b/.test(written) ? /([\w.-]+\.(?:props|targets|proj))\b/.exec(written)?.[1] : undefined;
    if (above !== undefined) {
      const start = directoryOf(file);
      if (start !== '.') await this.load(await nearestAbove(file, posix.dirname(start), above), isConditional);
      return;
    }
    const path = this.#pathOf(written, file);
    if (path === undefined) return;
    const found = await fileAt(file, path);
    if (found === undefined && !isConditional) {
      this.#files.report('nuget/import', file.path, `imports ${JSON.stringify(written)}, which is not in the target`, element.line);
    }
    await this.load(found, isConditional);
  }

  /** Undefined for a path that cannot be known or leads out of the target. */
  #pathOf(written: string, file: SourceFile): string | undefined {
    const own = /^\$\(MSBuildThisFileDirectory\)[\\/]?/i;
    const projects = /^\$\((?:MSBuildProjectDirectory|ProjectDir)\)[\\/]?/i;
    const isProjects = projects.test(written);
    const path = this.properties.expand(written.replace(isProjects ? projects : own, ''));
    return path === undefined ? undefined : resolvePath(directoryOf(isProjects ? this.#project : file), path);
  }
}
