import type { Cataloger, Magic } from '../../cataloger.ts';

const elf: Magic = { offset: 0, bytes: '7f454c46' };
const pe: Magic = { offset: 0, bytes: '4d5a' };
/** 32 and 64 bits in both byte orders, and files for several kinds of machine. */
const machO: readonly Magic[] = ['feedface', 'feedfacf', 'cefaedfe', 'cffaedfe', 'cafebabe', 'cafebabf'].map((bytes) => ({
  offset: 0,
  bytes,
}));
const executables: readonly Magic[] = [elf, pe, ...machO];

export const binaryCatalogers: readonly Cataloger[] = [
  {
    id: 'binary/go-buildinfo',
    title: 'Programs written in Go (ELF, PE, Mach-O): the modules they are built from, and the standard library',
    technique: 'binary',
    files: [],
    magic: executables,
    load: async () => (await import('./go-buildinfo.ts')).catalogGoBuildInfo,
  },
  {
    id: 'binary/rust-auditable',
    title: 'Programs built with cargo auditable (ELF, PE, Mach-O): the packages that it listed in them',
    technique: 'binary',
    files: [],
    magic: executables,
    load: async () => (await import('./rust-auditable.ts')).catalogRustAuditable,
  },
  {
    id: 'binary/dotnet',
    title: '.NET assemblies: name and version from their metadata or version resource; applications published as one file',
    technique: 'binary',
    files: [],
    magic: executables,
    load: async () => (await import('./dotnet.ts')).catalogAssemblies,
  },
  {
    id: 'binary/elf-note',
    title: 'Package notes in ELF and PE files (UAPI.8): the package of a distribution that a program was built for',
    technique: 'binary',
    files: [],
    magic: [elf, pe],
    load: async () => (await import('./elf-note.ts')).catalogPackageNotes,
  },
  {
    id: 'binary/classifier',
    title:
      'Well-known programs and libraries by the version that they carry in them: Node.js, Python, OpenSSL, BusyBox, nginx and others',
    technique: 'binary',
    // The root of a Java installation has its version in a text file.
    files: ['release'],
    magic: executables,
    load: async () => (await import('./classifier.ts')).catalogKnownSoftware,
  },
];
