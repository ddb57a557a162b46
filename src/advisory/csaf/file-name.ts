/** The file name of the document with this tracking id (CSAF 2.0 section 5.1). */
export function fileNameOf(trackingId: string): string {
  return `${trackingId.toLowerCase().replaceAll(/[^+\-a-z0-9]+/g, '_')}.json`;
}
