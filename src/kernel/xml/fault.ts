/** Thrown inside the parser only; it becomes the issue of the document. */
export class XmlSyntaxError extends Error {
  readonly code: string;
  readonly offset: number;

  constructor(code: string, message: string, offset: number) {
    super(message);
    this.code = code;
    this.offset = offset;
  }
}
