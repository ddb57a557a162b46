import type { DataObject, DataValue } from '../../../kernel/index.ts';
import type { Shape } from '../../grammar/shape.ts';
import type { Residue } from './residue.ts';

/** What the writers of single elements ask of the encoder. Every function gives the text of one element. */
export interface ElementWriter {
  readonly nameOf: (element: string) => string;
  readonly within: <T>(step: string | number, write: () => T) => T;
  readonly ownRef: (ref: string) => string;
  readonly object: (element: string, value: DataObject, types: readonly string[], depth: number) => string;
  readonly value: (
    element: string,
    value: DataValue,
    shape: Shape,
    depth: number,
    key: string,
    residue: Residue | undefined,
  ) => string;
  readonly close: (open: string, element: string, text: string) => string;
  readonly around: (open: string, element: string, children: readonly string[], depth: number) => string;
}
