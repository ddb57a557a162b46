import type { Render } from './format.ts';

export const renderJson: Render = ({ report }) => `${JSON.stringify(report, undefined, 2)}\n`;
