/** What is published as `assay/NAME`, and where it stands. `package.json` `exports` has the same names; a test compares the two. */
export const libraryEntries: Readonly<Record<string, string>> = {
  advisory: 'src/advisory/index.ts',
  ecosystem: 'src/ecosystem/index.ts',
  inventory: 'src/inventory/index.ts',
  kernel: 'src/kernel/index.ts',
  model: 'src/model/index.ts',
  purl: 'src/model/purl/index.ts',
  sbom: 'src/sbom/index.ts',
  scan: 'src/app/index.ts',
};
