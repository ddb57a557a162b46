import type { CommandEntry } from '../command.ts';

/** Every command, in the order in which help shows them. A new one is one file and one line here. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'scan',
    summary: 'What is in a project, what is wrong with it, and what to do about it',
    load: async () => (await import('./scan.ts')).scan,
  },
  { name: 'db update', summary: 'Fetch or import advisory data', load: async () => (await import('./db-update.ts')).dbUpdate },
  {
    name: 'db status',
    summary: 'How old and how complete the advisory data is',
    load: async () => (await import('./db-status.ts')).dbStatus,
  },
  {
    name: 'sbom generate',
    summary: 'Write down what is in a project or an image as an SBOM',
    load: async () => (await import('./sbom-generate.ts')).sbomGenerate,
  },
  {
    name: 'sbom convert',
    summary: 'Write an SBOM in another format',
    load: async () => (await import('./sbom-convert.ts')).sbomConvert,
  },
  {
    name: 'sbom validate',
    summary: 'Test SBOMs against their format, and against what no schema says',
    load: async () => (await import('./sbom-validate.ts')).sbomValidate,
  },
  {
    name: 'sbom diff',
    summary: 'What came, went and changed between two SBOMs',
    load: async () => (await import('./sbom-diff.ts')).sbomDiff,
  },
  { name: 'sbom merge', summary: 'Make one SBOM of several', load: async () => (await import('./sbom-merge.ts')).sbomMerge },
  {
    name: 'sbom score',
    summary: 'How good an SBOM is by a published standard, and what to do about it',
    load: async () => (await import('./sbom-score.ts')).sbomScore,
  },
  {
    name: 'vex create',
    summary: 'Say what a vulnerability means for a product',
    load: async () => (await import('./vex-create.ts')).vexCreate,
  },
  {
    name: 'vex apply',
    summary: 'What is left of a scan report after VEX',
    load: async () => (await import('./vex-apply.ts')).vexApply,
  },
  { name: 'vex merge', summary: 'Make one VEX document of several', load: async () => (await import('./vex-merge.ts')).vexMerge },
  {
    name: 'vex validate',
    summary: 'Test VEX and CSAF documents',
    load: async () => (await import('./vex-validate.ts')).vexValidate,
  },
  {
    name: 'completion',
    summary: 'Print the completion script of a shell',
    load: async () => (await import('./completion.ts')).completion,
  },
];
