import assert from "node:assert/strict";
import { withoutSymbols } from "../../scripts/withoutSymbols.ts";

/** A library of Linux with one segment of `text`, and what comes behind it; `elf.h`, 64 bits, little-endian. */
function library(text: string, behind: string): Buffer {
  const head = Buffer.alloc(64 + 56);
  head.writeUInt32BE(0x7f454c46, 0);
  head[4] = 2;
  head[5] = 1;
  head.writeBigUInt64LE(64n, 0x20);
  head.writeBigUInt64LE(BigInt(head.length + text.length), 0x28);
  head.writeUInt16LE(56, 0x36);
  head.writeUInt16LE(1, 0x38);
  for (const at of [0x3a, 0x3c, 0x3e]) head.writeUInt16LE(7, at);
  head.writeBigUInt64LE(BigInt(head.length), 64 + 0x08);
  head.writeBigUInt64LE(BigInt(text.length), 64 + 0x20);
  return Buffer.concat([head, Buffer.from(text), Buffer.from(behind)]);
}

describe("a library of Linux without its symbols", () => {
  it("holds what is loaded and nothing behind it, and names no sections", () => {
    const whole = library("what is loaded", "symbols");
    const thin = withoutSymbols(whole);
    assert.equal(String(thin.subarray(64 + 56)), "what is loaded");
    assert.deepEqual(
      [thin.readBigUInt64LE(0x28), ...[0x3a, 0x3c, 0x3e].map((at) => thin.readUInt16LE(at))],
      [0n, 0, 0, 0],
    );
    assert.equal(thin.readUInt16LE(0x38), 1);
    assert.deepEqual(withoutSymbols(thin), thin);
    assert.match(String(whole), /symbols$/);
  });

  for (const other of [
    "",
    "MZ of Windows, with more than a header's bytes behind it, so that it is long enough to be read",
  ])
    it(`is any other file as it is: ${other.slice(0, 14) || "an empty one"}`, () => {
      const file = Buffer.from(other);
      assert.equal(withoutSymbols(file), file);
    });
});
