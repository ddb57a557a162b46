import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { canonicalPurl, formatPurl, knownPurlTypes, parsePurl, toPurl, validatePurl, type Purl } from './index.ts';

function purlOf(text: string): Purl {
  const parsed = parsePurl(text);
  assert.ok(parsed.ok, `${text} ${parsed.ok ? '' : parsed.reason}`);
  return parsed.purl;
}

/** What is refused, by text: kind, part, offset and the sentence. */
const refused: Readonly<Record<string, readonly [kind: string, part: string, at: number | undefined, reason: RegExp]>> = {
  '': ['syntax', 'scheme', 0, /does not begin with "pkg:"/],
  'https://example.org/x': ['syntax', 'scheme', 0, /does not begin/],
  'pkg:': ['syntax', 'type', 4, /has no type/],
  'pkg:///': ['syntax', 'type', 7, /has no type/],
  'pkg://n+m/x': ['syntax', 'type', 6, /has the type "n\+m"/],
  'pkg:npm': ['syntax', 'name', 7, /has no name/],
  'pkg:npm/@1.0': ['syntax', 'name', 8, /has no name/],
  'pkg:npm/x@%zz': ['syntax', 'version', 10, /percent-encoding in its version/],
  'pkg:npm/a/%ff': ['syntax', 'name', 10, /percent-encoding in its name/],
  'pkg:npm/b/%e2%82/x': ['syntax', 'namespace', 10, /percent-encoding in its namespace/],
  'pkg:npm/b/a%2Fc/x': ['syntax', 'namespace', 10, /encoded "\/"/],
  'pkg:npm/x#a/b%2F..': ['syntax', 'subpath', 12, /encoded "\/"/],
  'pkg:npm/x?a=1&2b=1': ['syntax', 'qualifiers', 14, /qualifier key "2b"/],
  'pkg:npm/x?=1': ['syntax', 'qualifiers', 10, /qualifier key ""/],
  'pkg:npm/x?__proto__=1': ['syntax', 'qualifiers', 10, /qualifier key "__proto__"/],
  'pkg:npm/x?a=1&a=2': ['syntax', 'qualifiers', 14, /names the qualifier "a" twice/],
  'pkg:npm/x?Arch=1': ['syntax', 'qualifiers', 10, /"Arch" with capital letters/],
  'pkg:npm/x?chec\u212Asum=1': ['syntax', 'qualifiers', 10, /qualifier key/],
  'pkg:npm/x@1.0\n': ['syntax', 'scheme', 13, /control character/],
  'pkg:npm/\ud800': ['syntax', 'scheme', undefined, /lone surrogate/],
  'pkg:git/a/b%2Fc': ['syntax', 'name', 10, /encoded "\/"/],
  'pkg:git/x': ['type', 'namespace', undefined, /has no namespace, which the type git requires/],
  'pkg:maven/log4j-core@2.14.1': ['type', 'namespace', undefined, /has no namespace/],
  'pkg:cargo/a/b': ['type', 'namespace', undefined, /has the namespace "a", and the type cargo has none/],
  'pkg:swid/x?tag_id=': ['type', 'qualifiers', undefined, /has no qualifier "tag_id"/],
  'pkg:cocoapods/.x': ['type', 'name', undefined, /a cocoapods name has no white space/],
};

describe('parsePurl', () => {
  test('reads the seven components, decoded (ECMA-427 5.6)', () => {
    assert.deepEqual(purlOf('pkg:npm/%40a%20b/c/d%2Fe@1:0%2B1?k=%C3%A9&vcs_url=git:%2F%2Fx#x/y%3Fz'), {
      type: 'npm',
      namespace: '@a b/c',
      name: 'd/e',
      version: '1:0+1',
      qualifiers: new Map([
        ['k', 'é'],
        ['vcs_url', 'git://x'],
      ]),
      subpath: 'x/y?z',
    });
  });

  test('leaves out what is empty: version, qualifiers without a value, segments, and "." and ".." in a subpath', () => {
    assert.deepEqual(purlOf('pkg:golang//a//b/c@?x=&y&&z=1#/./a/%2e%2e//b/'), {
      type: 'golang',
      namespace: 'a/b',
      name: 'c',
      qualifiers: new Map([['z', '1']]),
      subpath: 'a/b',
    });
    assert.deepEqual(purlOf('PKG:npm/x?#'), { type: 'npm', name: 'x', qualifiers: new Map() });
  });

  test('gives qualifiers in the order of their keys', () => {
    assert.deepEqual(
      [...purlOf('pkg:conan/x?compiler.version=1&compiler_x=2&compiler=3').qualifiers.keys()],
      ['compiler', 'compiler.version', 'compiler_x'],
    );
  });

  test('divides a text with unencoded separators where RFC 3986 does, so that the version stays the version', () => {
    const purl = purlOf('pkg:npm/x@1?download_url=https://h/?a=b?c#d#e');
    assert.deepEqual([purl.version, purl.qualifiers.get('download_url'), purl.subpath], ['1', 'https://h/?a=b?c', 'd#e']);
  });

  test('takes "@" for the version\'s when it is the last and not a scope\'s', () => {
    for (const [text, namespace, name, version] of [
      ['pkg:npm/@s/n', '@s', 'n', undefined],
      ['pkg:npm/@s/n@1', '@s', 'n', '1'],
      ['pkg:brew/n@20@20.1', undefined, 'n@20', '20.1'],
      ['pkg:opam/git@3/16.1', undefined, 'git', '3/16.1'],
      ['pkg:npm/a@b/@c/d', 'a@b/@c', 'd', undefined],
    ] as const) {
      const purl = purlOf(text);
      assert.deepEqual([purl.namespace, purl.name, purl.version], [namespace, name, version], text);
    }
  });

  test('keeps the case of npm and Go names, which tells packages apart, and folds it where registries do', () => {
    assert.equal(purlOf('pkg:npm/JSONStream').name, 'JSONStream');
    assert.equal(purlOf('pkg:golang/github.com/BurntSushi/toml').namespace, 'github.com/BurntSushi');
    assert.equal(purlOf('pkg:pypi/Zope.-_Interface@1.0RC1').name, 'zope-interface');
    assert.equal(purlOf('pkg:pub/Flutter-Map').name, 'flutter_map');
  });

  test('folds the case of an mlflow name on Databricks only', () => {
    const nameAt = (host: string): string => purlOf(`pkg:mlflow/Model?repository_url=${host}`).name;
    assert.equal(nameAt('https://adb-1.2.azuredatabricks.net/api'), 'model');
    assert.equal(nameAt('dbc-1.cloud.databricks.com'), 'model');
    assert.equal(nameAt('https://x.databricks.com.example/api'), 'Model');
    assert.equal(nameAt('https://example.org/x.databricks.com'), 'Model');
    assert.equal(purlOf('pkg:mlflow/Model').name, 'Model');
  });

  test('folds qualifier keys when it is asked to', () => {
    const parsed = parsePurl('pkg:rpm/fedora/curl?Arch=i386', { foldKeys: true });
    assert.ok(parsed.ok);
    assert.equal(parsed.purl.qualifiers.get('arch'), 'i386');
    assert.equal(parsePurl('pkg:npm/x?Arch=1&arch=1', { foldKeys: true }).ok, false);
  });

  test('applies no rules to a type that is none of the registered ones, nor to one named like a member of Object', () => {
    for (const type of ['alpine', 'constructor', 'hasownproperty']) {
      assert.equal(purlOf(`pkg:${type}/Ns/Name`).namespace, 'Ns');
    }
  });

  for (const [text, [kind, part, at, reason]] of Object.entries(refused)) {
    test(`refuses ${JSON.stringify(text)} and says where and why`, () => {
      const parsed = parsePurl(text);
      assert.ok(!parsed.ok);
      assert.deepEqual([parsed.kind, parsed.part, parsed.at], [kind, part, at]);
      assert.match(parsed.reason, reason);
    });
  }
});

describe('formatPurl and toPurl', () => {
  test('encode all but letters, digits, ".", "-", "_", "~" and ":" (ECMA-427 5.4)', () => {
    const name = "aZ09.-_~: !'()*+,;=&$@/?#[]%é😀";
    assert.equal(
      toPurl({ type: 'generic', name }),
      'pkg:generic/aZ09.-_~:%20%21%27%28%29%2A%2B%2C%3B%3D%26%24%40%2F%3F%23%5B%5D%25%C3%A9%F0%9F%98%80',
    );
    assert.equal(purlOf(toPurl({ type: 'generic', name })).name, name);
  });

  test('take qualifiers as a map or a record, and leave out those without a value', () => {
    const expected = 'pkg:generic/x?a=1&b=2';
    assert.equal(toPurl({ type: 'generic', name: 'x', qualifiers: { b: '2', a: '1', c: '', d: undefined } }), expected);
    assert.equal(toPurl({ type: 'generic', name: 'x', qualifiers: new Map(Object.entries({ b: '2', a: '1', c: '' })) }), expected);
  });

  test('write the path of a git repository as segments of the name, however it is divided', () => {
    const text = 'pkg:git/host.example/group/repository';
    assert.equal(toPurl({ type: 'git', namespace: 'host.example', name: 'group/repository' }), text);
    assert.equal(toPurl({ type: 'git', namespace: 'host.example/group', name: 'repository' }), text);
    assert.equal(purlOf(text).name, 'group/repository');
  });

  test('formatPurl refuses what no text can say, toPurl writes U+FFFD for half a character', () => {
    assert.deepEqual(formatPurl({ type: 'npm', name: 'x\ud800' }), {
      ok: false,
      kind: 'syntax',
      part: 'name',
      reason: 'has half a character (a lone surrogate) in its name',
    });
    assert.equal(toPurl({ type: 'npm', name: 'x\ud800' }), 'pkg:npm/x%EF%BF%BD');
    for (const parts of [
      { type: 'npm', name: '' },
      { type: 'git', namespace: '/', name: '/' },
      { type: 'n m', name: 'x' },
      { type: 'npm', name: 'x', qualifiers: { 'a b': '1' } },
      { type: 'npm', name: 'x', qualifiers: { a: '1', A: '1' } },
      { type: 'npm', name: 'x', qualifiers: { a: '\udc00' } },
      { type: 'otp', namespace: 'n', name: 'x' },
    ]) {
      assert.equal(formatPurl(parts).ok, false, JSON.stringify(parts));
    }
  });
});

describe('validatePurl', () => {
  test('finds every breach of the type, errors before warnings', () => {
    const findings = validatePurl('pkg:Chrome-Extension/ns/dogs@1-beta');
    assert.deepEqual(
      findings.map(({ severity, part }) => `${severity} ${part ?? 'whole'}`),
      ['error namespace', 'error name', 'error version', 'warning whole'],
    );
  });

  test('gives one error, with its place, for what cannot be read', () => {
    assert.deepEqual(validatePurl('pkg:npm/%'), [
      { severity: 'error', part: 'name', message: 'has percent-encoding in its name that is not UTF-8 text', at: 8 },
    ]);
  });

  test('warns of what is read but is not as the definitions want it', () => {
    for (const [text, part] of [
      ['pkg:npm/JSONStream@1.3.5', 'name'],
      ['pkg:golang/stdlib@1.24.0', 'namespace'],
      ['pkg:alpine/openssl@3.0.4', 'type'],
      ['pkg:constructor/x', 'type'],
      ['pkg:pypi/x@1?vers=vers:pypi%2F1', 'qualifiers'],
    ]) {
      assert.deepEqual(
        validatePurl(text as string).map(({ severity, part }) => [severity, part]),
        [['warning', part]],
        text,
      );
    }
  });

  test('gives the canonical spelling of one that is not', () => {
    assert.deepEqual(validatePurl('pkg:gem/x?Platform=java'), [
      { severity: 'warning', message: 'is not in canonical form', canonical: 'pkg:gem/x?platform=java' },
    ]);
  });
});

const anyType = fc.oneof(fc.constantFrom(...knownPurlTypes()), fc.constantFrom('alpine', 'x.y-1', 'constructor'));
const anyText = fc.oneof(
  fc.string({ unit: fc.constantFrom(...Array.from('abZ09._-~:/@?#&=%+ !')) }),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom(
    'name',
    'a/b',
    '@scope',
    '..',
    'Ünï',
    '\u212A',
    'İ',
    'abcdefghijklmnopabcdefghijklmnop',
    'https://x.databricks.com/',
  ),
);
const anyKey = fc.constantFrom('arch', 'repository_url', 'tag_id', 'uuid', 'a.b', 'a', 'a-b', 'constructor');
const anyParts = fc.record({
  type: anyType,
  namespace: fc.option(anyText, { nil: undefined }),
  name: anyText,
  version: fc.option(anyText, { nil: undefined }),
  qualifiers: fc.option(fc.dictionary(anyKey, anyText, { maxKeys: 4 }), { nil: undefined }),
  subpath: fc.option(anyText, { nil: undefined }),
});
const separators = fc.string({
  unit: fc.constantFrom(...Array.from('aB1:/@?#&=%.-+é\ud800\n'), '%2F', '%41', '%E9', '..', 'uuid='),
});

describe('the laws of package URLs', () => {
  test('what is built is canonical: parsing and building it again gives the same text, and nothing is held against it', () => {
    let built = 0;
    fc.assert(
      fc.property(anyParts, (parts) => {
        const formatted = formatPurl(parts);
        if (!formatted.ok) return;
        built += 1;
        const { text } = formatted;
        assert.match(text, /^[A-Za-z0-9.\-_~:/@?=&#%]+$/);
        const parsed = parsePurl(text);
        assert.ok(parsed.ok, text);
        assert.deepEqual(formatPurl(parsed.purl), formatted);
        assert.equal(toPurl(parts), text);
        assert.deepEqual(
          validatePurl(text).filter(({ severity, canonical }) => severity === 'error' || canonical !== undefined),
          [],
        );
      }),
      { numRuns: 2000 },
    );
    assert.ok(built > 200, `only ${built} of 2000 were buildable`);
  });

  test('what was parsed is what its canonical text is parsed to', () => {
    fc.assert(
      fc.property(anyType, separators, (type, rest) => {
        const parsed = parsePurl(`pkg:${type}/${rest}`);
        if (!parsed.ok) return;
        const formatted = formatPurl(parsed.purl);
        assert.ok(formatted.ok, rest);
        assert.deepEqual(parsePurl(formatted.text), parsed);
      }),
      { numRuns: 5000 },
    );
  });

  test('any text is answered, never with an exception, and the validator agrees with the parser', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      separators,
      separators.map((text) => `pkg:${text}`),
    );
    fc.assert(
      fc.property(anything, (text) => {
        const { ok } = parsePurl(text, { foldKeys: true });
        assert.equal(
          validatePurl(text).some(({ severity }) => severity === 'error'),
          !ok,
        );
        assert.equal(canonicalPurl(text).ok, ok);
        if (parsePurl(text).ok) assert.ok(ok);
      }),
      { numRuns: 5000 },
    );
  });

  test('a megabyte of one character, anywhere, is answered like a short text', () => {
    const pieces = ['%', '/', '@', '?', '#', '&', '=', ':', '-', '_.', 'a/', '/@', '%2F', '..', '&a=b', ' ', 'é', '(', '::'];
    const starts = ['', 'pkg:', 'pkg:npm/', 'pkg:pypi/x', 'pkg:cpan/x', 'pkg:git/a/', 'pkg:mlflow/x?repository_url='];
    for (const start of starts) {
      for (const piece of pieces) {
        const parsed = parsePurl(start + piece.repeat(2 ** 20 / piece.length));
        assert.equal(parsed.ok, parsePurl(start + piece.repeat(64)).ok, `${start} ${piece}`);
        if (!parsed.ok) assert.ok(parsed.reason.length < 200);
      }
    }
  });
});
