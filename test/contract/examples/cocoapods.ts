import type { CatalogExamples } from '../example.ts';

export const cocoapodsExamples: CatalogExamples = {
  'cocoapods/podfile-lock': {
    paths: ['Podfile.lock'],
    packages: ['A 1.0.0', 'B 2.0.0', 'C 3.0.0'],
    files: {
      'Podfile.lock': `PODS:\n  - A (1.0.0):\n    - A/Core (= 1.0.0)\n  - A/Core (1.0.0):\n    - B (~> 2.0)\n  - B (2.0.0)\n  - C (3.0.0)\n\nDEPENDENCIES:\n  - A (~> 1.0)\n  - C (from \`https://git.example/c.git\`, branch \`main\`)\n\nSPEC REPOS:\n  trunk:\n    - A\n    - B\n\nEXTERNAL SOURCES:\n  C:\n    :branch: main\n    :git: https://git.example/c.git\n\nCHECKOUT OPTIONS:\n  C:\n    :commit: 0123456789abcdef0123456789abcdef01234567\n    :git: https://git.example/c.git\n\nSPEC CHECKSUMS:\n  A: ${'ab'.repeat(20)}\n\nPODFILE CHECKSUM: ${'cd'.repeat(20)}\n\nCOCOAPODS: 1.15.2\n`,
    },
  },
};
