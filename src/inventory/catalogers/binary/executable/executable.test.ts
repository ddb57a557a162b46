import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { makeElf, makeFat, makeMachO, makePe, type MadeSection } from '../../../../../test/kit/make-binaries.ts';
import { withoutProgram } from '../../../../../test/kit/programs.ts';
import { bytesAt, constantsOf, readExecutables, sectionOf, type Executable } from './index.ts';

const sections: readonly MadeSection[] = [
  { name: '.rodata', content: Buffer.from('texts that are only read') },
  { name: '.data', content: Buffer.from('what is written to'), isWritable: true },
  { name: '.bss', content: Buffer.alloc(1_000_000), isWritable: true, kind: 8 },
];
const segmented = sections
  .slice(0, 2)
  .map((section, index) => ({ ...section, name: index === 0 ? '__TEXT,__cstring' : '__DATA,__data' }));

function only(bytes: Uint8Array): Executable {
  const { parts, faults } = readExecutables(bytes);
  assert.deepEqual(faults, []);
  assert.equal(parts.length, 1);
  return parts[0] as Executable;
}

for (const bits of [32, 64] as const) {
  for (const isBigEndian of [false, true]) {
    const order = isBigEndian ? 'big' : 'little';

    test(`the sections and segments of a ${bits}-bit ${order}-endian ELF file are read (System V ABI, chapters 4 and 5)`, () => {
      const executable = only(makeElf({ bits, isBigEndian, sections }));
      assert.equal(executable.format, 'elf');
      assert.equal(executable.isLittleEndian, !isBigEndian);
      assert.deepEqual(
        executable.sections.map(({ name, bytes, isWritable, isLoaded }) => [name, bytes.toString(), isWritable, isLoaded]),
        [
          ['.rodata', 'texts that are only read', false, true],
          ['.data', 'what is written to', true, true],
          ['.bss', '', true, true],
          ['.shstrtab', '\0.rodata\0.data\0.bss\0.shstrtab\0', false, false],
        ],
      );
      assert.equal(bytesAt(executable, 0x41_0005)?.toString(), 'what is written to'.slice(5));
      assert.equal(bytesAt(executable, 0x41_0012), undefined);
    });

    test(`the sections of a ${bits}-bit ${order}-endian Mach-O file are read`, () => {
      const executable = only(makeMachO({ bits, isBigEndian, sections: segmented }));
      assert.equal(executable.format, 'mach-o');
      assert.equal(sectionOf(executable, '__TEXT,__cstring')?.bytes.toString(), 'texts that are only read');
      assert.equal(sectionOf(executable, '__DATA,__data')?.isWritable, true);
      assert.equal(bytesAt(executable, 0x41_0005)?.toString(), 'what is written to'.slice(5));
    });
  }

  test(`the sections and directories of a PE file are read, ${bits} bits`, () => {
    const directories = { 2: { address: 0x1_1000, size: 7 } };
    const executable = only(makePe({ bits, sections: sections.slice(0, 2), directories }));
    assert.equal(executable.format, 'pe');
    // The padding of the file is no part of it.
    assert.equal(sectionOf(executable, '.rodata')?.bytes.toString(), 'texts that are only read');
    assert.deepEqual(executable.directories[2], directories[2]);
    assert.equal(bytesAt(executable, executable.base + 0x1_1000)?.toString(), 'what is written to');
  });

  test(`every part of a Mach-O file for several machines is read, places of ${bits} bits`, () => {
    const part = makeMachO({ sections: segmented });
    const { parts, faults } = readExecutables(
      makeFat([part, makeMachO({ bits: 32, isBigEndian: true, sections: segmented })], bits),
    );
    assert.deepEqual(faults, []);
    assert.deepEqual(
      parts.map((each) => sectionOf(each, '__TEXT,__cstring')?.bytes.toString()),
      ['texts that are only read', 'texts that are only read'],
    );
  });
}

test('nothing is copied: what is read are views of the file', () => {
  const file = makeElf({ sections });
  assert.equal(only(file).sections[0]?.bytes.buffer, file.buffer);
});

test('a Java class, which begins as a Mach-O file for several machines, a program for DOS, a script and an empty file are none', () => {
  const javaClass = Buffer.from('cafebabe00000034001d', 'hex');
  const dos = Buffer.alloc(100);
  dos.write('MZ');
  dos.writeUInt16LE(0x1e, 24);
  dos.writeUInt32LE(0xffff_0000, 60);
  for (const bytes of [javaClass, dos, Buffer.from('#!/bin/sh\n'), Buffer.alloc(0), Buffer.from('MZ')]) {
    assert.deepEqual(readExecutables(bytes), { parts: [], faults: [] });
  }
});

test('the segments of an ELF file are read though its section table was taken out', () => {
  const executable = only(makeElf({ sections, isWithoutSectionTable: true }));
  assert.deepEqual(executable.sections, []);
  assert.equal(bytesAt(executable, 0x40_0000)?.toString(), 'texts that are only read');
});

test('constants are what is loaded and only read, and everything where no section says so', () => {
  assert.deepEqual(constantsOf(only(makeElf({ sections }))).map(String), ['texts that are only read']);
  const bare = makeElf({ sections, isWithoutSectionTable: true });
  assert.deepEqual(constantsOf(only(bare)), [bare]);
});

test('the section table of a real program is the one that readelf shows', { skip: withoutProgram('readelf') }, (t) => {
  const file = readFileSync(process.execPath);
  if (file.readUInt32BE(0) !== 0x7f454c46) return t.skip('this Node is no ELF file');
  const shown = execFileSync('readelf', ['-SW', process.execPath], { encoding: 'utf8' });
  const expected = [...shown.matchAll(/^ *\[ *\d+\] (\S+) +(\S+) +([0-9a-f]{8,16}) [0-9a-f]+ ([0-9a-f]+) /gm)].map(
    ([, name, kind, address, size]) =>
      `${name} ${Number.parseInt(address ?? '', 16)} ${kind === 'NOBITS' ? 0 : Number.parseInt(size ?? '', 16)}`,
  );
  assert.ok(expected.length > 10);
  assert.deepEqual(
    only(file).sections.map(({ name, address, bytes }) => `${name} ${address} ${bytes.length}`),
    expected,
  );
});

test('a table that lies outside of the file is a fault, and so is a section', () => {
  const elf = makeElf({ sections });
  const cut = readExecutables(elf.subarray(0, elf.length - 1));
  assert.deepEqual(cut.faults, ['has section headers of which a part lies outside of the file']);
  assert.deepEqual(readExecutables(elf.subarray(0, elf.readUInt32LE(40))).faults, [
    'has its section headers outside of the file, as when it is cut off',
  ]);
  const moved = Buffer.from(elf);
  moved.writeBigUInt64LE(0xffff_ffff_ffffn, moved.readUInt32LE(40) + 64 + 24);
  assert.deepEqual(readExecutables(moved).faults, ['has the section ".rodata" in part outside of the file']);
  assert.deepEqual(readExecutables(elf.subarray(0, 20)).faults, ['is an ELF file that ends within its header']);
  const pe = makePe({ sections: sections.slice(0, 2) });
  assert.deepEqual(readExecutables(pe.subarray(0, 100)).faults, ['has its PE header outside of the file, as when it is cut off']);
  assert.deepEqual(readExecutables(pe.subarray(0, 0x404)).faults, ['has the section ".data" in part outside of the file']);
  const machO = makeMachO({ sections: segmented });
  assert.deepEqual(readExecutables(machO.subarray(0, 100)).faults, [
    'has load commands of which a part lies outside of the file, as when it is cut off',
  ]);
  assert.deepEqual(readExecutables(makeFat([machO]).subarray(0, 200)).faults.length, 2);
});

test('counts and sizes of four gigabytes are cut to what the file holds', () => {
  const elf = makeElf({ sections });
  const table = elf.readUInt32LE(40);
  // The count of sections that does not fit into the header is found in the first section header.
  const many = Buffer.from(elf);
  many.writeUInt16LE(0, 60);
  many.writeBigUInt64LE(0xffff_ffffn, table + 32);
  assert.equal(readExecutables(many).parts[0]?.sections.length, 4);
  const large = Buffer.from(elf);
  large.writeBigUInt64LE(0xffff_ffffn, table + 64 + 32);
  const [first] = readExecutables(large).parts[0]?.sections ?? [];
  assert.equal(first?.isCut, true);
  assert.ok((first?.bytes.length ?? 0) < elf.length);
});

test('sections that share their bytes are searched once', () => {
  const elf = makeElf({
    sections: Array.from({ length: 50 }, (_, index) => ({ name: `.rodata${index}`, content: Buffer.from('x'.repeat(1000)) })),
  });
  const table = elf.readUInt32LE(40);
  const offset = elf.readBigUInt64LE(table + 64 + 24);
  for (let index = 2; index <= 50; index += 1) elf.writeBigUInt64LE(offset, table + 64 * index + 24);
  assert.deepEqual(
    constantsOf(only(elf)).map(({ length }) => length),
    [1000],
  );
});

test('parts for different machines that overlap are read once', () => {
  const fat = makeFat([makeMachO({ sections: segmented }), makeMachO({ sections: segmented })]);
  fat.writeUInt32BE(fat.readUInt32BE(16), 36);
  const { parts, faults } = readExecutables(fat);
  assert.equal(parts.length, 1);
  assert.deepEqual(faults, ['has parts for different machines that overlap']);
});

/** Whatever a file claims, all that is read of it lies in it. */
function assertInside(file: Buffer): void {
  const { parts, faults } = readExecutables(file);
  for (const fault of faults) assert.match(fault, /^(?:is|has|begins) [^\n]+$/);
  for (const part of parts) {
    for (const { bytes, name } of [...part.sections, ...part.segments]) {
      assert.ok(name.length <= 100);
      if (bytes.length === 0) continue;
      assert.equal(bytes.buffer, file.buffer);
      assert.ok(bytes.byteOffset >= file.byteOffset && bytes.byteOffset + bytes.length <= file.byteOffset + file.length);
    }
    constantsOf(part);
    bytesAt(part, 0x40_0000);
  }
}

test('however a file is spoilt, nothing outside of it is read and nothing is thrown', () => {
  const examples = [
    makeElf({ sections }),
    makeElf({ bits: 32, isBigEndian: true, sections }),
    makePe({ sections: sections.slice(0, 2) }),
    makeMachO({ sections: segmented }),
    makeFat([makeMachO({ bits: 32, sections: segmented })]),
  ];
  for (const example of examples) {
    for (let length = 0; length <= example.length; length += 7) assertInside(example.subarray(0, length));
  }
  const change = fc.record({
    at: fc.nat(2 ** 20),
    value: fc.oneof(fc.constant(0xff), fc.constant(0), fc.nat(255)),
    run: fc.integer({ min: 1, max: 8 }),
  });
  fc.assert(
    fc.property(
      fc.constantFrom(...examples),
      fc.array(change, { minLength: 1, maxLength: 8 }),
      fc.nat(4096),
      (example, changes, end) => {
        const spoilt = Buffer.from(example.buffer.slice(example.byteOffset, example.byteOffset + example.length));
        for (const { at, value, run } of changes) {
          // Headers are where a change has an effect.
          const start = at % Math.min(512, spoilt.length);
          spoilt.fill(value, start, Math.min(start + run, spoilt.length));
        }
        assertInside(end % 3 === 0 ? spoilt.subarray(0, end) : spoilt);
      },
    ),
    { numRuns: 2000 },
  );
});
