/** `eventspec catalog check`: a column that was renamed is one change, where that can be told. */
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";
import { overFiles } from "../support/previews.ts";

const spec = "from: orders\nas: o\nkey: o.id\nevents: {order_placed: {at: o.at}}\n";

/** What has changed after the columns of a table were called otherwise. */
async function changes(before: string, after: string): Promise<{ text: string; changes: unknown[] }> {
  const table = (head: string) => `${head}\n1,2026-01-01 10:00:00,9,x\n`;
  const folder = await temporaryFolder({
    "eventspec.yml": overFiles(),
    "a.events.yml": spec,
    "data/orders.csv": table(before),
  });
  try {
    const cli = (...args: string[]) => runHere(args, { cwd: folder.path });
    assert.equal((await cli("catalog", "refresh")).code, 0);
    await writeFile(join(folder.path, "data/orders.csv"), table(after));
    const { code, stdout } = await cli("catalog", "check");
    assert.equal(code, 1);
    return { text: stdout, ...JSON.parse((await cli("catalog", "check", "--format", "json")).stdout) };
  } finally {
    await folder.remove();
  }
}

describe("Drift of the catalog", () => {
  it("tells a renamed column once, by its near name or its place", async () => {
    const near = await changes("id,at,total,note", "id,at,totals,note");
    assert.match(near.text, /~ \S*orders\.total: seems to be called totals now\n/);
    assert.deepEqual(
      near.changes.map((one) => ({ ...(one as object), table: "" })),
      [{ table: "", column: "total", kind: "renamed", after: "totals" }],
    );
    const placed = await changes("id,at,total,note", "id,at,gross,note");
    assert.match(placed.text, /orders\.total: seems to be called gross now\n/);
  });

  it("guesses nothing where another type, or several columns, came", async () => {
    const typed = await changes("id,at,total,note", "id,at,note,total_text");
    assert.doesNotMatch(typed.text, /seems to be called/);
    const several = await changes("id,at,total,note", "id,at,gross,remark");
    assert.match(several.text, /- \S*orders\.total\n/);
    assert.match(several.text, /\+ \S*orders\.gross\n/);
  });
});
