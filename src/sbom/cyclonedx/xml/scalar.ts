import type { DataValue } from '../../../kernel/index.ts';
import type { Shape } from '../../grammar/shape.ts';

/** What a text of XML is in JSON. A text that is none of what the shape asks for stays a text, for the check to find. */
export function toScalar(text: string, shape: Shape): DataValue {
  const trimmed = text.trim();
  switch (shape.kind) {
    case 'bool':
      if (trimmed === 'true' || trimmed === '1') return true;
      return trimmed === 'false' || trimmed === '0' ? false : trimmed;
    case 'number':
      return /^[+-]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})$/.test(trimmed) ? Number(trimmed) : trimmed;
    case 'word':
    case 'licence':
      return trimmed;
    case 'text':
      return shape.format !== undefined && shape.format !== 'line' ? trimmed : shape.pattern === undefined ? text : trimmed;
    default:
      return text;
  }
}
