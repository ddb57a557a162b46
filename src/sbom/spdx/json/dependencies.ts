import type { Scope } from '../../../model/index.ts';
import type { ComponentEdges } from '../../edges.ts';
import { noAssertion, noneStated, type SpdxRelationship } from './document.ts';

const reverseNames: Readonly<Record<Exclude<Scope, 'runtime'>, string>> = {
  optional: 'OPTIONAL_DEPENDENCY_OF',
  dev: 'DEV_DEPENDENCY_OF',
  test: 'TEST_DEPENDENCY_OF',
};

/**
 * What the document describes, then what every package needs, in the order of the packages. That one needs nothing is `NONE`,
 * and that more may be needed than is known is `NOASSERTION` (2.3, 11.1: the values of a related element).
 */
export function toRelationships(
  spdxIds: readonly string[],
  edges: readonly ComponentEdges[],
  described: readonly string[],
): readonly SpdxRelationship[] {
  const relationships = described.map((id) => relationship('SPDXRef-DOCUMENT', 'DESCRIBES', id));
  for (const [index, { dependsOn, known }] of edges.entries()) {
    const id = spdxIds[index] as string;
    for (const { to, scope } of dependsOn) {
      const other = spdxIds[to] as string;
      relationships.push(
        scope === 'runtime' ? relationship(id, 'DEPENDS_ON', other) : relationship(other, reverseNames[scope], id),
      );
    }
    if (known !== 'complete') relationships.push(relationship(id, 'DEPENDS_ON', noAssertion));
    else if (dependsOn.length === 0) relationships.push(relationship(id, 'DEPENDS_ON', noneStated));
  }
  return relationships;
}

function relationship(spdxElementId: string, relationshipType: string, relatedSpdxElement: string): SpdxRelationship {
  return { spdxElementId, relationshipType, relatedSpdxElement };
}
