import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';
import { basename } from 'node:path';
import { test, type TestContext } from 'node:test';
import { edgesOf, issuesOf, readGraph, readWith, versionsOf, type Read } from '../../../../test/kit/catalogued.ts';
import { makeElf, makeMachO, makePe } from '../../../../test/kit/make-binaries.ts';
import { classifiers } from './classifier/table.ts';
import { binaryCatalogers } from './index.ts';

const ID = 'binary/classifier';

function read(path: string, bytes: Uint8Array): Promise<Read> {
  return readWith(binaryCatalogers, ID, { [path]: bytes });
}

function program(...texts: readonly string[]): Buffer {
  return makeElf({ sections: [{ name: '.rodata', content: Buffer.from(texts.join('\0'), 'latin1') }] });
}

async function found(path: string, bytes: Uint8Array): Promise<readonly string[]> {
  const { graphs, issues } = await read(path, bytes);
  assert.deepEqual(issues, []);
  return graphs.flatMap(versionsOf);
}

/** File, what stands in it, and what it is: the texts are as the software writes them. */
const samples: readonly (readonly [file: string, text: string, expected: string])[] = [
  ['bash', '@(#)Bash version 5.2.15(1) release GNU', 'bash 5.2.15'],
  ['bun', '\nBun v1.1.8 (Linux x64)', 'bun 1.1.8'],
  ['busybox', 'BusyBox v1.36.1 (2024-06-10 07:11:47 UTC)', 'busybox 1.36.1'],
  ['consul', 'CONSUL_VERSION: 1.15.2', 'consul 1.15.2'],
  ['curl', 'curl/8.5.0', 'curl 8.5.0'],
  ['libcurl.so.4.8.0', 'CLIENT libcurl/7.88.1', 'curl 7.88.1'],
  ['deno', 'Deno/1.44.0', 'deno 1.44.0'],
  ['dnsmasq', 'dnsmasq-2.90', 'dnsmasq 2.90'],
  ['anything', 'x\0expat_2.5.0\0y', 'expat 2.5.0'],
  ['git', 'git/2.39.5', 'git 2.39.5'],
  ['libc.so.6', 'GNU C Library (Debian GLIBC 2.36-9+deb12u14) stable release version 2.36.\n', 'glibc 2.36'],
  ['haproxy', '\0 version 2.6.12-1+deb12u4, released 2026/10/17\n', 'haproxy 2.6.12'],
  ['haproxy', 'HA-Proxy version 1.8.4-1deb90d 2018/02/08', 'haproxy 1.8.4'],
  ['apache2', 'Apache/2.4.62 (Debian)', 'httpd 2.4.62'],
  ['libjvm.so', 'VM (17.0.15+6) for linux-amd64 JRE (17.0.15+6-Debian-1), built on', 'java 17.0.15'],
  ['libjvm.so', ') for linux-amd64 JRE (1.8.0_352-b08), built', 'java 1.8.0_352'],
  ['libjpeg.so.62.3.0', 'libjpeg-turbo version 2.1.5 (build 20230203)', 'libjpeg-turbo 2.1.5'],
  ['anything', '\n libpng version 1.6.39 - November 20, 2022\n', 'libpng 1.6.39'],
  ['libssh2.so.1.0.1', 'SSH-2.0-libssh2_1.10.0', 'libssh2 1.10.0'],
  ['lighttpd', 'lighttpd/1.4.69 (ssl)', 'lighttpd 1.4.69'],
  ['lua5.4', '$LuaVersion: Lua 5.4.4  Copyright (C) 1994-2022 Lua.org', 'lua 5.4.4'],
  ['mariadbd', 'for example 10.1.1-MariaDB-mariadb1precise-log.\x0010.11.6-MariaDB\0', 'mariadb 10.11.6'],
  ['memcached', 'memcached 1.6.18', 'memcached 1.6.18'],
  ['ld-musl-x86_64.so.1', 'musl libc (x86_64)\nVersion %s\n\x001.2.4\0', 'musl 1.2.4'],
  ['mysqld', '/build/mysql-8.0.36/sql/mysqld.cc', 'mysql 8.0.36'],
  ['nginx', 'nginx version: nginx/1.22.1', 'nginx 1.22.1'],
  ['node', 'process.release node.js/v24.1.0', 'node 24.1.0'],
  ['sshd', 'OpenSSH_2.*,OpenSSH_3.0*\0OpenSSH_9.2p1 Debian-2', 'openssh 9.2p1'],
  ['anything', 'OPENSSLDIR: "/usr/lib/ssl"\0OpenSSL 3.0.19 27 Jan 2026\0', 'openssl 3.0.19'],
  ['anything', 'OPENSSLDIR: "/usr/lib/ssl"\0OpenSSL 1.0.2k-fips  26 Jan 2017\0', 'openssl 1.0.2k'],
  ['perl', '/usr/local/lib/perl5/5.38.2\0', 'perl 5.38.2'],
  ['libperl.so.5.36.0', '\0v5.36.0\0', 'perl 5.36.0'],
  ['php-fpm8.2', 'X-Powered-By: PHP/8.2.36', 'php 8.2.36'],
  ['php', 'X-Powered-By: PHP/8.4.0RC1', 'php 8.4.0RC1'],
  ['postgres', 'postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)', 'postgresql 15.18'],
  ['proftpd', 'ProFTPD Version 1.3.8b', 'proftpd 1.3.8b'],
  ['python3.11', '3.2.0\x003.11.2\0', 'python 3.11.2'],
  ['libpython3.13.so.1.0', '/sources/Python-3.13.0\0', 'python 3.13.0'],
  ['libpython3.6m.so.1.0', '\x003.6.15+\0', 'python 3.6.15'],
  ['redis-server', 'err\x007.0.15\0c11-builtin\0', 'redis 7.0.15'],
  ['redis-server', 'payload %5u\x007.2.4buildkitsandbox-1704789960000000000\0', 'redis 7.2.4'],
  ['libruby-3.1.so.3.1', 'for ruby 1.8)\0ruby 3.1.2p20 (2022-04-12 revision 4491bb740a) [x86_64-linux-gnu]', 'ruby 3.1.2'],
  ['libstd-d1237ef7159db0a2.so', 'clang LLVM (rustc version 1.95.0 (59807616e 2026-04-14))', 'rust 1.95.0'],
  ['libsqlite3.so.0.8.6', 'SQLite format 3\x003.40.1\0', 'sqlite 3.40.1'],
  ['squid', 'squid/5.7', 'squid 5.7'],
  ['unbound', 'unbound 1.17.1', 'unbound 1.17.1'],
  ['varnishd', 'varnish-7.1.1 revision 7cee1c581bead20e88d101ab3d72afb29f14d87a', 'varnish 7.1.1'],
  ['liblzma.so.5.4.1', '\x005.4.1\0', 'xz 5.4.1'],
  ['anything', ' inflate 1.2.13 Copyright 1995-2022 Mark Adler ', 'zlib 1.2.13'],
  ['zsh', '/usr/lib/x86_64-linux-gnu/zsh/5.9\0', 'zsh 5.9'],
];

test('every row of the table has a sample', () => {
  const sampled = new Set(samples.map(([, , expected]) => expected.split(' ')[0]));
  assert.deepEqual(
    classifiers.map(({ name }) => name).filter((name) => !sampled.has(name)),
    [],
  );
  assert.equal(new Set(classifiers.map(({ name }) => name)).size, classifiers.length);
});

for (const [file, text, expected] of samples) {
  test(`${file} is ${expected} by ${JSON.stringify(text.slice(0, 60))}`, async () => {
    assert.deepEqual(await found(`usr/bin/${file}`, program('', text, '')), [expected]);
    assert.deepEqual(await found(`usr/bin/${file}`, program('', text.replaceAll(/\d/g, 'x'), '')), []);
  });
}

test('ELF, PE and Mach-O files are read, and their names with .exe', async () => {
  const content = Buffer.from('\0node.js/v24.1.0\0 inflate 1.3.1 Copyright 1995-2024 Mark Adler \0');
  const both = ['node 24.1.0', 'zlib 1.3.1'];
  assert.deepEqual(await found('node.exe', makePe({ sections: [{ name: '.rdata', content }] })), both);
  assert.deepEqual(await found('bin/node', makeMachO({ sections: [{ name: '__TEXT,__cstring', content }] })), both);
  assert.deepEqual(await found('bin/node', makeElf({ isWithoutSectionTable: true, sections: [{ name: '', content }] })), both);
});

test('what is linked into a program of a known name is a part of it; components are generic and less than certain', async () => {
  const graph = await readGraph(binaryCatalogers, ID, {
    'bin/node': program(
      'node.js/v24.1.0',
      'OPENSSLDIR: "/"',
      'OpenSSL 3.0.19 27 Jan 2026',
      ' deflate 1.3.1 Copyright 1995-2024 Jean-loup',
    ),
  });
  assert.equal(graph.ecosystem, 'generic');
  assert.equal(graph.edges, 'partial');
  assert.deepEqual(edgesOf(graph), ['node > openssl runtime', 'node > zlib runtime']);
  assert.deepEqual(
    graph.packages.map(({ confidence }) => confidence),
    [0.9, 0.9, 0.9],
  );
});

test('a program that only mentions software is not taken for it', async () => {
  // nginx prints with which OpenSSL it was built; the library itself is another file.
  assert.deepEqual(await found('sbin/nginx', program('nginx/1.22.1', 'built with OpenSSL 3.0.19 27 Jan 2026')), ['nginx 1.22.1']);
  assert.deepEqual(await found('bin/other', program('nginx/1.22.1', 'node.js/v24.1.0', 'curl/8.5.0')), []);
  assert.deepEqual(await found('node', Buffer.from('#!/bin/sh\n# node.js/v24.1.0\n')), []);
});

test('a text outside of the constants tells of the file that has its name, and not of what is linked into it', async () => {
  const bytes = makeElf({
    sections: [
      { name: '.rodata', content: Buffer.from('constants') },
      { name: '.data', content: Buffer.from('node.js/v24.1.0\0 inflate 1.3.1 Copyright 1995-2024 Mark Adler '), isWritable: true },
    ],
  });
  assert.deepEqual(await found('bin/node', bytes), ['node 24.1.0']);
});

test('a Java installation tells its version in the file "release" (JEP 223)', async () => {
  const text =
    'IMPLEMENTOR="Eclipse Adoptium"\nJAVA_RUNTIME_VERSION="17.0.15+6"\nJAVA_VERSION="17.0.15"\nJAVA_VERSION_DATE="2025-04-15"\n';
  const { graph } = await read('opt/java/release', Buffer.from(text));
  assert.deepEqual(graph.packages, [
    { kind: 'package', name: 'java', version: '17.0.15', line: 3, supplier: 'Eclipse Adoptium', dependsOn: [] },
  ]);
  for (const other of ['RELEASE=1\n', 'JAVA_VERSION=17', '# JAVA_VERSION="17"', 'JAVA_VERSION=""', '', '\0\xff']) {
    assert.deepEqual(await found('release', Buffer.from(other)), [], other);
  }
});

test('a program that is packed hides what is in it, which is an issue', async () => {
  const elf = makeElf({ isWithoutSectionTable: true, sections: [{ name: '', content: Buffer.from('UPX!packed') }] });
  assert.deepEqual(issuesOf(await read('bin/app', elf)), ['binary/packed']);
  const pe = makePe({ sections: [{ name: 'UPX0', content: Buffer.from('packed') }] });
  assert.deepEqual(issuesOf(await read('app.exe', pe)), ['binary/packed']);
  assert.deepEqual(issuesOf(await read('bin/app', program('UPX!'))), []);
});

test('a program that is cut off is an issue, wherever it is cut', async () => {
  const content = Buffer.concat([Buffer.from('\0node.js/v24.1.0\0'), Buffer.alloc(30_000, 'x')]);
  const whole = makeElf({ sections: [{ name: '.rodata', content }] });
  for (let length = 64; length < whole.length; length += 1024) {
    const codes = issuesOf(await read('bin/node', whole.subarray(0, length)));
    assert.deepEqual([...new Set(codes)], ['binary/damaged'], `${length}`);
  }
});

test('literals without end and texts without end are passed over', async () => {
  const endless = program('node.js/v'.repeat(1_000_000), `OpenSSL ${'1'.repeat(1_000_000)}`, 'OPENSSLDIR: '.repeat(10_000));
  assert.deepEqual(await found('bin/node', endless), []);
});

/** The files of a program as the loader would take them: itself, and its libraries. */
function filesOf(program: string): readonly string[] {
  const files = [realpathSync(program)];
  try {
    const shown = execFileSync('ldd', [program], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    for (const [, path = ''] of shown.matchAll(/=> (\/\S+)/g)) files.push(realpathSync(path));
  } catch {
    // Statically linked, or no ldd here: then the program alone must tell.
  }
  return files;
}

async function assertFound(t: TestContext, program: string, name: string, version: string): Promise<void> {
  if (readFileSync(program).readUInt32BE(0) !== 0x7f454c46) return t.skip(`${program} is no ELF file`);
  const versions = new Set<string>();
  for (const file of filesOf(program)) {
    const { graphs, issues } = await read(`bin/${basename(file)}`, readFileSync(file));
    assert.deepEqual(issues, []);
    for (const one of graphs.flatMap(versionsOf)) versions.add(one);
  }
  assert.ok(versions.has(`${name} ${version}`), `${name} ${version} is not among ${[...versions].join(', ')}`);
}

test('the Node that runs this is found in its exact version, with what it says is linked into it', async (t) => {
  await assertFound(t, realpathSync(process.execPath), 'node', process.versions.node);
  const bytes = readFileSync(process.execPath);
  const { graphs } = await read('bin/renamed', bytes);
  const inside = graphs.flatMap(versionsOf);
  if (inside.some((text) => text.startsWith('openssl '))) assert.ok(inside.includes(`openssl ${process.versions.openssl}`));
});

for (const [name, command, ...words] of [
  ['python', 'python3', '-c', 'import platform, sys; print(platform.python_version(), sys.executable)'],
  ['openssl', 'openssl', 'version'],
  ['bash', 'bash', '-c', 'echo ${BASH_VERSION%(*} $BASH'],
  ['perl', 'perl', '-e', 'print sprintf("%vd", $^V), " ", $^X'],
  ['ruby', 'ruby', '-e', 'puts RUBY_VERSION + " " + RbConfig.ruby'],
  ['php', 'php', '-r', 'echo PHP_VERSION, " ", PHP_BINARY;'],
  ['curl', 'curl', '--version'],
  ['git', 'git', '--version'],
] as const) {
  test(`${name} on this machine is found in the version that it prints`, async (t) => {
    let printed: string;
    let path: string;
    try {
      printed = execFileSync(command, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
      const named = /\s(\/\S+)\s*$/.exec(printed)?.[1];
      path = named ?? execFileSync('sh', ['-c', `command -v ${command}`], { encoding: 'utf8' }).trim();
    } catch {
      return t.skip(`${command} is not installed here`);
    }
    await assertFound(t, path, name, /\d+\.\d+\.\d+[a-z]{0,2}/.exec(printed)?.[0] ?? '');
  });
}
