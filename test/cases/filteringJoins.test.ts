import assert from "node:assert/strict";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";
import { overFiles, previewJson } from "../support/previews.ts";

const files = (type: string, more = "") => ({
  "eventspec.yml": overFiles(),
  "a.events.yml": `from: orders
as: o
key: o.order_id
join: [{from: refunds, as: r, on: r.order_id = o.order_id, type: ${type}}]
events:
  order_kept:
    at: o.ordered_at
${more}`,
  "data/orders.csv":
    "order_id,ordered_at\n1,2025-01-01 10:00:00\n2,2025-01-02 10:00:00\n,2025-01-03 10:00:00\n",
  "data/refunds.csv": "order_id,amount\n1,5\n1,6\n,7\n",
});

const keysOf = async (type: string) => {
  const { rows, why } = await previewJson(files(type), ["order_kept"]);
  const dropped = why?.notes.filter(({ kind }) => kind === "join_drops").map(({ message }) => message);
  return { keys: rows.map(({ source_key }) => source_key).sort(), dropped };
};

describe("a join that only asks whether there is a row", () => {
  it("keeps what it finds nothing for, and says how many it drops", async () => {
    const { keys, dropped } = await keysOf("anti");
    assert.deepEqual(keys, ["2", null]);
    assert.deepEqual(dropped, ["join `r` (anti) drops 1 of 3"]);
  });

  it("keeps what it finds something for once, however often", async () => {
    const { keys, dropped } = await keysOf("semi");
    assert.deepEqual(keys, ["1"]);
    assert.deepEqual(dropped, ["join `r` (semi) drops 2 of 3"]);
  });

  it("has no columns anywhere else", async () => {
    const folder = await temporaryFolder(files("anti", "    properties: {amount: r.amount}\n"));
    try {
      const { stdout } = await runHere(["check", "--project", folder.path], { cwd: folder.path });
      assert.match(stdout, /"r" is only asked whether it has a row/);
    } finally {
      await folder.remove();
    }
  });

  it("is not asked whether it finds one row at most", async () => {
    const folder = await temporaryFolder(files("anti"));
    try {
      const { stdout } = await runHere(["test", "--format", "json", "--project", folder.path], {
        cwd: folder.path,
      });
      assert.doesNotMatch(stdout, /finds at most one row/);
    } finally {
      await folder.remove();
    }
  });

  it("decides in examples, too", async () => {
    const text = `    examples:
      - given:
          orders: [{order_id: 1, ordered_at: 2025-01-01}, {order_id: 2, ordered_at: 2025-01-01}]
          refunds: [{order_id: 1}]
        expect: [{source_key: 2}]
`;
    const folder = await temporaryFolder(files("anti", text));
    try {
      const args = ["test", "--only", "examples", "--project", folder.path];
      const { code, stdout } = await runHere(args, { cwd: folder.path });
      assert.equal(code, 0, stdout);
    } finally {
      await folder.remove();
    }
  });
});
