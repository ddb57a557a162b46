import type { Ctx, Outcome } from '../../../../kernel/index.ts';
import type { PackageNode } from '../../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../../cataloger.ts';
import { GraphBuilder } from '../../../graph-builder.ts';
import type { Draft } from '../draft.ts';
import { readManifest } from '../manifest.ts';
import { eachFile, toProject } from '../projects.ts';
import { toEdge } from '../requirements.ts';
import { parseSpecifier } from '../specifier.ts';

/** package.json by itself: the project and what it asks for. One that asks for nothing yields no graph. */
export function readPackageJson(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  return eachFile(files, async (file) => {
    const manifest = await readManifest(file, ctx);
    const { value: read, complete, issues } = manifest;
    if (read === undefined || read.requirements.size === 0) return { value: { graphs: [] }, complete, issues };
    const builder = new GraphBuilder();
    const project = builder.add('project', toProject(read.directory, read, {}, read.line));
    for (const [name, { range, kind }] of read.requirements) {
      const specifier = parseSpecifier(name, range, read.directory);
      const node: Draft<Omit<PackageNode, 'dependsOn'>> = { name: specifier.name, kind: 'package' };
      const line = read.lineOf(name);
      if (specifier.version !== undefined) node.version = specifier.version;
      if (specifier.source !== undefined) node.source = specifier.source;
      if (line !== undefined) node.line = line;
      const edge = toEdge(builder.add(`package:${name}`, node), kind, range);
      builder.connect(project, line === undefined ? edge : { ...edge, line });
    }
    return { value: { graphs: [builder.build('npm', 'partial')] }, complete, issues };
  });
}
