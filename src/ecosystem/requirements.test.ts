import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EcosystemId } from '../model/index.ts';
import { ecosystemById } from './index.ts';

function check(id: EcosystemId, requirement: string, inside: readonly string[], outside: readonly string[]): void {
  const { satisfies } = ecosystemById(id);
  for (const version of inside) assert.equal(satisfies(version, requirement), true, `${id}: ${version} meets ${requirement}`);
  for (const version of outside)
    assert.equal(satisfies(version, requirement), false, `${id}: ${version} does not meet ${requirement}`);
}

function undecided(id: EcosystemId, ...requirements: readonly string[]): void {
  for (const requirement of requirements)
    assert.equal(ecosystemById(id).satisfies('1.0.0', requirement), undefined, `${id}: ${requirement}`);
}

test('Maven: intervals are conditions, a version alone is a wish ("Dependency Version Requirement Specification")', () => {
  check('maven', '[1.0,2.0)', ['1.0', '1.9.9', '2.0-SNAPSHOT'], ['2.0', '0.9']);
  check('maven', '(,1.0],[1.2,)', ['1.0', '1.2', '5'], ['1.1']);
  check('maven', '[1.5]', ['1.5.0'], ['1.6']);
  check('maven', '1.0', ['1.0', '3.0'], []);
  undecided('maven', '[1.0', '(1.0)', '[1,2,3]', '[1.0,2.0) or later', '${range}', '');
});

test('RubyGems: ~> lets the last but one number grow ("Pessimistic operator")', () => {
  check('gem', '~> 2.2', ['2.2', '2.9'], ['3.0', '2.1', '3.0.a']);
  check('gem', '~> 2.2.0', ['2.2.9'], ['2.3', '2.3.0.rc1']);
  check('gem', '>= 1.0, < 2, != 1.5', ['1.0', '1.6', '2.0.a'], ['1.5', '2']);
  check('gem', '1.0', ['1.0.0'], ['1.0.1']);
  undecided('gem', '>> 1', '~> x', '>=');
});

test('NuGet: a version alone is the lowest one, brackets are intervals, * floats ("Version ranges")', () => {
  check('nuget', '1.0', ['1.0.0', '2.0'], ['0.9', '1.0.0-beta']);
  check('nuget', '[1.0]', ['1.0.0.0'], ['1.0.1']);
  check('nuget', '(1.0,2.0]', ['1.5', '2.0'], ['1.0', '2.0.1']);
  check('nuget', '1.2.*', ['1.2.9'], ['1.3.0', '1.2.0-beta']);
  check('nuget', '*', ['1.0'], []);
  undecided('nuget', '[1.0', '1.0.0-*', '(1.0)', 'x');
});

test('Dart: ^ ends at the next breaking version, < leaves out pre-releases of it ("Version constraints")', () => {
  check('pub', '^1.2.3', ['1.2.3', '1.9.9', '1.3.0-dev'], ['2.0.0', '2.0.0-dev', '1.2.2']);
  check('pub', '^0.1.2', ['0.1.9'], ['0.2.0']);
  check('pub', '>=1.0.0 <2.0.0', ['1.5.0', '1.0.0+1'], ['2.0.0-dev', '2.0.0']);
  check('pub', '>=2.0.0-dev <2.0.0', ['2.0.0-dev'], ['2.0.0']);
  check('pub', 'any', ['0.0.1'], []);
  undecided('pub', '~1.2', 'git', '>=');
});

test('Elixir: ~>, and, or ("Requirements")', () => {
  check('hex', '~> 2.1', ['2.1.0', '2.9.0'], ['3.0.0', '2.0.9']);
  check('hex', '~> 2.1.3', ['2.1.9'], ['2.2.0']);
  check('hex', '>= 1.0.0 and < 1.2.0 or == 2.0.0', ['1.1.0', '2.0.0'], ['1.2.0']);
  undecided('hex', '~> 2', 'latest', '>= 1.0.0 and', '');
});

test('Julia: a list is of alternatives, and 1.2 means ^1.2 ("Version specifier format")', () => {
  check('julia', '1.2', ['1.2.0', '1.9.0'], ['2.0.0', '1.1.0']);
  check('julia', '0.2, 1', ['0.2.9', '1.5.0'], ['0.3.0', '2.0.0']);
  check('julia', '~1.2', ['1.2.9'], ['1.3.0']);
  check('julia', '=1.2.3', ['1.2.3', '1.2.3+1'], ['1.2.4']);
  check('julia', '1.2 - 1.4', ['1.4.9'], ['1.5.0']);
  check('julia', '≥ 1.2', ['2.0.0'], ['1.1.0']);
  undecided('julia', '', 'any', '1,');
});

test('Conan: ranges in brackets, with options after a comma ("Version ranges")', () => {
  check('conan', '[>=1.0 <2.0]', ['1.5'], ['2.0', '0.9']);
  check('conan', '[~1.2]', ['1.2.9'], ['1.3', '1.3-rc1']);
  check('conan', '[^1.2]', ['1.9'], ['2.0', '2.0-rc1']);
  check('conan', '[<1 || >=2, include_prerelease=True]', ['0.9', '2.1'], ['1.5']);
  undecided('conan', '[]', '[>=1,loose]', '[>]');
});

test('Cabal: &&, ||, .* and ^>= ("build-depends")', () => {
  check('hackage', '>=1.2 && <1.3', ['1.2', '1.2.9'], ['1.3']);
  check('hackage', '==1.2.* || ==2.0', ['1.2.7', '2.0'], ['1.3', '2.0.1']);
  check('hackage', '^>=1.2.3', ['1.2.3', '1.2.9'], ['1.3', '1.2.2']);
  check('hackage', '^>=1', ['1.0.5'], ['1.1']);
  undecided('hackage', '(>=1)', '>=1.x', '1.2');
});

test('R: operators in round brackets', () => {
  check('cran', '(>= 3.5.0)', ['3.5.0', '4.0-1'], ['3.4']);
  check('bioconductor', '>= 1.0, < 2.0', ['1.5'], ['2.0']);
  undecided('cran', '(=> 1)');
});

test('Debian: << and >> are strict (Policy 7.1)', () => {
  check('deb', '(>= 1.2~rc1)', ['1.2~rc1', '1:0.1'], ['1.2~beta']);
  check('deb', '<< 2.0', ['2.0~rc1', '1.9-1'], ['2.0']);
  check('deb', '= 1.0-1', ['0:1.0-1'], ['1.0-2']);
  undecided('deb', '< 2.0', '>= ');
});

test('rpm: a requirement without a release takes any release', () => {
  check('rpm', '= 1.2', ['1.2-1', '1.2-9.el9', '1.2'], ['1.2.1-1']);
  check('rpm', '>= 1.2-3', ['1.2-3.el9', '1:0.1-1'], ['1.2-2']);
  undecided('rpm', '~ 1', '>=');
});

test('apk: the operators of an APKBUILD', () => {
  check('apk', '>=1.2.3-r1', ['1.2.3-r2', '1.2.4'], ['1.2.3-r0', '1.2.3_rc1']);
  undecided('apk', '~1.2', '>=next');
});
