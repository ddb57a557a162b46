import type { Cataloger } from '../../cataloger.ts';
import { bunLock } from './bun-lock/index.ts';
import { nodeModules } from './node-modules/index.ts';
import { packageJson } from './package-json/index.ts';
import { packageLock } from './package-lock/index.ts';
import { pnpmLock } from './pnpm-lock/index.ts';
import { yarnLock } from './yarn-lock/index.ts';

/** Everything that is read of the npm ecosystem. Each loads its reader when its first file is seen. */
export const npmCatalogers: readonly Cataloger[] = [bunLock, nodeModules, packageJson, packageLock, pnpmLock, yarnLock];
