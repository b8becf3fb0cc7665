/** What is in a program for debuggers alone. Linux's linker puts it behind all that is loaded. */

/** Where an ELF header of 64 bits says things: `elf.h`, Elf64_Ehdr and Elf64_Phdr. Little-endian, as all targets are. */
const header = {
  programHeaders: 0x20,
  sectionHeaders: 0x28,
  programHeaderBytes: 0x36,
  programHeaderCount: 0x38,
};
const section = { entryBytes: 0x3a, count: 0x3c, names: 0x3e };
const segment = { offset: 0x08, bytesInFile: 0x20 };

/**
 * In: the bytes of a program or a library of Linux. Out: those that the loader reads, without its symbol table and the list of sections, which
 * it does not look at; the same bytes where it is no such file.
 */
export function withoutSymbols(program: Buffer): Buffer {
  if (program.length < 64 || program.readUInt32BE(0) !== 0x7f454c46 || program[4] !== 2 || program[5] !== 1)
    return program;
  const number = (at: number) => Number(program.readBigUInt64LE(at));
  const start = number(header.programHeaders);
  const bytes = program.readUInt16LE(header.programHeaderBytes);
  const count = program.readUInt16LE(header.programHeaderCount);
  const ends = Array.from({ length: count }, (_, index) => {
    const at = start + index * bytes;
    return number(at + segment.offset) + number(at + segment.bytesInFile);
  });
  const loaded = Buffer.from(program.subarray(0, Math.max(start + count * bytes, ...ends)));
  loaded.writeBigUInt64LE(0n, header.sectionHeaders);
  for (const at of Object.values(section)) loaded.writeUInt16LE(0, at);
  return loaded;
}
