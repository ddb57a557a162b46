import { toCycloneDx } from '../../sbom/index.ts';
import type { Render } from './format.ts';
import { documentFacts } from './document-facts.ts';

export const renderCycloneDx: Render = (result) =>
  `${JSON.stringify(toCycloneDx(result.inventory, [...result.report.findings, ...result.report.undecided], documentFacts(result)), undefined, 2)}\n`;
