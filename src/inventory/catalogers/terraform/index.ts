import type { Cataloger } from '../../cataloger.ts';

export const terraformCatalogers: readonly Cataloger[] = [
  {
    id: 'terraform/terraform-lock',
    title: '.terraform.lock.hcl of Terraform and OpenTofu: the providers',
    technique: 'lockfile',
    files: ['.terraform.lock.hcl'],
    load: async () => (await import('./terraform-lock.ts')).catalogTerraformLock,
  },
];
