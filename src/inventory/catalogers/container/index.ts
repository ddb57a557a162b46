import type { Cataloger } from '../../cataloger.ts';

export const containerCatalogers: readonly Cataloger[] = [
  {
    id: 'container/dockerfile',
    title: 'Dockerfile and Containerfile: the images that are built upon and copied from',
    technique: 'manifest',
    files: [
      'Dockerfile',
      'Containerfile',
      'Dockerfile.*',
      'Containerfile.*',
      '*.Dockerfile',
      '*.dockerfile',
      '*.Containerfile',
      '*.containerfile',
    ],
    load: async () => (await import('./dockerfile.ts')).catalogDockerfile,
  },
  {
    id: 'container/compose',
    title: 'compose.yaml and docker-compose.yml: the images of their services',
    technique: 'manifest',
    files: ['compose.yaml', 'compose.yml', 'compose.*.yaml', 'compose.*.yml', 'docker-compose*.yaml', 'docker-compose*.yml'],
    load: async () => (await import('./compose.ts')).catalogCompose,
  },
];
