import assert from "node:assert/strict";
import { overFiles, previewIn, previewJson } from "../support/previews.ts";

const files = {
  "eventspec.yml": overFiles("timezone: America/Sao_Paulo\nstreams: {all: {}}\n"),
  "a.events.yml": `from: orders
as: o
key: o.id
events:
  order_placed: {at: o.at}
---
from: orders
as: o
key: o.id
timezone: Europe/Brussels
events:
  order_shown: {at: o.at}
`,
  "data/orders.csv": "id,at\n1,2025-01-01 00:30:00\n2,2024-12-31 23:30:00\n3,2025-01-01 10:00:00\n",
};

describe("windows of a preview", () => {
  const keys = async (args: readonly string[]) =>
    (await previewJson(files, args)).rows.map(({ source_key: key }) => String(key)).sort();

  it("are in the event's time zone: a day begins where its clocks say so", async () => {
    for (const event of ["order_placed", "order_shown"])
      assert.deepEqual(await keys([event, "--since", "2025-01-01"]), ["1", "3"]);
    assert.deepEqual(await keys(["order_shown", "--until", "2025-01-01T00:31"]), ["1", "2"]);
  });

  it("are where an offset says", async () => {
    // 00:30 in São Paulo is 03:30 in UTC.
    assert.deepEqual(await keys(["order_placed", "--since", "2025-01-01T03:30+00"]), ["1", "3"]);
    assert.deepEqual(await keys(["order_placed", "--since", "2025-01-01T03:31Z"]), ["3"]);
  });

  it("are in the project's time zone for a stream", async () => {
    const { stdout } = await previewIn(files, [
      "--stream",
      "all",
      "--since",
      "2025-01-01",
      "--format",
      "json",
    ]);
    const { rows } = JSON.parse(stdout) as { rows: { event: string; source_key: string }[] };
    // 00:30 in Brussels is still the day before in São Paulo.
    assert.deepEqual(rows.map(({ event, source_key: key }) => `${event} ${key}`).sort(), [
      "order_placed 1",
      "order_placed 3",
      "order_shown 3",
    ]);
  });

  it("take how long ago in short, and say what they take", async () => {
    assert.deepEqual(await keys(["order_placed", "--since", "7d"]), []);
    assert.deepEqual(await keys(["order_placed", "--since", "90 years"]), ["1", "2", "3"]);
    const { code, stderr } = await previewIn(files, ["order_shown", "--since", "3m"]);
    assert.equal(code, 2);
    assert.match(stderr, /--since can't be read: "3m"\.\n.*\(in Europe\/Brussels\).*yesterday.*7d.*3 months/);
  });
});
