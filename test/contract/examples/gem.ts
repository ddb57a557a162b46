import type { CatalogExamples } from '../example.ts';

const gemspec = (name: string, version: string, dependencies = ''): string =>
  `# -*- encoding: utf-8 -*-\n# stub: ${name} ${version} ruby lib\n\nGem::Specification.new do |s|\n  s.name = "${name}".freeze\n  s.version = "${version}"\n  s.licenses = ["MIT".freeze]\n${dependencies}end\n`;

export const gemExamples: CatalogExamples = {
  'gem/gemfile-lock': {
    paths: ['Gemfile.lock'],
    packages: ['a 1.0.0', 'b 2.0.0'],
    files: {
      Gemfile: 'source "https://registry.example"\n\ngem "a", "~> 1.0"\n',
      'Gemfile.lock': `GEM\n  remote: https://registry.example/\n  specs:\n    a (1.0.0)\n      b (>= 2)\n    b (2.0.0)\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n  a (~> 1.0)\n\nCHECKSUMS\n  a (1.0.0) sha256=${'ab'.repeat(32)}\n\nBUNDLED WITH\n   2.5.0\n`,
    },
  },
  'gem/specifications': {
    paths: ['gems/specifications/a-1.0.0.gemspec', 'gems/specifications/default/b-2.0.0.gemspec'],
    packages: ['a 1.0.0', 'b 2.0.0'],
    files: {
      'gems/specifications/a-1.0.0.gemspec': gemspec(
        'a',
        '1.0.0',
        '  s.add_runtime_dependency(%q<b>.freeze, [">= 2".freeze])\n  s.add_development_dependency(%q<c>.freeze, ["~> 3.0".freeze])\n',
      ),
      'gems/specifications/default/b-2.0.0.gemspec': gemspec('b', '2.0.0'),
    },
  },
  'gem/gemfile': {
    paths: ['Gemfile', 'app.gemspec'],
    packages: ['a', 'b 2.0.0', 'c'],
    files: {
      Gemfile:
        'source "https://registry.example"\n\ngemspec\ngem "a", "~> 1.0", require: false\n\ngroup :test do\n  gem "b", "2.0.0"\nend\n',
      'app.gemspec':
        'Gem::Specification.new do |spec|\n  spec.name = "app"\n  spec.version = "0.1.0"\n  spec.add_dependency "c", ">= 3"\nend\n',
    },
  },
};
