import type { DataObject } from '../../kernel/index.ts';

/** A form in which a document can be written. */
export interface Dialect {
  readonly family: 'cyclonedx' | 'spdx';
  /** As its family numbers it: `1.6`, `2.3`, `3.0.1`. */
  readonly version: string;
  readonly encoding: 'json' | 'xml' | 'yaml' | 'tag-value';
}

/** Somebody or something that acts. */
export interface Agent {
  readonly kind: 'person' | 'organization' | 'tool' | 'agent';
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
  /** Of a tool. */
  readonly version?: string;
  /** Who makes a tool. */
  readonly vendor?: string;
  readonly urls?: readonly string[];
  readonly contacts?: readonly Agent[];
}

/** One thing that somebody says about the licence of something. `none` and `noassertion` are what SPDX can say outright. */
export interface LicenceStatement {
  readonly form: 'id' | 'name' | 'expression' | 'none' | 'noassertion';
  /** Empty for `none` and `noassertion`. */
  readonly text: string;
  readonly role?: 'declared' | 'concluded' | 'observed';
}

export interface BomHash {
  /** As CycloneDX spells it: `SHA-256`; others as they were spelled. */
  readonly algorithm: string;
  readonly value: string;
}

export interface BomReference {
  /** As CycloneDX spells it: `vcs`, `website`. */
  readonly type: string;
  readonly url: string;
  readonly comment?: string;
}

export interface BomProperty {
  readonly name: string;
  readonly value?: string;
}

/**
 * Members of one format that no typed field holds, by the names that they have there. What stands in them is known only to the
 * codecs of that format; every other one lists it as lost.
 */
export type Residue = DataObject;

/** What a document says about itself. */
export interface BomFacts {
  /** CycloneDX serial number, SPDX namespace. */
  readonly id?: string;
  /** How often a document of this id was changed: CycloneDX `version`. */
  readonly revision?: number;
  readonly name?: string;
  /** RFC 3339. */
  readonly created?: string;
  readonly authors?: readonly Agent[];
  readonly tools?: readonly Agent[];
  readonly supplier?: Agent;
  readonly manufacturer?: Agent;
  /** CycloneDX lifecycle phases: when in its life the software was looked at. */
  readonly lifecycles?: readonly string[];
  /** Of the document itself. */
  readonly licences?: readonly LicenceStatement[];
  readonly comment?: string;
  readonly properties?: readonly BomProperty[];
  readonly extra: Residue;
}

export interface BomComponent {
  /** The name by which the document refers to it. */
  readonly ref?: string;
  readonly kind: 'package' | 'file' | 'snippet';
  /** The subject is what the whole document is about, where the format gives that a place of its own. */
  readonly place: 'subject' | 'component';
  /** Index of the component inside which this one stands. A parent comes before its children. */
  readonly parent?: number;
  /** As CycloneDX spells it: `library`, `operating-system`. */
  readonly type?: string;
  readonly group?: string;
  readonly name?: string;
  readonly version?: string;
  readonly purl?: string;
  readonly cpes?: readonly string[];
  readonly swhids?: readonly string[];
  readonly hashes?: readonly BomHash[];
  readonly licences?: readonly LicenceStatement[];
  readonly supplier?: Agent;
  readonly manufacturer?: Agent;
  readonly authors?: readonly Agent[];
  readonly publisher?: string;
  readonly copyright?: string;
  readonly description?: string;
  /** CycloneDX `required`, `optional`, `excluded`. */
  readonly scope?: string;
  readonly references?: readonly BomReference[];
  readonly properties?: readonly BomProperty[];
  readonly comment?: string;
  readonly extra: Residue;
}

/** Who has to do with whom. Type names are those of SPDX 3: `dependsOn`, `contains`, `describes`; `provides` is that of CycloneDX. */
export interface BomRelationship {
  readonly from: string;
  readonly type: string;
  /** Refs; may be empty: it is then known that there are none. Refs that name nothing stay as they are. */
  readonly to: readonly string[];
  /** When it holds, in the words of SPDX 3. */
  readonly scope?: 'design' | 'build' | 'development' | 'test' | 'runtime' | 'other';
  readonly comment?: string;
  readonly extra: Residue;
}

/**
 * A document, whatever its format: an inventory as somebody wrote it down, component by component in the order of the document, with
 * everything else that it says. Decoding and encoding in the same format and version is the identity, for valid documents:
 *
 * - JSON and JSON-LD: the parsed values are equal, items of lists in their order, members of objects in any; an SPDX 3 graph keeps its order.
 * - XML: every element has the same name, prefix, attributes and text, and the same elements in the same order, those of other
 *   namespaces too. Comments, processing instructions, CDATA sections as such, white space between elements and the encoding are not kept.
 * - tag-value: the same tags and values for the same elements, files in the section of their package; comments, the order of sections and
 *   the two spellings of a verification code's excluded files are not kept.
 * - YAML is read and written as its JSON form, which is YAML as well.
 */
export interface Bom {
  readonly origin: Dialect;
  readonly facts: BomFacts;
  readonly components: readonly BomComponent[];
  readonly relationships: readonly BomRelationship[];
  /** Parts of the document that are none of these. */
  readonly extra: Residue;
}
