/**
 * Which room may import which: the one table that the architecture test reads and `docs/architecture.md` shows.
 * Rooms on one floor never import each other; they meet through `model` types or in `app`.
 */
export const layers: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  model: ['kernel'],
  ecosystem: ['kernel', 'model'],
  inventory: ['kernel', 'model', 'ecosystem'],
  sbom: ['kernel', 'model', 'ecosystem'],
  advisory: ['kernel', 'model', 'ecosystem'],
  app: ['kernel', 'model', 'ecosystem', 'inventory', 'sbom', 'advisory'],
  cli: ['kernel', 'model', 'app'],
};

/** Third-party packages, each with the one folder that may import it. */
export const packageOwners: Readonly<Record<string, string>> = {
  'js-yaml': 'kernel/yaml',
  'smol-toml': 'kernel/toml',
  ignore: 'inventory/targets',
  'ae-cvss-calculator': 'advisory',
  'spdx-license-ids': 'sbom',
};

/** Modules of Node that only some folders may use, because what they do belongs in one place. */
export const nodeModuleOwners: Readonly<Record<string, readonly string[]>> = {
  'node:sqlite': ['advisory/database'],
  'node:child_process': [],
  'node:http': [],
  'node:https': [],
  'node:net': [],
};
