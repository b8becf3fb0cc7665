import assert from "node:assert/strict";
import { runIn } from "../support/inProject.ts";
import { overFiles, previewJson } from "../support/previews.ts";

const data = {
  "data/m.csv": `row_id,message_id,user_id,sent_at,amount
1,A,u,2026-01-01 10:00:00,5
2,A,u,2026-01-01 10:00:00,5
3,B,u,2026-01-01 10:00:00,5
4,B,u,2026-01-01 10:00:00,6
5,C,u,2026-01-01 10:00:00,
6,C,,2026-01-01 10:00:00,
7,D,u,2026-01-01 10:00:00,1
8,,u,2026-01-01 10:00:00,1
`,
};

const spec = (more: string) => `from: m
as: m
key: m.row_id
entities: {user: m.user_id}
events:
  message_sent:
    at: m.sent_at
    properties: {amount: m.amount}
${more}`;

const files = (text: string) => ({
  "eventspec.yml": overFiles("entities: {user: {type: string}}\n"),
  "a.events.yml": text,
  ...data,
});

const run = (args: readonly string[], text: string) => runIn(files(text), args);

const only = spec("    once_per: {key: m.message_id, keep: only}\n");

describe("once_per that keeps what all rows say", () => {
  it("gives no event of a key whose rows disagree", async () => {
    const { rows } = await previewJson(files(only), ["message_sent"]);
    assert.deepEqual(rows.map(({ source_key }) => source_key).sort(), ["1", "7"]);
  });

  it("says how many such keys there are, in a preview and in a test that passes", async () => {
    assert.match((await run(["preview", "message_sent"], only)).stdout, /whose rows disagree: 2/);
    const { stdout, code } = await run(["test", "--verbose"], only);
    assert.equal(code, 0, stdout);
    assert.match(stdout, /2 keys of `once_per` have rows that disagree, and give no event\./);
  });

  it("needs nothing that decides", async () => {
    const { stdout } = await run(
      ["check"],
      spec("    once_per: {key: m.message_id, by: m.amount, keep: only}\n"),
    );
    assert.match(stdout, /nothing has to decide between them/);
  });
});

describe("rows of one moment", () => {
  it("come in the order of a list, each part upwards or downwards", async () => {
    const chosen = async (order: string) => {
      const text = spec(`    order_by: ${order}\n    once_per: m.user_id\n`).replace(
        "m.amount}",
        "m.row_id}",
      );
      const { rows } = await previewJson(files(text), ["message_sent"]);
      return rows.map(({ amount }) => Number(amount));
    };
    assert.deepEqual(await chosen("{desc: m.row_id}"), [8]);
    assert.deepEqual(await chosen("[m.amount, {desc: m.row_id}]"), [8]);
    assert.deepEqual(await chosen("[{desc: m.amount}, {desc: m.message_id}]"), [4]);
    assert.deepEqual(await chosen("m.amount"), [7]);
  });

  it("are checked by names that exist", async () => {
    const { stdout } = await run(["check"], spec("    order_by: [{desc: m.nothing}, m.row_id]\n"));
    assert.match(stdout, /There is no column "nothing" in "m"/);
  });
});
