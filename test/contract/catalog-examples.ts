import type { CatalogExamples } from './example.ts';
import { cargoExamples } from './examples/cargo.ts';
import { golangExamples } from './examples/golang.ts';
import { mavenExamples } from './examples/maven.ts';
import { npmExamples } from './examples/npm.ts';
import { nugetExamples } from './examples/nuget.ts';
import { pypiExamples } from './examples/pypi.ts';

/** One for every cataloger. */
export const catalogExamples: CatalogExamples = {
  ...cargoExamples,
  ...golangExamples,
  ...mavenExamples,
  ...npmExamples,
  ...nugetExamples,
  ...pypiExamples,
};
