import assert from "node:assert/strict";
import type { CodeLens, Hover } from "vscode-languageserver/node";
import type { PreviewRows } from "../../client/src/panels/messages.ts";
import {
  type PreviewResult,
  requests,
  type WhereRowsWentResult,
} from "../../server/src/editor/lsp/protocol.ts";
import { temporaryFolder } from "../support/connections.ts";
import { type LanguageClient, startClient } from "../support/languageClient.ts";

const file = "a.events.yml";
const spec = `from: orders
as: o
key: o.id
join: [{from: notes, as: n, on: n.id = o.id}]
where: o.id < 9
events:
  order_status:
    at: o.at
    variants: {by: o.total, names: {1250: order_big, 300: order_mid, 99: order_small}}
  order_sized:
    at: o.at
    variants: {by: o.total, names: {1250: order_huge, 300: order_plain}}
`;
const projectFile = `eventspec: 1
name: p
timezone: Europe/Brussels
connection: files
connections:
  files: {type: duckdb, files: {"*": "data/*.csv"}}
  far: {type: postgres, host: 127.0.0.1, port: 1, user: u, database: d}
`;

describe("where rows went, in the editor", function () {
  this.timeout(60_000);
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let client: LanguageClient;

  before(async () => {
    folder = await temporaryFolder({
      "eventspec.yml": projectFile,
      [file]: spec,
      "data/orders.csv":
        "id,total,at\n1,1250,2025-03-01 10:00:00\n3,99,2025-03-30 23:59:59\n2,300,2025-03-02 11:30:00\n9,99,2025-03-04 00:00:00\n",
      "data/notes.csv": "id,note\n1,a\n",
    });
    client = await startClient({ folder: folder.path, trusted: true });
    await client.open(file, spec);
  });
  after(async () => {
    await client.stop();
    await folder.remove();
  });

  const textDocument = () => ({ uri: client.uri(file) });

  async function preview(event: string): Promise<PreviewRows> {
    const result = await client.request<PreviewResult>(requests.preview, { ...textDocument(), event });
    assert.ok(result.status === "rows", JSON.stringify(result));
    return result;
  }

  const why = (event: string, asked: boolean) =>
    client.request<WhereRowsWentResult>(requests.whereRowsWent, { ...textDocument(), event, asked });

  it("shows all variants of an event, newest first, in UTC and by the project's clocks", async () => {
    const { columns, rows, zoned, countsUnasked, total } = await preview("order_status");
    const at = columns.findIndex(({ name }) => name === "occurred_at");
    const event = columns.findIndex(({ name }) => name === "event");
    assert.deepEqual(
      rows.map((row) => [row[event], row[at]]),
      [
        ["order_small", "2025-03-30T21:59:59Z"],
        ["order_mid", "2025-03-02T10:30:00Z"],
        ["order_big", "2025-03-01T09:00:00Z"],
      ],
    );
    assert.equal(zoned?.zone, "Europe/Brussels");
    assert.deepEqual(zoned.moments, ["occurred_at", "loaded_at"]);
    assert.deepEqual(
      zoned.rows.map((row) => row[at]),
      ["2025-03-30T23:59:59+02:00", "2025-03-02T11:30:00+01:00", "2025-03-01T10:00:00+01:00"],
    );
    assert.equal(countsUnasked, true);
    assert.equal(total, 3);
  });

  it("counts all variants in lens and hover", async () => {
    await preview("order_status");
    const lenses = await client.request<CodeLens[]>("textDocument/codeLens", {
      textDocument: textDocument(),
    });
    const line = spec.split("\n").indexOf("  order_status:");
    const titles = lenses
      .filter(({ range }) => range.start.line === line)
      .map(({ command }) => command?.title);
    assert.ok(
      titles.some((title) => title?.startsWith("3 events")),
      JSON.stringify(titles),
    );
    const hover = await client.request<Hover>("textDocument/hover", {
      textDocument: textDocument(),
      position: { line, character: 4 },
    });
    assert.match(JSON.stringify(hover.contents), /3 events/);
  });

  it("counts each step, with the place that it stands at", async () => {
    const { steps, notes, uncounted } = await why("order_status", false);
    assert.equal(uncounted, undefined);
    assert.deepEqual(
      steps.map(({ text, range }) => `${text} :${range.start.line + 1}`),
      ["source 4 :1", "join n 4 :4", "where 3 :5", "variants 3 :9", "events 3 :7"],
    );
    assert.deepEqual(
      notes.map(({ text, range }) => `${text} :${range.start.line + 1}`),
      ["join `n` matched 1 of 4 :4", "where drops 1 of 4 :5"],
    );
    for (const { uri } of [...steps, ...notes]) assert.equal(uri, client.uri(file));
  });

  it("shows the others where a row has no variant, and counts it", async () => {
    const { rows } = await preview("order_sized");
    assert.equal(rows.length, 2);
    const { notes } = await why("order_sized", false);
    assert.ok(
      notes.some(({ text }) => text === "no variant: 1 (`99`)"),
      JSON.stringify(notes),
    );
  });

  it("asks no other connection than one inside the process without being asked to", async () => {
    await client.request(requests.useConnection, { ...textDocument(), connection: "far" });
    // Nothing answers there: what was not asked can't have failed.
    const unasked = await why("order_status", false);
    const asked = await why("order_status", true);
    assert.deepEqual(unasked, { steps: [], notes: [] });
    assert.match(asked.uncounted ?? "", /127\.0\.0\.1/);
  });
});
