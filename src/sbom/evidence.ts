import type { Component, Evidence, Inventory } from '../model/index.ts';

/**
 * The evidence of a component that belongs into a document, sorted by place. That it stood in the SBOM that was read is no evidence for
 * the software: that document is itself only somebody's word, and the new one replaces it.
 */
export function createEvidenceFilter(inventory: Inventory): (component: Component) => readonly Evidence[] {
  if (inventory.target.kind !== 'sbom') return ({ evidence }) => inOrder(evidence);
  const read = new Set(inventory.graphs.map(({ file, cataloger }) => `${cataloger} ${file}`));
  return ({ evidence }) => inOrder(evidence.filter((one) => one.technique !== 'sbom' || !read.has(`${one.cataloger} ${one.file}`)));
}

function inOrder(evidence: readonly Evidence[]): readonly Evidence[] {
  return evidence.length < 2 ? evidence : evidence.toSorted(byPlace);
}

function byPlace(a: Evidence, b: Evidence): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  if (a.line !== b.line) return (a.line ?? 0) - (b.line ?? 0);
  return a.cataloger < b.cataloger ? -1 : Number(a.cataloger > b.cataloger);
}
