import assert from "node:assert/strict";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";
import { readPreview } from "../support/contracts.ts";

const rows =
  "id,whole,half,text,midnight,noon,day,flag\n1,7,58.02,x7,2024-01-01 00:00:00,2024-01-01 12:00:00,2024-01-01,true\n";

interface Value {
  readonly sql: string;
  readonly type: string;
}

/** A property and an entity of declared types, in a project of their own. */
async function withFiles<T>(
  files: Readonly<Record<string, string>>,
  work: (run: typeof runHere) => Promise<T>,
) {
  const folder = await temporaryFolder(files);
  try {
    return await work((args, options) => runHere(args, { cwd: folder.path, ...options }));
  } finally {
    await folder.remove();
  }
}

const filesWith = ({ sql, type }: Value, entity = "string", entitySql = "a.id") => ({
  "eventspec.yml": `eventspec: 1
name: r
timezone: Europe/Brussels
connection: files
connections: {files: {type: duckdb, files: {a: a.csv}}}
entities: {customer: {type: ${entity}}}
rules: {extends: minimal}
`,
  "x.events.yml": `from: a
key: a.id
entities: {customer: "${entitySql}"}
events:
  one:
    at: a.noon
    properties:
      value: {sql: "${sql}", type: '${type}'}
`,
  "a.csv": rows,
});

describe("a declared type", () => {
  const lossless: readonly (Value & { shown: unknown })[] = [
    { sql: "a.whole", type: "string", shown: "7" },
    { sql: "a.flag", type: "string", shown: "true" },
    { sql: "a.day", type: "string", shown: "2024-01-01" },
    { sql: "a.whole", type: "decimal(12,2)", shown: "7.00" },
    { sql: "a.whole", type: "float", shown: 7 },
    { sql: "cast(a.half as decimal(10,2))", type: "decimal(12,4)", shown: "58.0200" },
    { sql: "cast(a.whole as decimal(10,0))", type: "integer", shown: "7" },
    { sql: "a.half", type: "decimal(12,2)", shown: "58.02" },
    { sql: "a.midnight", type: "date", shown: "2024-01-01" },
    { sql: "a.midnight at time zone 'Europe/Brussels'", type: "date", shown: "2024-01-01" },
    { sql: "cast(null as timestamp)", type: "date", shown: null },
    { sql: "a.day", type: "timestamp", shown: "2024-01-01" },
    { sql: "[a.whole, null]", type: "list of string", shown: ["7", null] },
    { sql: "[a.whole]", type: "list of integer", shown: [7] },
    { sql: "[a.whole]", type: "list of decimal(12,2)", shown: ["7.00"] },
    { sql: "[a.flag]", type: "list of string", shown: ["true"] },
    { sql: "[a.day]", type: "list of string", shown: ["2024-01-01"] },
    { sql: "[[a.whole]]", type: "list of list of integer", shown: [[7]] },
    { sql: "cast([a.text] as json)", type: "list of integer", shown: '["x7"]' },
  ];
  for (const { sql, type, shown } of lossless)
    it(`${type} takes ${sql} without a loss, and it is cast`, () =>
      withFiles(filesWith({ sql, type }), async (run) => {
        assert.deepEqual(await run(["check"]), { code: 0, stdout: "No findings in 2 files.\n", stderr: "" });
        const { stdout } = await run(["preview", "one", "--format", "json"]);
        const value = readPreview(stdout).rows[0]?.value;
        if (Array.isArray(shown)) assert.deepEqual(value, shown);
        else assert.equal(String(value), String(shown));
      }));

  const lossy: readonly Value[] = [
    { sql: "cast(a.half as decimal(10,2))", type: "integer" },
    { sql: "a.half", type: "integer" },
    { sql: "cast(a.half as decimal(12,4))", type: "decimal(12,2)" },
    { sql: "a.text", type: "integer" },
    { sql: "a.text", type: "date" },
    { sql: "a.half", type: "string" },
    { sql: "a.noon", type: "string" },
    { sql: "a.whole", type: "boolean" },
    { sql: "[cast(a.half as decimal(10,2))]", type: "list of integer" },
    { sql: "[a.text]", type: "list of integer" },
    { sql: "[a.half]", type: "list of string" },
    { sql: "[a.midnight]", type: "list of date" },
    { sql: "[[a.whole]]", type: "list of list of string" },
    { sql: "[a.whole]", type: "list of list of integer" },
    { sql: "a.whole", type: "list of integer" },
  ];
  for (const value of lossy)
    it(`${value.type} refuses ${value.sql}, in check, compile and preview`, () =>
      withFiles(filesWith(value), async (run) => {
        for (const args of [["check"], ["compile", "one"], ["preview", "one"]]) {
          const { code, stdout, stderr } = await run(args);
          assert.equal(code, 1, args[0]);
          assert.match(
            `${stdout}${stderr}`,
            /8:20 +error +Property "value" is declared as .* {2}type-mismatch/,
            args[0],
          );
        }
      }));

  it("date fails at a time that is no midnight, and names it with its place", () =>
    withFiles(filesWith({ sql: "a.noon", type: "date" }), async (run) => {
      assert.equal((await run(["check"])).code, 0);
      const { code, stderr } = await run(["preview", "one"]);
      assert.equal(code, 1);
      assert.match(stderr, /8:20 .*declared as a date has a time: 2024-01-01 12:00:00/);
    }));

  it("of an entity is a text of integers, and is refused where its text isn't the same everywhere", async () => {
    for (const entitySql of ["a.id", "a.text", "a.day"])
      await withFiles(filesWith({ sql: "a.id", type: "integer" }, "string", entitySql), async (run) =>
        assert.equal((await run(["check"])).stdout, "No findings in 2 files.\n"),
      );
    await withFiles(filesWith({ sql: "a.id", type: "integer" }, "string", "a.noon"), async (run) => {
      assert.match((await run(["check"])).stdout, /Entity "customer" is declared as a text/);
      assert.equal((await run(["compile"])).code, 1);
    });
  });

  it("of an entity in a wide stream holds integers of one source and texts of another", () =>
    withFiles(
      {
        "eventspec.yml": `eventspec: 1
name: r
connection: files
connections: {files: {type: duckdb, files: {"*": "data/*.csv"}}}
entities: {customer: {type: string, description: A customer.}}
streams: {all: {layout: wide, entity: customer}}
rules: {extends: minimal}
`,
        "data/a.csv": "id,cust,at\n1,7,2024-01-01 00:00:00\n",
        "data/b.csv": "id,cust,at\n1,X7,2024-01-01 00:00:00\n",
        "x.events.yml": ["a", "b"]
          .map(
            (t) =>
              `from: ${t}\nkey: ${t}.id\nentities: {customer: ${t}.cust}\nevents:\n  ${t}_seen: {at: ${t}.at}\n`,
          )
          .join("---\n"),
      },
      async (run) => {
        assert.equal((await run(["check"])).stdout, "No findings in 2 files.\n");
        const { stdout } = await run(["preview", "--stream", "all", "--format", "json"]);
        assert.deepEqual(
          (JSON.parse(stdout) as { rows: { customer_id: string }[] }).rows
            .map(({ customer_id }) => customer_id)
            .sort(),
          ["7", "X7"],
        );
      },
    ));
});

describe("a sentinel", () => {
  const project = `eventspec: 1
name: r
timezone: Europe/Brussels
connection: f
connections: {f: {type: duckdb, files: {raw.rental: rental.csv}}}
entities: {rental: {type: integer}}
rules: {extends: minimal}
`;
  const spec = (at: string) =>
    `from: raw.rental\nas: r\nkey: r.rental_id\nentities: {rental: r.rental_id}\nevents:\n  rental_returned:\n    at: ${at}\n`;
  const rentals = "rental_id,return_date\n1,2005-05-26 22:04:30\n2,NULL\n3,2005-05-26T22:04:30+05:00\n";
  const files = (at: string) => ({
    "eventspec.yml": project,
    "a.events.yml": spec(at),
    "rental.csv": rentals,
  });

  it("goes before a text is read as a time, in the declared zone or by its own offset", () =>
    withFiles(files("{sql: r.return_date, null_values: ['NULL']}"), async (run) => {
      assert.equal((await run(["check"])).stdout, "No findings in 2 files.\n");
      const { stdout } = await run(["preview", "rental_returned", "--format", "json"]);
      assert.deepEqual(
        readPreview(stdout)
          .rows.map(({ occurred_at }) => occurred_at)
          .sort(),
        ["2005-05-26T17:04:30Z", "2005-05-26T20:04:30Z"],
      );
    }));

  it("can't save a cast of the author's own, which fails with file, line and value", () =>
    withFiles(files("{sql: cast(r.return_date as timestamp), null_values: ['NULL']}"), async (run) => {
      const { code, stderr } = await run(["preview", "rental_returned"]);
      assert.equal(code, 1);
      assert.match(stderr, /a\.events\.yml\n {2}7:15 .*"NULL"/);
    }));

  it("may be an infinity, of dates and times of both kinds", async () => {
    for (const type of ["timestamp", "timestamptz", "date"])
      for (const infinity of ["-infinity", "Infinity"]) {
        const at = `{sql: "case r.rental_id when 2 then '${infinity}'::${type} else '2005-05-26'::${type} end", null_values: ['${infinity}']}`;
        await withFiles(files(at), async (run) => {
          const { stdout, stderr } = await run(["preview", "rental_returned", "--format", "json"]);
          assert.equal(readPreview(stdout).rows.length, 2, `${type} ${infinity}: ${stderr}`);
        });
      }
  });

  it("goes before a property is cast to its declared type", () =>
    withFiles(
      {
        ...files("timestamp '2005-01-01'"),
        "a.events.yml":
          `${spec("timestamp '2005-01-01'")}    properties:\n      days: {sql: r.rental_id, type: string}\n`.replace(
            "as: r\n",
            "as: r\nnull_values: ['2']\n",
          ),
      },
      async (run) => {
        const { stdout } = await run(["preview", "rental_returned", "--format", "json"]);
        assert.deepEqual(
          readPreview(stdout).rows.map(({ days }) => days),
          ["1", null, "3"],
        );
      },
    ));
});
