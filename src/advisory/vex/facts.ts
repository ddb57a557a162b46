import { ecosystemById } from '../../ecosystem/index.ts';
import { isPackage, valueOf, type Component, type Inventory } from '../../model/index.ts';
import { toPurl } from '../../model/purl/index.ts';
import type { VexFacts } from './apply.ts';
import type { VexComponent } from './product-index.ts';
import { waysOfInventory } from './ways.ts';

/**
 * What VEX needs to know of an inventory. What is said of the subject of an SBOM, or of a product that the user says the target
 * is, is said of the whole target.
 * @param product package URL or name of what the target is
 */
export function factsOfInventory(inventory: Inventory, product?: string): VexFacts {
  const { subject } = inventory;
  const components = inventory.components.map((component) => toVexComponent(component, subject));
  const whole = new Set(subject === undefined ? [] : [subject]);
  if (product !== undefined) {
    components.push(declaredProduct(product));
    whole.add(productId);
  }
  return { components, ways: waysOfInventory(inventory), whole };
}

const productId = 'the product that the target is';

export function declaredProduct(product: string): VexComponent {
  return { id: productId, name: product, hashes: [], isProject: true, ...(product.startsWith('pkg:') ? { purl: product } : {}) };
}

function toVexComponent(component: Component, subject: string | undefined): VexComponent {
  const { id, name, hashes } = component;
  const version = valueOf(component.version);
  const isProject = id === subject || !isPackage(component);
  const purl = component.purl ?? (isProject ? purlOfProject(component, version) : undefined);
  return {
    id,
    name,
    hashes,
    isProject,
    ...(purl === undefined ? {} : { purl }),
    ...(version === undefined ? {} : { version }),
  };
}

/** A project has no purl of its own; when it is published it will have this one. */
function purlOfProject({ ecosystem, name }: Component, version: string | undefined): string | undefined {
  const facts = ecosystem === undefined ? undefined : ecosystemById(ecosystem);
  return facts === undefined || name === '' ? undefined : toPurl({ type: facts.purlType, ...facts.purlName(name), version });
}
