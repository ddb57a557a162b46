import { incomplete, parseJson, type Ctx, type Outcome, type SourceDocument } from '../kernel/index.ts';
import type { SourceFile } from './cataloger.ts';

/** The file as JSON (with `comments`: JSONC), with the place of its parts. Undefined when it cannot be read at all. */
export async function readJson(
  file: SourceFile,
  ctx: Ctx,
  options: { readonly comments?: boolean } = {},
): Promise<Outcome<SourceDocument | undefined>> {
  const text = await file.text();
  if (text.value === undefined) return incomplete(undefined, text.issues);
  return parseJson(text.value, { path: file.path, limits: ctx.limits, ...options });
}

/** The documents of a YAML file. Empty when it cannot be read at all. */
export async function readYaml(file: SourceFile, ctx: Ctx): Promise<Outcome<readonly SourceDocument[]>> {
  const text = await file.text();
  if (text.value === undefined) return incomplete([], text.issues);
  const { parseYaml } = await import('../kernel/yaml/index.ts');
  return parseYaml(text.value, { path: file.path, limits: ctx.limits });
}

/** The file as TOML. Undefined when it cannot be read at all. */
export async function readToml(file: SourceFile, ctx: Ctx): Promise<Outcome<SourceDocument | undefined>> {
  const text = await file.text();
  if (text.value === undefined) return incomplete(undefined, text.issues);
  const { parseToml } = await import('../kernel/toml/index.ts');
  return parseToml(text.value, { path: file.path, limits: ctx.limits });
}
