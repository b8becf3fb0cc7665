import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";

/** What a type means is what it meant to the engine that spelled it, wherever the SQL is to run. */
describe("a catalog of another dialect", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeEach(async () => {
    folder = await temporaryFolder({
      "eventspec.yml": `eventspec: 1
name: r
timezone: Europe/Brussels
connection: f
connections:
  f: {type: duckdb, files: {raw.h: h.csv}}
  b: {type: bigquery, project: p}
entities: {sub: {type: integer}}
rules: {extends: minimal}
`,
      "a.events.yml":
        "from: raw.h\nas: h\nkey: h.id\nentities: {sub: h.id}\nevents:\n  status_changed: {at: h.synced}\n",
      "h.csv": "id,synced\n1,2025-07-01 10:00:00\n",
    });
  });
  afterEach(() => folder.remove());

  const here = (...args: string[]) => runHere(args, { cwd: folder.path });
  const catalog = () => join(folder.path, "eventspec.catalog.json");

  it("keeps the conversion of a clock's reading, and the engine stands in the file", async () => {
    assert.equal((await here("catalog", "refresh")).code, 0);
    assert.match(await readFile(catalog(), "utf8"), /^\{\n {2}"version": 1,\n {2}"dialect": "duckdb",/);
    const { stdout, code } = await here("compile", "--dialect", "bigquery");
    assert.equal(code, 0);
    assert.match(stdout, /timestamp\(h\.synced, 'Europe\/Brussels'\)/i);
    await writeFile(join(folder.path, "eventspec.yml"), "eventspec: 1\nname: r\ntimezone: Europe/Brussels\n");
    const same = await here("compile", "--dialect", "bigquery");
    assert.equal(same.stdout, stdout, "the same without a connection");
    // `TIMESTAMP` of BigQuery itself is a moment and stays one.
    await writeFile(
      catalog(),
      (await readFile(catalog(), "utf8")).replace('"duckdb"', '"bigquery"').replace("BIGINT", "INT64"),
    );
    const moment = await here("compile", "--dialect", "bigquery");
    assert.match(moment.stdout, /h\.synced as occurred_at/);
  });

  it("that doesn't tell its engine is of the connection's, where that can be told", async () => {
    const old = {
      version: 1,
      tables: [
        {
          name: "raw.h",
          columns: [
            { name: "id", type: "BIGINT" },
            { name: "synced", type: "TIMESTAMP" },
          ],
        },
      ],
    };
    await writeFile(catalog(), JSON.stringify(old));
    const { stdout } = await here("compile", "--dialect", "bigquery");
    assert.match(stdout, /timestamp\(h\.synced, 'Europe\/Brussels'\)/i);
  });

  it("of an engine that nobody knows has unknown types, and the check says so", async () => {
    await writeFile(
      join(folder.path, "eventspec.yml"),
      "eventspec: 1\nname: r\nentities: {sub: {type: integer}}\nrules: {extends: minimal}\n",
    );
    const tables = [
      {
        name: "raw.h",
        columns: [
          { name: "id", type: "BIGINT" },
          { name: "synced", type: "TIMESTAMP" },
        ],
      },
    ];
    await writeFile(catalog(), JSON.stringify({ version: 1, tables }));
    const { stdout, code } = await here("check");
    assert.equal(code, 0);
    assert.match(
      stdout,
      /doesn't tell which engine its types are of; `eventspec catalog refresh` records it\./,
    );
  });
});
