import assert from "node:assert/strict";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";
import { readCheck, readPreview } from "../support/contracts.ts";

const project = `eventspec: 1
name: r
connection: f
connections: {f: {type: duckdb, files: {o: data/o.csv}}}
rules: {extends: minimal}
`;
const rows = `id,at,payload,name
1,2026-01-01 00:00:00,"{""lines"": [{""sku"": ""a"", ""tags"": [""x"", ""y""]}, {""sku"": ""b"", ""tags"": []}]}",ann
2,2026-01-02 00:00:00,"{""lines"": []}",bob
3,2026-01-03 00:00:00,,cyd
`;
const spec = (lists: string, value: string) => `from: o
key: [o.id, n]
for_each: ${lists}
events:
  seen: {at: o.at, properties: {value: "${value}"}}
`;

describe("lists of JSON", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  const start = async (text: string) => {
    folder = await temporaryFolder({ "eventspec.yml": project, "a.events.yml": text, "data/o.csv": rows });
  };
  afterEach(() => folder.remove());
  const here = (...args: string[]) => runHere(args, { cwd: folder.path });
  const values = async () => {
    const check = await here("check");
    assert.equal(check.stdout, "No findings in 2 files.\n", check.stdout);
    const { stdout, stderr } = await here("preview", "seen", "--format", "json");
    assert.ok(stdout, stderr);
    return readPreview(stdout)
      .rows.map(({ value, source_key }) => `${source_key} ${value}`)
      .sort();
  };

  it("become rows, out of an expression", async () => {
    await start(spec("{item: line, in: \"cast(o.payload as json)->'lines'\", position: n}", "line->>'sku'"));
    assert.deepEqual(await values(), ["1|1 a", "1|2 b"]);
  });

  it("become rows, one in the other", async () => {
    const lists =
      "[{item: line, in: \"cast(o.payload as json)->'lines'\"}, {item: tag, in: \"line->'tags'\", position: n}]";
    await start(spec(lists, "tag->>'$'"));
    assert.deepEqual(await values(), ["1|1 x", "1|2 y"]);
  });

  it("become rows, out of a column", async () => {
    await start(
      spec("{item: line, in: o.lines, position: n}", "line->>'sku'").replace(
        "from: o\n",
        "from: {sql: \"select *, cast(payload as json)->'lines' as lines from orders\", tables: {orders: o}}\nas: o\n",
      ),
    );
    assert.deepEqual(await values(), ["1|1 a", "1|2 b"]);
  });

  it("are marked at `in` where they are none", async () => {
    await start(spec("{item: line, in: o.name, position: n}", "o.id"));
    const { stdout } = await here("check", "--format", "json");
    assert.deepEqual(
      readCheck(stdout).findings.map(({ rule, message, range }) => [rule, message, range?.start]),
      [
        [
          "type-mismatch",
          "What `for_each` goes through must be a list, but this is VARCHAR.",
          { line: 3, column: 28 },
        ],
      ],
    );
    assert.equal((await here("preview", "seen")).code, 1);
  });
});
