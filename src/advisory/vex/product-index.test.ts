import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePurl, type Purl } from '../../model/purl/index.ts';
import { exactness, indexProducts, matchPurl, type VexComponent } from './product-index.ts';

function purl(text: string): Purl {
  const parsed = parsePurl(text);
  assert.ok(parsed.ok, text);
  return parsed.purl;
}

/** How a package URL that is stated names one that is there. */
function match(stated: string, actual: string, ranges?: readonly string[]): string {
  const component: VexComponent = { id: 'it', purl: actual, name: 'it', hashes: [], isProject: false };
  const found = indexProducts([component]).find({
    purls: [stated],
    cpes: [],
    hashes: [],
    ...(ranges === undefined ? {} : { versions: ranges }),
  });
  const exactly = found.get('it');
  return Object.entries(exactness).find(([, value]) => value === exactly)?.[0] ?? 'not';
}

test('a package URL without a version names every version', () => {
  assert.equal(match('pkg:npm/a', 'pkg:npm/a@1.0.0'), 'name');
  assert.equal(match('pkg:npm/a', 'pkg:npm/a'), 'name');
  assert.equal(match('pkg:npm/a@1.0.0', 'pkg:npm/a'), 'not');
});

test('versions are the same when they are to their ecosystem, and of the same build', () => {
  assert.equal(match('pkg:pypi/a@1.0', 'pkg:pypi/a@1.0.0'), 'version');
  assert.equal(match('pkg:npm/a@1.0.0+x', 'pkg:npm/a@1.0.0+y'), 'not');
  assert.equal(match('pkg:npm/a@1.0.0', 'pkg:npm/a@1.0.1'), 'not');
});

test('names are the same when they are to their ecosystem', () => {
  assert.equal(match('pkg:pypi/Some_Thing@1', 'pkg:pypi/some-thing@1'), 'version');
  assert.equal(match('pkg:npm/JSONStream@1.0.0', 'pkg:npm/jsonstream@1.0.0'), 'not');
  assert.equal(match('pkg:npm/%40a/b@1.0.0', 'pkg:npm/b@1.0.0'), 'not');
});

test('who made a package of an operating system is part of its name', () => {
  assert.equal(match('pkg:deb/debian/openssl@3.0.1', 'pkg:deb/ubuntu/openssl@3.0.1'), 'not');
  assert.equal(match('pkg:deb/debian/openssl@3.0.1', 'pkg:deb/debian/openssl@3.0.1?arch=amd64'), 'version');
});

test('qualifiers that are stated must be there, others may', () => {
  assert.equal(
    match('pkg:deb/debian/openssl@3.0.1?arch=amd64', 'pkg:deb/debian/openssl@3.0.1?arch=amd64&distro=debian-12'),
    'build',
  );
  assert.equal(match('pkg:deb/debian/openssl@3.0.1?arch=amd64', 'pkg:deb/debian/openssl@3.0.1?arch=arm64'), 'not');
  assert.equal(match('pkg:deb/debian/openssl@3.0.1?arch=amd64', 'pkg:deb/debian/openssl@3.0.1'), 'not');
  assert.equal(match('pkg:npm/a@1.0.0?download_url=https://mirror.example/a', 'pkg:npm/a@1.0.0'), 'version');
});

test('a range narrows what has no version of its own; what cannot be compared is not in it', () => {
  const below2 = ['vers:npm/<2.0.0'];
  assert.equal(match('pkg:npm/a', 'pkg:npm/a@1.9.9', below2), 'range');
  assert.equal(match('pkg:npm/a', 'pkg:npm/a@2.0.0', below2), 'not');
  assert.equal(match('pkg:npm/a', 'pkg:npm/a', below2), 'not');
  assert.equal(match('pkg:npm/a', 'pkg:npm/a@what', below2), 'not');
  assert.equal(match('pkg:npm/a?vers=vers:npm%2F%3C2.0.0', 'pkg:npm/a@1.0.0'), 'range');
  assert.equal(match('pkg:npm/a', 'pkg:npm/a@1.5.0', ['vers:nonsense/<2']), 'not');
  assert.equal(match('pkg:npm/a', 'pkg:npm/a@1.5.0', ['vers:generic/1.5.0']), 'range');
});

test('a subpath that is stated must be there', () => {
  assert.equal(matchPurl(purl('pkg:npm/a@1.0.0#lib'), purl('pkg:npm/a@1.0.0')), undefined);
  assert.equal(matchPurl(purl('pkg:npm/a@1.0.0'), purl('pkg:npm/a@1.0.0#lib')), exactness.version);
});

test('a hash names what has it, whatever it is called', () => {
  const hash = { algorithm: 'SHA-256' as const, value: 'a'.repeat(64) };
  const index = indexProducts([{ id: 'it', name: 'it', hashes: [hash], isProject: false }]);
  assert.deepEqual([...index.find({ purls: [], cpes: [], hashes: [hash] })], [['it', exactness.hash]]);
});

test('a name names projects only, and only where there is nothing better to go by', () => {
  const index = indexProducts([
    { id: 'project', name: 'shop', version: '1.0.0', hashes: [], isProject: true },
    { id: 'package', name: 'shop', version: '1.0.0', hashes: [], isProject: false },
  ]);
  const nothing = { purls: [], cpes: [], hashes: [] };
  assert.deepEqual([...index.find({ ...nothing, name: 'shop' }).keys()], ['project']);
  assert.deepEqual([...index.find({ ...nothing, name: 'shop', version: '2.0.0' }).keys()], []);
  assert.deepEqual([...index.find({ ...nothing, purls: ['pkg:npm/other'], name: 'shop' }).keys()], []);
});

test('of a CPE name what is stated must be there, and * may be anything', () => {
  const component = { id: 'it', name: 'it', hashes: [], isProject: false, cpes: ['cpe:2.3:a:vendor:thing:1.2:*:*:*:*:*:*:*'] };
  const index = indexProducts([component]);
  const find = (cpe: string): number => index.find({ purls: [], hashes: [], cpes: [cpe] }).size;
  assert.equal(find('cpe:2.3:a:vendor:thing:*:*:*:*:*:*:*:*'), 1);
  assert.equal(find('cpe:/a:vendor:thing:1.2'), 1);
  assert.equal(find('cpe:/a:vendor:thing:1.3'), 0);
});
