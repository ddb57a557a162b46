import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ecosystems, type Ecosystem, type ParsedVersion } from './index.ts';

const pieces = [
  '0 1 2 10 01 00 99999999999999999999 1.0 1.1',
  '. . . - - _ ~ ^ + : 1: @ .0 -0 -r -r1 _rc1 _p2',
  'a b x Z rc alpha beta dev post final ga sp snapshot p pre foo v go',
].flatMap((line) => line.split(' '));
/** Texts of which a good part are versions of some ecosystem, and near each other. */
const versionLike = fc
  .tuple(fc.constantFrom('', '0', '1', '1.0', '1.1', '10'), fc.array(fc.constantFrom(...pieces), { maxLength: 6 }))
  .map(([start, rest]) => start + rest.join(''));

interface Read {
  readonly text: string;
  readonly parsed: ParsedVersion;
}

function readAll(ecosystem: Ecosystem, texts: readonly string[]): readonly Read[] {
  return texts.flatMap((text) => {
    const parsed = ecosystem.parseVersion(text);
    return parsed === undefined ? [] : [{ text, parsed }];
  });
}

/** Ecosystems in which some version can be read, and so compared. */
const ordered = ecosystems.filter((ecosystem) => ecosystem.parseVersion('1.0.0') !== undefined);

test('there is an order in all but the ecosystems that have none', () => {
  assert.deepEqual(
    ecosystems.filter((ecosystem) => !ordered.includes(ecosystem)).map(({ id }) => id),
    ['conda', 'docker', 'generic', 'vcpkg'],
  );
});

for (const ecosystem of ordered) {
  test(`the order of ${ecosystem.osv} versions is total: antisymmetric and transitive`, () => {
    fc.assert(
      fc.property(fc.array(versionLike, { minLength: 3, maxLength: 12 }), (texts) => {
        const versions = readAll(ecosystem, texts);
        for (const a of versions) {
          assert.equal(ecosystem.compareParsed(a.parsed, a.parsed), 0, a.text);
          for (const b of versions) {
            const order = ecosystem.compareParsed(a.parsed, b.parsed);
            assert.equal(ecosystem.compareParsed(b.parsed, a.parsed), order === 0 ? 0 : -order, `${a.text} and ${b.text}`);
            for (const c of versions) {
              const next = ecosystem.compareParsed(b.parsed, c.parsed);
              if (order > 0 || next > 0) continue;
              const expected = order === 0 && next === 0 ? 0 : -1;
              assert.equal(ecosystem.compareParsed(a.parsed, c.parsed), expected, `${a.text}, ${b.text}, ${c.text}`);
            }
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test(`${ecosystem.osv} versions sort to the same list however they are shuffled`, () => {
    fc.assert(
      fc.property(
        fc
          .uniqueArray(versionLike, { minLength: 4, maxLength: 30 })
          .chain((texts) => fc.tuple(fc.constant(texts), fc.shuffledSubarray(texts, { minLength: texts.length }))),
        ([texts, shuffled]) => {
          const compare = (a: Read, b: Read): number => ecosystem.compareParsed(a.parsed, b.parsed);
          const one = readAll(ecosystem, texts).toSorted(compare);
          const other = readAll(ecosystem, shuffled).toSorted(compare);
          // Versions that are the same may stand in either order.
          for (const [index, version] of one.entries()) assert.equal(compare(version, other[index] as Read), 0);
        },
      ),
      { numRuns: 100 },
    );
  });
}

test('compareVersions is parseVersion twice and compareParsed, and undefined when either cannot be read', () => {
  for (const ecosystem of ecosystems) {
    // Composer answers for branches too, which it does not read as versions.
    if (ecosystem.id === 'composer') continue;
    fc.assert(
      fc.property(versionLike, fc.oneof(versionLike, fc.string()), (a, b) => {
        const left = ecosystem.parseVersion(a);
        const right = ecosystem.parseVersion(b);
        const expected = left === undefined || right === undefined ? undefined : ecosystem.compareParsed(left, right);
        assert.equal(ecosystem.compareVersions(a, b), expected, `${ecosystem.id}: ${a} and ${b}`);
      }),
      { numRuns: 100 },
    );
  }
});

test('no text at all makes an ecosystem throw', () => {
  const anything = fc.oneof(fc.string({ unit: 'binary' }), versionLike, fc.constantFrom('', ' ', '\0', '__proto__', 'constructor'));
  for (const ecosystem of ecosystems) {
    fc.assert(
      fc.property(anything, anything, (a, b) => {
        ecosystem.compareVersions(a, b);
        ecosystem.satisfies(a, b);
        ecosystem.satisfies('1.0.0', b);
        ecosystem.normalizeName(a);
        const { namespace, name } = ecosystem.purlName(a);
        ecosystem.nameFromPurl(namespace, name);
        ecosystem.osvNameFor({ namespace: a, distro: b });
      }),
      { numRuns: 200 },
    );
  }
});

test('what cannot be read is undecided, not equal and not lower', () => {
  for (const ecosystem of ecosystems) {
    for (const text of ['', ' ', 'not a version', '1.0 or so', '${version}', '\n', '>=1.0']) {
      assert.equal(ecosystem.parseVersion(text), undefined, `${ecosystem.id}: ${JSON.stringify(text)}`);
      assert.equal(ecosystem.compareVersions(text, '1.0.0'), undefined, `${ecosystem.id}: ${JSON.stringify(text)}`);
      assert.equal(ecosystem.compareVersions('1.0.0', text), undefined, `${ecosystem.id}: ${JSON.stringify(text)}`);
    }
  }
});

test('a word is no version, except for rpm, which orders words too', () => {
  for (const ecosystem of ecosystems.filter(({ id }) => id !== 'rpm')) {
    for (const word of ['latest', 'main', 'unknown', 'SNAPSHOT', 'workspace']) {
      assert.equal(ecosystem.compareVersions(word, '1.0.0'), undefined, `${ecosystem.id}: ${word}`);
    }
  }
});

test('a version of a million characters is read and compared like any other', () => {
  const million = 1_000_000;
  const texts = ['1', '0.', '1-', '~', '1a.', '_p', '-0.'].map((piece) => `1.0${piece.repeat(million / piece.length)}`);
  for (const ecosystem of ordered) {
    for (const text of texts) {
      const parsed = ecosystem.parseVersion(text);
      if (parsed !== undefined) assert.equal(ecosystem.compareParsed(parsed, parsed), 0);
    }
  }
});

test('a long version against a long requirement takes the time of both, not of their product', () => {
  const version = `1${'.0'.repeat(100_000)}.1`;
  const requirements = ['>=1 ', '1 || ', '>=1,', '===1,', '[1],'].map((clause) => clause.repeat(20_000));
  for (const ecosystem of ordered) for (const requirement of requirements) ecosystem.satisfies(version, requirement);
});
