/** Programs of macOS that run on several processors hold one program for each; a package for one of them needs its part alone. */

/** How a Mac calls its processors, by Node's names. From `mach/machine.h`. */
const processors = { x64: 0x01000007, arm64: 0x0100000c } as const;

export type Processor = keyof typeof processors;

/** The beginnings of such files, and how long an entry of their list is: `mach-o/fat.h`. All its numbers are big-endian. */
const lists: Readonly<Record<number, { readonly entryBytes: number; readonly wide: boolean }>> = {
  3405691582: { entryBytes: 20, wide: false },
  3405691583: { entryBytes: 32, wide: true },
};

/**
 * In: the bytes of a program of macOS. Out: those of the program for one processor, which is signed by itself; the same bytes where it is
 * for one processor only. Throws where there is none for this one.
 */
export function partFor(program: Buffer, processor: Processor): Buffer {
  const list = lists[program.readUInt32BE(0)];
  if (!list) return program;
  const { entryBytes, wide } = list;
  const number = wide
    ? (at: number) => Number(program.readBigUInt64BE(at))
    : (at: number) => program.readUInt32BE(at);
  const numberBytes = wide ? 8 : 4;
  for (let entry = 0; entry < program.readUInt32BE(4); entry++) {
    const at = 8 + entry * entryBytes;
    if (program.readUInt32BE(at) !== processors[processor]) continue;
    const start = number(at + 8);
    return program.subarray(start, start + number(at + 8 + numberBytes));
  }
  throw new Error(`The program holds none for ${processor}.`);
}
