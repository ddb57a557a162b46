import { toSpdxText } from '../../sbom/index.ts';
import { documentFacts } from './document-facts.ts';
import type { Render } from './format.ts';

export const renderSpdx: Render = (result) =>
  toSpdxText(result.inventory, [...result.report.findings, ...result.report.undecided], documentFacts(result));
