export { fieldOf, known, none, unknown, valueOf, withheld, type Field } from './field.ts';
export type { EcosystemId, PackageEdge, PackageGraph, PackageNode, Scope, Source } from './graph.ts';
export type { Component, ComponentType, Evidence, ExternalReference, Licences, Technique } from './component.ts';
export {
  isPackage,
  packagesOf,
  type Dependency,
  type ImageFacts,
  type ImageLayer,
  type Inventory,
  type InventoryGraph,
  type Occurrence,
  type TargetFacts,
} from './inventory.ts';
export type { Advisory, AdvisorySeverity, Affected, AffectedRange, RangeEvent } from './advisory.ts';
export {
  severityLevels,
  type DependencyPath,
  type Finding,
  type PathStep,
  type Priority,
  type PriorityReason,
  type Severity,
  type SeverityLevel,
  type Verdict,
} from './finding.ts';
