import assert from "node:assert/strict";
import { partFor } from "../../scripts/oneProcessor.ts";

/** Programs of macOS for several processors, by `mach-o/fat.h`. */
function universal(parts: readonly (readonly [processor: number, program: string])[], wide: boolean): Buffer {
  const entryBytes = wide ? 32 : 20;
  const programs = parts.map(([, program]) => Buffer.from(program));
  const head = Buffer.alloc(8 + parts.length * entryBytes);
  head.writeUInt32BE(wide ? 0xcafebabf : 0xcafebabe, 0);
  head.writeUInt32BE(parts.length, 4);
  let offset = head.length;
  parts.forEach(([processor], index) => {
    const at = 8 + index * entryBytes;
    const size = programs[index]?.length ?? 0;
    head.writeUInt32BE(processor, at);
    if (wide) {
      head.writeBigUInt64BE(BigInt(offset), at + 8);
      head.writeBigUInt64BE(BigInt(size), at + 16);
    } else {
      head.writeUInt32BE(offset, at + 8);
      head.writeUInt32BE(size, at + 12);
    }
    offset += size;
  });
  return Buffer.concat([head, ...programs]);
}

const intel = 0x01000007;
const apple = 0x0100000c;

describe("a Mac's program for several processors", () => {
  for (const wide of [false, true])
    it(`gives the part for one of them, with ${wide ? "64" : "32"} bits a number`, () => {
      const program = universal(
        [
          [intel, "for Intel"],
          [apple, "for Apple"],
        ],
        wide,
      );
      assert.equal(String(partFor(program, "x64")), "for Intel");
      assert.equal(String(partFor(program, "arm64")), "for Apple");
    });

  it("stays as it is where it is for one only", () => {
    const program = Buffer.from([0xcf, 0xfa, 0xed, 0xfe, 0x0c, 0, 0, 1]);
    assert.equal(partFor(program, "arm64"), program);
  });

  it("without the one that is asked for is refused", () => {
    assert.throws(() => partFor(universal([[intel, "for Intel"]], false), "arm64"), /none for arm64/);
  });
});
