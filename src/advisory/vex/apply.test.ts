import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { madeInventory, purlOf, says } from '../../../test/kit/made-vex.ts';
import type { Inventory } from '../../model/index.ts';
import { applyVex, type VexFinding, type VexOutcome } from './apply.ts';
import { factsOfInventory } from './facts.ts';
import { vexStatuses, type VexStatement } from './statement.ts';

const finding = (component: string, id = 'CVE-2026-1', aliases: readonly string[] = []): VexFinding => ({
  id,
  aliases: [id, ...aliases],
  component: purlOf(component),
});

const shop = madeInventory(['[shop] > a', 'a > b']);

function apply(
  statements: readonly VexStatement[],
  inventory: Inventory = shop,
  findings: readonly VexFinding[] = [finding('b')],
): VexOutcome<VexFinding> {
  return applyVex(findings, statements, factsOfInventory(inventory));
}

/** `open affected`, `closed fixed`, `open` when nothing is said. */
function fate(outcome: VexOutcome<VexFinding>): string {
  const [open] = outcome.open;
  const [closed] = outcome.suppressed;
  const status = (open ?? closed)?.decisions[0]?.status;
  return [open === undefined ? 'closed' : 'open', status].filter((part) => part !== undefined).join(' ');
}

const b = 'pkg:npm/b@1.0.0';
const inShop = `${b} in pkg:npm/shop@1.0.0`;
const old = '2026-01-01T00:00:00Z';
const later = '2026-02-01T00:00:00Z';

describe('what a statement does to a finding', () => {
  test('not affected and fixed close it, affected and under investigation do not', () => {
    assert.deepEqual(
      vexStatuses.map((status) => fate(apply([says(status, 'CVE-2026-1', b)]))),
      ['open affected', 'open under_investigation', 'closed fixed', 'closed not_affected'],
    );
  });

  test('a closed finding shows who said what, when, where and why, and whether somebody checked that they did', () => {
    const statement = says('not_affected', 'CVE-2026-1', b, {
      impact: 'the parser is not built',
      line: 12,
      document: { author: 'Vendor', id: 'vex-7', version: '3', file: 'vendor.json', verifiedBy: 'key 1' },
    });
    const [closed] = apply([statement]).suppressed;
    assert.deepEqual(closed?.decisions, [
      {
        status: 'not_affected',
        justification: 'vulnerable_code_not_present',
        impact: 'the parser is not built',
        author: 'Vendor',
        verifiedBy: 'key 1',
        document: 'vex-7',
        documentVersion: '3',
        format: 'openvex',
        time: old,
        file: 'vendor.json',
        line: 12,
        at: '/statements/0',
        reason: 'Vendor says not affected: vulnerable code not present (of pkg:npm/b@1.0.0)',
      },
    ]);
  });

  test('a statement about another vulnerability, version or package does nothing, and is reported', () => {
    const outcome = apply([
      says('not_affected', 'CVE-2026-2', b),
      says('not_affected', 'CVE-2026-1', 'pkg:npm/b@2.0.0'),
      says('not_affected', 'CVE-2026-1', 'pkg:pypi/b@1.0.0'),
    ]);
    assert.equal(fate(outcome), 'open');
    assert.deepEqual(outcome.unused.map(({ reason }) => reason).toSorted(), [
      'no such finding',
      'no such product here',
      'no such product here',
    ]);
  });
});

describe('precedence', () => {
  test('aliases are closed first: a statement under one name is about the finding under another', () => {
    const found = [finding('b', 'CVE-2026-1', ['GHSA-aaaa'])];
    assert.equal(fate(apply([says('not_affected', 'GHSA-aaaa', b)], shop, found)), 'closed not_affected');
    const chained = [
      says('not_affected', 'VENDOR-9', b, { aliases: ['SNYK-1'] }),
      says('under_investigation', 'SNYK-1', 'pkg:npm/elsewhere@1', { aliases: ['GHSA-aaaa'] }),
    ];
    assert.equal(fate(apply(chained, shop, found)), 'closed not_affected');
  });

  test('a product with a version counts more than one without, whatever their times', () => {
    const statements = [
      says('affected', 'CVE-2026-1', b, { timestamp: old }),
      says('not_affected', 'CVE-2026-1', 'pkg:npm/b', { timestamp: later }),
    ];
    assert.equal(fate(apply(statements)), 'open affected');
  });

  test('the component in a named product counts more than the component by itself, and that more than the product it is in', () => {
    const inProduct = says('not_affected', 'CVE-2026-1', inShop, { timestamp: old });
    const itself = says('affected', 'CVE-2026-1', b, { timestamp: later });
    const inside = says('not_affected', 'CVE-2026-1', 'pkg:npm/shop@1.0.0', { timestamp: later });
    assert.equal(fate(apply([inProduct, itself])), 'closed not_affected');
    assert.equal(fate(apply([inside, itself])), 'open affected');
    assert.equal(fate(apply([inside])), 'closed not_affected');
  });

  test('of equally specific statements the newest counts; a later update counts as the time', () => {
    const affected = says('affected', 'CVE-2026-1', b, { timestamp: old });
    const fixed = says('fixed', 'CVE-2026-1', b, { timestamp: later });
    assert.equal(fate(apply([affected, fixed])), 'closed fixed');
    assert.equal(fate(apply([{ ...affected, lastUpdated: '2026-03-01T00:00:00Z' }, fixed])), 'open affected');
  });

  test('times are compared as instants, to any fraction of a second', () => {
    const affected = says('affected', 'CVE-2026-1', b, { timestamp: '2026-01-01T00:00:00.00010Z' });
    const fixed = says('fixed', 'CVE-2026-1', b, { timestamp: '2026-01-01T01:00:00+01:00' });
    assert.equal(fate(apply([fixed, affected])), 'open affected');
  });

  test('on a tie affected counts before under investigation before fixed before not affected', () => {
    for (const [index, stronger] of vexStatuses.entries()) {
      for (const weaker of vexStatuses.slice(index + 1)) {
        const statements = [says(weaker, 'CVE-2026-1', b), says(stronger, 'CVE-2026-1', b)];
        assert.match(fate(apply(statements)), new RegExp(`${stronger}$`), `${stronger} before ${weaker}`);
      }
    }
  });

  test('a later version of a document takes back what it no longer says', () => {
    const first = says('not_affected', 'CVE-2026-1', b, { document: { version: '1' } });
    const second = says('fixed', 'CVE-2026-7', b, { document: { version: '2' } });
    const outcome = apply([first, second]);
    assert.equal(fate(outcome), 'open');
    assert.deepEqual(outcome.unused.map(({ reason }) => reason).toSorted(), ['no such finding', 'superseded']);
    const other = says('not_affected', 'CVE-2026-1', b, { document: { version: '1', author: 'Somebody else' } });
    assert.equal(fate(apply([other, second])), 'closed not_affected');
  });
});

describe('every way to the component', () => {
  const two = madeInventory(['[shop] > a', '[shop] > c', 'a > b', 'c > b']);

  test('a product on one of two ways does not close the finding', () => {
    const outcome = apply([says('not_affected', 'CVE-2026-1', `${b} in pkg:npm/a@1.0.0`)], two);
    assert.equal(fate(outcome), 'open not_affected');
    assert.equal(outcome.open[0]?.openBecause, 'there is another way to it, of which nothing is said');
  });

  test('products on both ways close it together, and both statements are shown', () => {
    const outcome = apply(
      [
        says('not_affected', 'CVE-2026-1', `${b} in pkg:npm/a@1.0.0`),
        says('fixed', 'CVE-2026-1', `${b} in pkg:npm/c@1.0.0`, { at: '/statements/1' }),
      ],
      two,
    );
    assert.equal(fate(outcome), 'closed fixed');
    assert.equal(outcome.suppressed[0]?.decisions.length, 2);
  });

  test('affected on one way keeps it open, whatever is said of the other', () => {
    const statements = [
      says('not_affected', 'CVE-2026-1', `${b} in pkg:npm/a@1.0.0`, { timestamp: later }),
      says('affected', 'CVE-2026-1', `${b} in pkg:npm/c@1.0.0`, { timestamp: old }),
    ];
    assert.equal(fate(apply(statements, two)), 'open affected');
  });

  test('the project closes it for all ways that begin there, and not for those of another project', () => {
    const projects = madeInventory(['[shop] > a', '[admin] > c', 'a > b', 'c > b']);
    const statement = says('not_affected', 'CVE-2026-1', inShop);
    assert.equal(fate(apply([statement], two)), 'closed not_affected');
    assert.equal(fate(apply([statement], projects)), 'open not_affected');
    const other = says('not_affected', 'CVE-2026-1', `${b} in pkg:npm/admin@1.0.0`);
    assert.equal(fate(apply([statement, other], projects)), 'closed not_affected');
  });

  test('a project is also found by its name', () => {
    assert.equal(fate(apply([says('not_affected', 'CVE-2026-1', `${b} in name:shop`)])), 'closed not_affected');
  });

  test('where edges are missing a way that nobody knows may lead past the product', () => {
    const partial = madeInventory(['[shop] > a', 'a > b'], 'partial');
    const outcome = apply([says('not_affected', 'CVE-2026-1', `${b} in pkg:npm/a@1.0.0`)], partial);
    assert.equal(fate(outcome), 'open not_affected');
    assert.equal(outcome.open[0]?.openBecause, 'not every way to it is known, and one may not be covered');
    assert.equal(fate(apply([says('not_affected', 'CVE-2026-1', inShop)], partial)), 'closed not_affected');
  });

  test('what no project leads to is not closed by what is said of the project', () => {
    const loose = madeInventory(['[shop] > a', 'x > b']);
    assert.equal(fate(apply([says('not_affected', 'CVE-2026-1', inShop)], loose)), 'open');
  });

  test('a ring in the graph is no way around', () => {
    const ring = madeInventory(['[shop] > a', 'a > c', 'c > a', 'c > b', 'b > c']);
    assert.equal(fate(apply([says('not_affected', 'CVE-2026-1', `${b} in pkg:npm/a@1.0.0`)], ring)), 'closed not_affected');
    assert.equal(fate(apply([says('not_affected', 'CVE-2026-1', `${b} in pkg:npm/c@1.0.0`)], ring)), 'closed not_affected');
  });

  test('a statement about the product that names another part of it does not close the finding', () => {
    assert.equal(fate(apply([says('not_affected', 'CVE-2026-1', 'pkg:npm/a@1.0.0 in pkg:npm/shop@1.0.0')])), 'open');
  });
});

describe('aliases that VEX documents state', () => {
  test('do not carry a statement over to another vulnerability that advisories keep apart', () => {
    const findings = [finding('b', 'CVE-2026-1'), finding('b', 'CVE-2026-2')];
    const outcome = apply(
      [
        says('not_affected', 'CVE-2026-1', b),
        says('under_investigation', 'X-1', 'pkg:npm/else@1', { aliases: ['CVE-2026-1', 'CVE-2026-2'] }),
      ],
      shop,
      findings,
    );
    assert.deepEqual(
      outcome.suppressed.map((one) => one.finding.id),
      ['CVE-2026-1'],
    );
    assert.match(outcome.issues[0]?.message ?? '', /one vulnerability of CVE-2026-1 and CVE-2026-2/);
  });

  test('do not close the record of an attack', () => {
    const malware: VexFinding = { id: 'MAL-2026-1', aliases: ['MAL-2026-1', 'GHSA-aaaa'], component: purlOf('b') };
    assert.equal(fate(apply([says('not_affected', 'GHSA-aaaa', b)], shop, [malware])), 'open');
    assert.equal(fate(apply([says('not_affected', 'MAL-2026-1', b)], shop, [malware])), 'closed not_affected');
  });

  test('may go in circles', () => {
    const statements = [
      says('not_affected', 'A-1', b, { aliases: ['A-2'] }),
      says('not_affected', 'A-2', b, { aliases: ['CVE-2026-1'], at: '/statements/1' }),
      says('not_affected', 'CVE-2026-1', b, { aliases: ['A-1'], at: '/statements/2' }),
    ];
    assert.equal(fate(apply(statements)), 'closed not_affected');
  });
});

describe('properties', () => {
  const ids = fc.constantFrom('CVE-2026-1', 'CVE-2026-2', 'GHSA-aaaa', 'X-1');
  const names = ['shop', 'a', 'c', 'b', 'd'];
  const products = fc.constantFrom(
    ...names.map((name) => `pkg:npm/${name}@1.0.0`),
    'pkg:npm/b',
    'pkg:npm/b?vers=vers:npm%2F%3C2.0.0',
    ...names.map((name) => `${b} in pkg:npm/${name}@1.0.0`),
    'pkg:npm/b in pkg:npm/shop',
  );
  const statement = fc
    .record({
      status: fc.constantFrom(...vexStatuses),
      id: ids,
      aliases: fc.uniqueArray(ids, { maxLength: 2 }),
      product: products,
      timestamp: fc.constantFrom(old, later),
      document: fc.constantFrom('1', '2'),
      version: fc.constantFrom('1', '2'),
      at: fc.nat(50),
    })
    .map(({ status, id, aliases, product, timestamp, document, version, at }) =>
      says(status, id, product, { aliases, timestamp, at: `/statements/${at}`, document: { id: document, version } }),
    );
  const edges = fc.uniqueArray(
    fc.tuple(fc.constantFrom('[shop]', 'a', 'c', 'd'), fc.constantFrom('a', 'c', 'd', 'b')).map(([from, to]) => `${from} > ${to}`),
    { maxLength: 9 },
  );
  const inventories = fc
    .tuple(edges, fc.constantFrom('complete' as const, 'partial' as const))
    .map(([lines, kind]) => madeInventory(['[shop] > a', 'a > b', ...lines], kind));
  const findings = [finding('b', 'CVE-2026-1', ['GHSA-aaaa']), finding('b', 'CVE-2026-2')];

  test('the order of documents, statements and aliases does not matter', () => {
    fc.assert(
      fc.property(
        fc
          .array(statement, { maxLength: 8 })
          .chain((given) => fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length }))),
        inventories,
        ([given, shuffled], inventory) => {
          const turned = shuffled.map((one) => ({ ...one, aliases: one.aliases.toReversed() }));
          const plain = (outcome: VexOutcome<VexFinding>): unknown => ({
            open: outcome.open,
            suppressed: outcome.suppressed,
            issues: outcome.issues,
            unused: outcome.unused.map(({ reason, statement: { at } }) => `${at} ${reason}`).toSorted(),
          });
          assert.deepEqual(plain(apply(turned, inventory, findings)), plain(apply(given, inventory, findings)));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('a finding is lost to no list, and what is closed has a closing decision', () => {
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 8 }), inventories, (given, inventory) => {
        const { open, suppressed } = apply(given, inventory, findings);
        assert.equal(open.length + suppressed.length, findings.length);
        for (const { decisions } of suppressed) {
          assert.ok(decisions.length > 0 && decisions.every(({ status }) => status === 'fixed' || status === 'not_affected'));
        }
      }),
    );
  });

  test('a finding is closed exactly when what counts on each way closes it, as an enumeration of the ways finds out', () => {
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 6 }), edges, (given, lines) => {
        const graph = ['[shop] > a', 'a > b', ...lines];
        const inventory = madeInventory(graph);
        const single = given.map((one, index) => ({
          ...one,
          vulnerability: 'CVE-2026-1',
          aliases: [],
          document: { ...one.document, id: String(index) },
        }));
        const { suppressed } = apply(single, inventory, [finding('b')]);
        assert.equal(suppressed.length === 1, isClosedOnEveryPath(graph, single), JSON.stringify(graph));
      }),
      { numRuns: 500 },
    );
  });
});

/** The definition, spelt out: on every way the first of the statements that are about it closes. A way may go once around a ring. */
function isClosedOnEveryPath(graph: readonly string[], statements: readonly VexStatement[]): boolean {
  const edgesOf = (name: string): readonly string[] =>
    graph.flatMap((line) => (line.startsWith(`${name} > `) ? [line.slice(name.length + 3)] : []));
  const targets = new Set(graph.map((line) => line.split(' > ')[1]));
  const roots = [...new Set(graph.map((line) => line.split(' > ')[0] ?? ''))].filter(
    (name) => name.startsWith('[') || !targets.has(name),
  );
  const paths: string[][] = [];
  const walk = (path: readonly string[]): void => {
    const last = path.at(-1) ?? '';
    if (last === 'b') paths.push([...path]);
    else for (const next of edgesOf(last)) if (path.filter((name) => name === next).length < 2) walk([...path, next]);
  };
  for (const root of roots) walk([root]);
  return paths.every((path) => {
    const about = statements.flatMap((statement) => {
      const rank = rankOn(path, statement);
      return rank === undefined ? [] : [{ statement, rank }];
    });
    about.sort((x, y) => compareRanks(y.rank, x.rank));
    const status = about[0]?.statement.status;
    return status === 'fixed' || status === 'not_affected';
  });
}

function compareRanks(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (const [index, part] of a.entries()) {
    const other = b[index] ?? 0;
    if (part !== other) return part < other ? -1 : 1;
  }
  return 0;
}

function rankOn(path: readonly string[], { products, timestamp, status }: VexStatement): readonly (number | string)[] | undefined {
  const [stated] = products;
  const purl = stated?.purls[0] ?? '';
  const part = stated?.subcomponents[0]?.purls[0];
  const nodes = path.map((name) => `pkg:npm/${name.replaceAll(/[[\]]/g, '')}@1.0.0`);
  const exactly = (text: string): number => (text.includes('vers=') ? 2 : text.includes('@') ? 3 : 1);
  const isNode = (text: string): boolean => nodes.some((node) => node === text || node.startsWith(`${text.split('?')[0] ?? ''}@`));
  if (!isNode(purl)) return undefined;
  const isItself = purl.startsWith('pkg:npm/b');
  const near = part === undefined ? (isItself ? 2 : 1) : 3;
  return [near, exactly(purl), part === undefined ? 0 : exactly(part), timestamp, -vexStatuses.indexOf(status)];
}
