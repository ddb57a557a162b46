import { json, type CatalogExamples } from '../example.ts';

const revision = '0123456789abcdef0123456789abcdef01234567';

export const swiftExamples: CatalogExamples = {
  'swift/package-resolved': {
    paths: ['Package.resolved'],
    packages: ['git.example/acme/a 1.0.0', 'git.example/acme/b', 'acme/c 3.0.0'],
    files: {
      'Package.swift':
        'import PackageDescription\n\nlet package = Package(\n    name: "App",\n    dependencies: [.package(url: "https://git.example/acme/a.git", from: "1.0.0")]\n)\n',
      'Package.resolved': json({
        pins: [
          {
            identity: 'a',
            kind: 'remoteSourceControl',
            location: 'https://git.example/acme/a.git',
            state: { revision, version: '1.0.0' },
          },
          {
            identity: 'b',
            kind: 'remoteSourceControl',
            location: 'git@git.example:acme/b.git',
            state: { branch: 'main', revision },
          },
          { identity: 'acme.c', kind: 'registry', location: '', state: { version: '3.0.0' } },
        ],
        version: 2,
      }),
    },
  },
  'swift/package-swift': {
    paths: ['Package.swift'],
    packages: ['git.example/acme/a', 'git.example/acme/b 2.0.0', 'acme/c'],
    files: {
      'Package.swift':
        '// swift-tools-version:5.9\nimport PackageDescription\n\nlet package = Package(\n    name: "App",\n    dependencies: [\n        .package(url: "https://git.example/acme/a.git", from: "1.0.0"),\n        .package(url: "https://git.example/acme/b", exact: "2.0.0"),\n        .package(id: "acme.c", .upToNextMajor(from: "3.0.0")),\n        .package(path: "../Local"),\n    ],\n    targets: [.target(name: "App")]\n)\n',
    },
  },
};
