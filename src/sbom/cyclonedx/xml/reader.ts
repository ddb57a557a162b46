import type { DataObject, DataValue } from '../../../kernel/index.ts';
import type { XmlElement } from '../../../kernel/xml/index.ts';
import type { Shape } from '../../grammar/shape.ts';
import type { XmlPlans } from './plan.ts';
import type { Residue } from './residue.ts';
import type { Scope } from './scope.ts';

/** What the readers of single elements ask of the decoder. */
export interface ElementReader {
  readonly plans: XmlPlans;
  /** The line of every object and list that was made. */
  readonly lines: Map<object, number>;
  readonly isOwn: (element: XmlElement, outer: Scope) => boolean;
  readonly fault: (element: XmlElement, message: string) => void;
  readonly noteRef: (element: XmlElement, ref: string) => void;
  readonly within: <T>(step: string | number, read: () => T) => T;
  readonly object: (element: XmlElement, types: readonly string[], outer: Scope) => DataObject;
  readonly value: (element: XmlElement, shape: Shape, outer: Scope, key: string, residue: Residue) => DataValue;
  readonly wrapperResidue: (element: XmlElement) => Residue;
}
