import { posix } from 'node:path';
import { complete, type Ctx, type Outcome } from '../../../kernel/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { member } from '../../fields.ts';
import { unread } from '../../package-reader.ts';
import { readYaml } from '../../read.ts';
import { objectsOf, UsesReader } from './uses-reader.ts';

/**
 * What the jobs of a workflow use: actions in their steps, reusable workflows, and the images of containers and services.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax
 */
export async function catalogWorkflow(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const file = files[0] as SourceFile;
  const yaml = await readYaml(file, ctx);
  const text = await file.text();
  const [document] = yaml.value;
  if (document === undefined) return yaml.issues.length > 0 ? unread(yaml.issues) : complete({ graphs: [] });
  const reader = new UsesReader(file, ctx, document, text.value ?? '', posix.join(posix.dirname(file.path), '../..'));
  reader.issues.addAll(yaml.issues);
  const workflow = reader.fields.root();
  if (member(workflow, 'jobs') === undefined)
    reader.issues.add('githubactions/no-jobs', 'has no jobs, without which it is no workflow', 1);
  for (const job of objectsOf(reader.fields, workflow, 'jobs')) {
    reader.uses(job);
    reader.steps(job);
    reader.container(member(job, 'container'), 'container', job);
    const services = reader.fields.object(job, 'services', reader.fields.lineOf(job)) ?? {};
    for (const name of Object.keys(services)) reader.container(member(services, name), name, services);
  }
  return reader.outcome();
}
