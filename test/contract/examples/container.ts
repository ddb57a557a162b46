import type { CatalogExamples } from '../example.ts';

const digest = `sha256:${'ab'.repeat(32)}`;

export const containerExamples: CatalogExamples = {
  'container/dockerfile': {
    paths: ['Dockerfile'],
    packages: ['docker/dockerfile 1', 'node 24', 'acme/tools 2.0', `acme/base ${digest}`],
    files: {
      Dockerfile: `# syntax=docker/dockerfile:1\nARG VERSION=24\nFROM node:\${VERSION} AS build\nCOPY package.json \\\n     package-lock.json ./\nRUN --mount=type=cache,target=/root/.cache <<EOF\nnpm ci\nEOF\nCOPY --from=registry.example/acme/tools:2.0 /tool /tool\n\nFROM registry.example:5000/acme/base@${digest}\nCOPY --from=build /app /app\n`,
    },
  },
  'container/compose': {
    paths: ['compose.yaml'],
    packages: ['postgres 16', 'acme/cache 7'],
    files: {
      'compose.yaml':
        'x-base: &base\n  restart: always\nservices:\n  db:\n    <<: *base\n    image: postgres:${DB_VERSION:-16}\n    environment:\n      - MODE=plain\n  cache:\n    image: registry.example/acme/cache:7\n    profiles: [full]\n  app:\n    build: .\nvolumes:\n  data: {}\n',
    },
  },
};
