import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeData } from "../../examples/shop/makeData.ts";

const shop = fileURLToPath(new URL("../../examples/shop/", import.meta.url));

describe("the example shop's data", () => {
  const made = makeData();

  it("is what its generator writes, byte for byte", async () => {
    for (const [file, text] of made) {
      assert.ok(
        (await readFile(join(shop, file), "utf8")) === text,
        `${file} differs: run npx tsx examples/shop/makeData.ts`,
      );
    }
  });

  it("has no file that the generator does not know", async () => {
    const entries = await readdir(join(shop, "data"), { recursive: true, withFileTypes: true });
    const files = entries
      .filter((e) => e.isFile())
      .map((e) => join(e.parentPath, e.name).slice(shop.length).replaceAll("\\", "/"));
    assert.deepEqual(files.sort(), [...made.keys()].sort());
  });

  it("stays small", () => {
    const bytes = [...made.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    assert.ok(bytes < 410_000, `${bytes} bytes`);
  });

  it("gives the same text each time it is asked", () => {
    assert.deepEqual(makeData(), made);
  });

  it("loses between 18 and 23 in a hundred orders on the way to the tracker, and counts some twice", () => {
    const orders = rows(made, "data/shop/orders.csv").filter((row) => row.is_test === "false");
    const tracked = rows(made, "data/web/events.csv").filter((row) => row.event === "order_completed");
    const seen = new Set(tracked.map((row) => row.order_id));
    const lost = orders.filter((row) => !seen.has(row.order_id)).length / orders.length;
    assert.ok(lost >= 0.18 && lost <= 0.23, `${lost}`);
    assert.ok(tracked.length > seen.size, "no duplicate");
  });
});

/** The columns these tests read hold no comma, and stand before any that might. */
function rows(made: ReadonlyMap<string, string>, file: string): Record<string, string | undefined>[] {
  const [header = "", ...lines] = (made.get(file) ?? "").trimEnd().split("\n");
  const names = header.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((value, i) => [names[i] ?? "", value])));
}
