import assert from 'node:assert/strict';
import { test } from 'node:test';
import { licenceExpression, licenceOfCopyright } from './copyright.ts';
import { spdxIdOf } from './licence-names.ts';

const format = 'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n';

test('a short name whose meaning is certain becomes its SPDX id', () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['Expat', 'MIT'],
    ['GPL-2', 'GPL-2.0-only'],
    ['GPL-2+', 'GPL-2.0-or-later'],
    ['GPL-2.0+', 'GPL-2.0-or-later'],
    ['LGPL-2.1+', 'LGPL-2.1-or-later'],
    ['GPL-3.0-or-later', 'GPL-3.0-or-later'],
    ['GFDL-NIV-1.3+', 'GFDL-1.3-no-invariants-or-later'],
    ['Apache-2.0', 'Apache-2.0'],
    ['apache-2', 'Apache-2.0'],
    ['BSD-3-clause', 'BSD-3-Clause'],
    ['PHP-3.0', 'PHP-3.0'],
    ['MIT', undefined],
    ['GPL', undefined],
    ['GPL-4', undefined],
    ['LGPL-NIV-2.1', undefined],
    ['Artistic', undefined],
    ['public-domain', undefined],
    ['constructor', undefined],
    ['GPL-2+ with OpenSSL exception', undefined],
  ];
  for (const [name, id] of cases) assert.equal(spdxIdOf(name), id, name);
});

test('a field of several names is an expression in which "and" binds more strongly, but for commas', () => {
  assert.equal(licenceExpression('GPL-2+ or Expat and ISC'), 'GPL-2.0-or-later OR MIT AND ISC');
  assert.equal(licenceExpression('GPL-2+ or Expat, and ISC'), '(GPL-2.0-or-later OR MIT) AND ISC');
  assert.equal(licenceExpression('Expat, or ISC and Zlib'), 'MIT OR (ISC AND Zlib)');
  assert.equal(licenceExpression('public-domain'), 'LicenseRef-public-domain');
  assert.equal(licenceExpression('GPL-3+ with Bison exception'), 'LicenseRef-GPL-3-or-later-with-Bison-exception');
  assert.equal(licenceExpression('GPL-2+ (or later)'), 'LicenseRef-GPL-2-or-later-or-later');
  assert.equal(licenceExpression('§'), 'LicenseRef-unnamed');
});

test('what the paragraphs of files and the first one say is put together; those that only give a text are left out', () => {
  const text = `# comment\n${format}License: Expat\n\nFiles: *\nCopyright: x\nLicense: GPL-2+ or ISC\n This is\n .\n free.\n\nFiles: debian/*\nLicense: Expat and Zlib\n\nLicense: Never\n text\n`;
  assert.equal(licenceOfCopyright(text), 'MIT AND (GPL-2.0-or-later OR ISC) AND Zlib');
});

test('a copyright file in free form, or of another format, says no licence', () => {
  for (const text of [
    '',
    'License: Expat\n',
    'Format: something else\n\nFiles: *\nLicense: Expat\n',
    format,
    `${format}\nFiles: *\nLicense:\n`,
  ]) {
    assert.equal(licenceOfCopyright(text), undefined);
  }
});

test('a file with more licences than anybody can read says none', () => {
  const many = Array.from({ length: 200 }, (_, index) => `\nFiles: *\nLicense: x${index}\n`).join('');
  assert.equal(licenceOfCopyright(format + many), undefined);
});
