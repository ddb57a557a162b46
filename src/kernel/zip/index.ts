export { openZip, type ZipArchive, type ZipEntry, type ZipOptions } from './zip.ts';
