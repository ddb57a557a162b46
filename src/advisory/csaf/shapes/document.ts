import { dateTime, listOf, matching, object, oneOf, text, uri, type ObjectShape, type Shape } from '../shape.ts';
import { acknowledgments, fullProductName, languageTag, notes, productIds, references, version } from './parts.ts';
import { vulnerabilities } from './vulnerability.ts';

const tracking = object(
  {
    aliases: listOf(text, { isUnique: true }),
    current_release_date: dateTime,
    generator: object({ date: dateTime, engine: object({ name: text, version: text }, ['name']) }, ['engine']),
    id: matching(/^\S(?:.*\S)?$/, 'an id without blanks at its ends'),
    initial_release_date: dateTime,
    revision_history: listOf(
      object({ date: dateTime, legacy_version: text, number: version, summary: text }, ['date', 'number', 'summary']),
    ),
    status: oneOf('draft', 'final', 'interim'),
    version,
  },
  ['current_release_date', 'id', 'initial_release_date', 'revision_history', 'status', 'version'],
);

const document = object(
  {
    acknowledgments,
    aggregate_severity: object({ namespace: uri, text }, ['text']),
    category: matching(/^[^\s\-_.](?:.*[^\s\-_.])?$/, 'a category that begins and ends with a letter or digit'),
    csaf_version: oneOf('2.0'),
    distribution: object({ text, tlp: object({ label: oneOf('AMBER', 'GREEN', 'RED', 'WHITE'), url: uri }, ['label']) }, [], {
      fewest: 1,
    }),
    lang: languageTag,
    notes,
    publisher: object(
      {
        category: oneOf('coordinator', 'discoverer', 'other', 'translator', 'user', 'vendor'),
        contact_details: text,
        issuing_authority: text,
        name: text,
        namespace: uri,
      },
      ['category', 'name', 'namespace'],
    ),
    references,
    source_lang: languageTag,
    title: text,
    tracking,
  },
  ['category', 'csaf_version', 'publisher', 'title', 'tracking'],
);

const branchCategories = [
  'architecture',
  'host_name',
  'language',
  'legacy',
  'patch_level',
  'product_family',
  'product_name',
  'product_version',
  'product_version_range',
  'service_pack',
  'specification',
  'vendor',
];

/** A branch ends in a product or has branches of its own: exactly three members. */
function branch(): Shape {
  const fields: Record<string, Shape> = {
    branches: listOf(branch),
    category: oneOf(...branchCategories),
    name: text,
    product: fullProductName,
  };
  return object(fields, ['category', 'name'], { fewest: 3, most: 3 });
}

const relationship = object(
  {
    category: oneOf('default_component_of', 'external_component_of', 'installed_on', 'installed_with', 'optional_component_of'),
    full_product_name: fullProductName,
    product_reference: text,
    relates_to_product_reference: text,
  },
  ['category', 'full_product_name', 'product_reference', 'relates_to_product_reference'],
);

const productTree = object(
  {
    branches: listOf(branch),
    full_product_names: listOf(fullProductName),
    product_groups: listOf(
      object({ group_id: text, product_ids: { ...productIds, fewest: 2 }, summary: text }, ['group_id', 'product_ids']),
    ),
    relationships: listOf(relationship),
  },
  [],
  { fewest: 1 },
);

/** The whole document, CSAF 2.0 section 3.2. */
export function csafShape(): ObjectShape {
  return object({ document, product_tree: productTree, vulnerabilities: vulnerabilities() }, ['document']);
}
