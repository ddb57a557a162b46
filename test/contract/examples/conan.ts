import { json, type CatalogExamples } from '../example.ts';

const revision = 'ab'.repeat(16);

export const conanExamples: CatalogExamples = {
  'conan/conan-lock': {
    paths: ['conan.lock'],
    packages: ['a 1.0', 'b 2.0', 'tool 3.0'],
    files: {
      'conanfile.txt': '[requires]\na/1.0\n\n[tool_requires]\ntool/[>=3 <4]\n',
      'conan.lock': json({
        version: '0.5',
        requires: [`b/2.0#${revision}%1700000000.5`, `a/1.0@user/stable#${revision}%1700000000.5`],
        build_requires: ['tool/3.0'],
        python_requires: [],
      }),
    },
  },
  'conan/conanfile': {
    paths: ['conanfile.py', 'conanfile.txt'],
    packages: ['a 1.0', 'b', 'c 3.0', 'd 4.0'],
    files: {
      'conanfile.py':
        'from conan import ConanFile\n\n\nclass App(ConanFile):\n    requires = (\n        "a/1.0",\n        "b/[>=2 <3]",\n    )\n\n    def build_requirements(self):\n        self.tool_requires("c/3.0")\n',
      'conanfile.txt': '[requires]\nd/4.0@user/stable\n\n[options]\nd*:shared=True\n',
    },
  },
};
