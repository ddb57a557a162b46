import type { CatalogExamples } from '../example.ts';

export const terraformExamples: CatalogExamples = {
  'terraform/terraform-lock': {
    paths: ['.terraform.lock.hcl'],
    packages: ['registry.example/acme/a 1.0.0', 'registry.example/acme/b 2.0.0'],
    files: {
      '.terraform.lock.hcl': `# Maintained by "terraform init".\n\nprovider "registry.example/acme/a" {\n  version     = "1.0.0"\n  constraints = "~> 1.0"\n  hashes = [\n    "h1:AAAA=",\n    "zh:${'ab'.repeat(32)}",\n  ]\n}\n\nprovider "registry.example/acme/b" {\n  version = "2.0.0"\n}\n`,
    },
  },
};
