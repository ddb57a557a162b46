import { toSpdx } from '../../sbom/index.ts';
import type { Render } from './format.ts';
import { documentFacts } from './document-facts.ts';

export const renderSpdx: Render = (result) =>
  `${JSON.stringify(toSpdx(result.inventory, [...result.report.findings, ...result.report.undecided], documentFacts(result)), undefined, 2)}\n`;
