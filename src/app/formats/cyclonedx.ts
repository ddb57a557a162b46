import { toCycloneDxText } from '../../sbom/index.ts';
import { documentFacts } from './document-facts.ts';
import type { Render } from './format.ts';

export const renderCycloneDx: Render = (result) =>
  toCycloneDxText(result.inventory, [...result.report.findings, ...result.report.undecided], documentFacts(result));
