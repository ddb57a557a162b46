import type { Cataloger } from '../../cataloger.ts';

export const githubactionsCatalogers: readonly Cataloger[] = [
  {
    id: 'githubactions/workflow',
    title: 'Workflows of GitHub Actions: the actions, reusable workflows and images that they use',
    technique: 'manifest',
    files: ['**/.github/workflows/*.yml', '**/.github/workflows/*.yaml'],
    load: async () => (await import('./workflow.ts')).catalogWorkflow,
  },
  {
    id: 'githubactions/action',
    title: 'action.yml of an action that is developed here: the actions and images that it uses',
    technique: 'manifest',
    files: ['action.yml', 'action.yaml'],
    load: async () => (await import('./action.ts')).catalogAction,
  },
];
