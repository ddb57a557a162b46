import { cargo } from './cargo/cargo.ts';
import type { Ecosystem } from './ecosystem.ts';
import { golang } from './golang/golang.ts';
import { npm } from './npm/npm.ts';
import { pypi } from './pypi/pypi.ts';

/** Every ecosystem. A new one is one folder and one line here. */
export const ecosystems: readonly Ecosystem[] = [cargo, golang, npm, pypi];
