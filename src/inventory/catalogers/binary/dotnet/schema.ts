/**
 * The columns of the metadata tables of .NET, up to the one that names the assembly, and so how long their rows are (ECMA-335 II.22).
 * A number is a width in bytes; `text`, `guid` and `blob` are offsets into heaps; `{ table }` is a row of a table; a name is a coded index.
 */
export type Column = 2 | 4 | 'text' | 'guid' | 'blob' | CodedIndex | { readonly table: number };

export type CodedIndex = keyof typeof codedIndexes;

/** A row of one of several tables, which the lowest bits tell (II.24.2.6). */
export const codedIndexes = {
  typeDefOrRef: { bits: 2, tables: [0x02, 0x01, 0x1b] },
  hasConstant: { bits: 2, tables: [0x04, 0x08, 0x17] },
  hasCustomAttribute: {
    bits: 5,
    tables: [
      0x06, 0x04, 0x01, 0x02, 0x08, 0x09, 0x0a, 0x00, 0x0e, 0x17, 0x14, 0x11, 0x1a, 0x1b, 0x20, 0x23, 0x26, 0x27, 0x28, 0x2a, 0x2c,
      0x2b,
    ],
  },
  hasFieldMarshal: { bits: 1, tables: [0x04, 0x08] },
  hasDeclSecurity: { bits: 2, tables: [0x02, 0x06, 0x20] },
  memberRefParent: { bits: 3, tables: [0x02, 0x01, 0x1a, 0x06, 0x1b] },
  hasSemantics: { bits: 1, tables: [0x14, 0x17] },
  methodDefOrRef: { bits: 1, tables: [0x06, 0x0a] },
  memberForwarded: { bits: 1, tables: [0x04, 0x06] },
  customAttributeType: { bits: 3, tables: [0x06, 0x0a] },
  resolutionScope: { bits: 2, tables: [0x00, 0x1a, 0x23, 0x01] },
} as const satisfies Readonly<Record<string, { readonly bits: number; readonly tables: readonly number[] }>>;

export const TYPE_REF = 0x01;
export const MEMBER_REF = 0x0a;
export const CUSTOM_ATTRIBUTE = 0x0c;
export const ASSEMBLY = 0x20;

const row = (table: number): { readonly table: number } => ({ table });

/** By the number of the table. */
export const tables: readonly (readonly Column[])[] = [
  [2, 'text', 'guid', 'guid', 'guid'], // Module
  ['resolutionScope', 'text', 'text'], // TypeRef
  [4, 'text', 'text', 'typeDefOrRef', row(0x04), row(0x06)], // TypeDef
  [row(0x04)], // FieldPtr
  [2, 'text', 'blob'], // Field
  [row(0x06)], // MethodPtr
  [4, 2, 2, 'text', 'blob', row(0x08)], // MethodDef
  [row(0x08)], // ParamPtr
  [2, 2, 'text'], // Param
  [row(0x02), 'typeDefOrRef'], // InterfaceImpl
  ['memberRefParent', 'text', 'blob'], // MemberRef
  [2, 'hasConstant', 'blob'], // Constant
  ['hasCustomAttribute', 'customAttributeType', 'blob'], // CustomAttribute
  ['hasFieldMarshal', 'blob'], // FieldMarshal
  [2, 'hasDeclSecurity', 'blob'], // DeclSecurity
  [2, 4, row(0x02)], // ClassLayout
  [4, row(0x04)], // FieldLayout
  ['blob'], // StandAloneSig
  [row(0x02), row(0x14)], // EventMap
  [row(0x14)], // EventPtr
  [2, 'text', 'typeDefOrRef'], // Event
  [row(0x02), row(0x17)], // PropertyMap
  [row(0x17)], // PropertyPtr
  [2, 'text', 'blob'], // Property
  [2, row(0x06), 'hasSemantics'], // MethodSemantics
  [row(0x02), 'methodDefOrRef', 'methodDefOrRef'], // MethodImpl
  ['text'], // ModuleRef
  ['blob'], // TypeSpec
  [2, 'memberForwarded', 'text', row(0x1a)], // ImplMap
  [4, row(0x04)], // FieldRVA
  [4, 4], // EncLog
  [4], // EncMap
  [4, 2, 2, 2, 2, 4, 'blob', 'text', 'text'], // Assembly
];
