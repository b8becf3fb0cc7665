import assert from "node:assert/strict";
import { overFiles, previewIn, previewJson } from "../support/previews.ts";

const files = {
  "eventspec.yml": overFiles(),
  "a.events.yml": `from: orders
as: o
key: o.id
events:
  order_status:
    at: o.at
    properties: {total: o.total}
    variants: {by: o.total, names: {1250: order_big, 300: order_mid, 99: order_small}}
`,
  // Another file's event of the same name: what is previewed is the one that is asked for, which comes first.
  "b.events.yml":
    "from: orders\nas: o\nkey: o.id\nevents:\n  order_status: {at: o.at, where: o.id = 1, properties: {total: o.at}}\n",
  "data/orders.csv":
    "id,total,at\n1,1250,2025-03-01 10:00:00\n2,300,2025-03-02 11:30:00\n3,99,2025-03-03 23:59:59\n",
};

describe("previews of an event with variants", () => {
  it("show all of them by the event's own name", async () => {
    const { rows } = await previewJson(files, ["order_status"]);
    assert.deepEqual(rows.map(({ event, total }) => [event, total]).sort(), [
      ["order_big", 1250],
      ["order_mid", 300],
      ["order_small", 99],
    ]);
  });

  it("say in each line which one it is", async () => {
    const { stdout } = await previewIn(files, ["order_status"]);
    assert.match(stdout, /^occurred_at +event +total/);
  });

  it("show one by its name", async () => {
    const { rows } = await previewJson(files, ["order_mid"]);
    assert.deepEqual(
      rows.map(({ event }) => event),
      ["order_mid"],
    );
  });
});
