import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { catalogOf } from "../../server/src/warehouse/catalog.ts";
import type { Cell, Connection } from "../../server/src/warehouse/types.ts";
import { never, open, temporaryFolder } from "../support/connections.ts";

type Files = Readonly<Record<string, string | Buffer>>;

/** A connection to these files, each a table by its stem unless `files` says otherwise. */
async function over<T>(
  texts: Files,
  work: (connection: Connection, folder: string) => Promise<T>,
  files: unknown = { "*": ["*.csv", "*.json"] },
): Promise<T> {
  const folder = await temporaryFolder();
  for (const [name, text] of Object.entries(texts)) await writeFile(join(folder.path, name), text);
  const connection = await open("duckdb", { files }, { projectRoot: folder.path });
  try {
    return await work(connection, folder.path);
  } finally {
    await connection.close();
    await folder.remove();
  }
}

async function rowsOf(connection: Connection, sql: string): Promise<readonly (readonly Cell[])[]> {
  return (await connection.run(sql, { limit: 10_000, timeoutMs: 20_000 }, never())).rows;
}

/** The type of a column with these values, and the values as texts. */
function columnOf(
  values: readonly string[],
  options: Readonly<Record<string, unknown>> = {},
): Promise<{ type: string | undefined; texts: readonly Cell[] }> {
  const text = `n,v\n${values.map((value, row) => `${row},${value}\n`).join("")}`;
  const read = async (connection: Connection) => {
    const [unreadable] = (await connection.unreadable?.(never())) ?? [];
    assert.equal(unreadable?.reason, undefined);
    const columns = await connection.columns(["t"], never());
    const texts = await rowsOf(connection, "select v::varchar from t order by n");
    return { type: columns?.[1]?.type, texts: texts.map(([value = null]) => value) };
  };
  return over({ "t.csv": text }, read, { t: { path: "t.csv", ...options } });
}

const long = "10000000000000000001";

/** Values, the type of their column, and how they read where that is not as they were written. */
const columns: readonly (readonly [values: string[], type: string | undefined, read?: Cell[]])[] = [
  [["1", "-42", "0"], "BIGINT"],
  [["9223372036854775807"], "BIGINT"],
  [["12345678901234567", "1"], "BIGINT"],
  [[long, "10000000000000000002", "7"], "HUGEINT"],
  [["9".repeat(38)], "HUGEINT"],
  [["9".repeat(39)], "VARCHAR"],
  [["12e5", "120e4", "1200000"], "VARCHAR"],
  [["1E5", "2"], "VARCHAR"],
  [["00123", "124"], "VARCHAR"],
  [["-0", "0"], "VARCHAR"],
  [["+5", "5"], "VARCHAR"],
  [["0x1F", "31"], "VARCHAR"],
  [["1_000", "1000"], "VARCHAR"],
  [["01.5", "1.5"], "VARCHAR"],
  [["9.8", "14", "-0.25"], "DOUBLE", ["9.8", "14.0", "-0.25"]],
  [["1e-05", "0.5"], "DOUBLE"],
  [["1.5", "NaN", "-inf"], "DOUBLE", ["1.5", "nan", "-inf"]],
  [["NaN", "inf"], "VARCHAR"],
  [["0.30000000000000004", "1.5"], "DOUBLE"],
  [["12.50", "9.81"], "DECIMAL(18,2)"],
  [["1.10", "1.20"], "DECIMAL(18,2)"],
  [["1.1", "1.10", "1.100"], "VARCHAR"],
  [["1.9", "1.10", "2.0"], "VARCHAR"],
  [["0.12345678901234567891", "0.22345678901234567892"], "DECIMAL(38,20)"],
  [["12345678901234567.25", "0.75"], "DECIMAL(38,2)"],
  [["12345678901234567", "0.5"], "DECIMAL(18,1)", ["12345678901234567.0", "0.5"]],
  [[`${long}${long}.5`, "0.25"], "VARCHAR"],
  [["true", "FALSE"], "BOOLEAN", ["true", "false"]],
  [["t", "f"], "VARCHAR"],
  [["yes", "no"], "VARCHAR"],
  [["2026-01-31", "2026-02-01"], "DATE"],
  [["2026-01-31", "infinity"], "DATE"],
  [["2026-02-31"], "VARCHAR"],
  [["2026-01-31T10:00:00", "2026-01-31 10:00"], "TIMESTAMP", ["2026-01-31 10:00:00", "2026-01-31 10:00:00"]],
  [["2026-01-31 24:00:00", "2026-02-01 00:00:00"], "VARCHAR"],
  [["2026-01-31 10:00:00.123456789", "2026-01-31 10:00:00.123456788"], "TIMESTAMP_NS"],
  [
    ["2026-01-31T10:00:00Z", "2026-01-31 10:00:00+02"],
    "TIMESTAMP WITH TIME ZONE",
    ["2026-01-31 10:00:00+00", "2026-01-31 08:00:00+00"],
  ],
  [["2026-01-31T10:00:00Z", "2026-01-31T10:00:00"], "VARCHAR"],
  [["2026-01-31", "2026-01-31 10:00:00"], "VARCHAR"],
  [["10:00", "24:00:00"], "TIME", ["10:00:00", "24:00:00"]],
  [["31/01/2026", "01/02/2026"], "DATE", ["2026-01-31", "2026-02-01"]],
  [["01/31/2026", "01/02/2026"], "DATE", ["2026-01-31", "2026-01-02"]],
  [["31/01/2026", "01/31/2026"], "VARCHAR"],
  [["1.31.2026 3:05 PM", "2.1.2026 11:00 AM"], "TIMESTAMP", ["2026-01-31 15:05:00", "2026-02-01 11:00:00"]],
  [["31/12/99", "01/02/00"], "DATE", ["1999-12-31", "2000-02-01"]],
  [["1.2.10", "1.2.9"], "VARCHAR"],
  [[" 1", "2 "], "BIGINT", ["1", "2"]],
  [["", '""', ""], undefined, [null, null, null]],
  [['"1"', '"2"'], "BIGINT", ["1", "2"]],
  [["x", '""', ""], "VARCHAR", ["x", null, null]],
];

/** What an author says, what is then read, and of which type. */
const declared: readonly (readonly [
  options: Readonly<Record<string, unknown>>,
  values: string[],
  type: string,
  read: Cell[],
])[] = [
  [{ types: { v: "string" } }, ["1", "2"], "VARCHAR", ["1", "2"]],
  [{ types: { V: "decimal(12,2)" } }, ["1.1", "1.10"], "DECIMAL(12,2)", ["1.10", "1.10"]],
  [{ types: { v: "boolean" } }, ["t", "no"], "BOOLEAN", ["true", "false"]],
  [{ types: { v: "integer" } }, ["007"], "BIGINT", ["7"]],
  [{ types: { v: "integer" } }, [long], "HUGEINT", [long]],
  [{ types: { v: "float" } }, ["12e5"], "DOUBLE", ["1200000.0"]],
  [{ types: { v: "timestamp" } }, ["", ""], "TIMESTAMP", [null, null]],
  [
    { types: { v: "timestamp" } },
    ["2026-01-31", "2026-01-31"],
    "TIMESTAMP",
    ["2026-01-31 00:00:00", "2026-01-31 00:00:00"],
  ],
  [{ types: { v: "timestamp" } }, ["31/01/2026"], "TIMESTAMP", ["2026-01-31 00:00:00"]],
  [{ date_format: "%m/%d/%Y" }, ["01/02/2026"], "DATE", ["2026-01-02"]],
  [{ date_format: "%d. %B %Y" }, ["1. February 2026"], "DATE", ["2026-02-01"]],
  [{ timestamp_format: "%Y%m%d%H%M" }, ["202601311005"], "TIMESTAMP", ["2026-01-31 10:05:00"]],
  [{ decimal_separator: ",", delim: ";" }, ["x"], "VARCHAR", ["x"]],
  [{ null_values: ["NULL", "\\N"] }, ["NULL", "\\N", "5"], "BIGINT", [null, null, "5"]],
];

describe("Columns of CSV files", () => {
  for (const [values, type, read] of columns)
    it(`${JSON.stringify(values).slice(0, 70)} are ${type ?? "of no type"}`, async () => {
      assert.deepEqual(await columnOf(values), { type, texts: read ?? values });
    });

  for (const [options, values, type, read] of declared)
    it(`${JSON.stringify(values)} are ${type} by ${JSON.stringify(options)}`, async () => {
      const asked = options.delim === ";" ? { ...options, delim: "," } : options;
      assert.deepEqual(await columnOf(values, asked), { type, texts: read });
    });

  it("read decimals with a comma where it is said", async () => {
    const options = { path: "t.csv", decimal_separator: "," };
    await over(
      { "t.csv": "a;b\n1,5;x\n14;y\n" },
      async (connection) => assert.deepEqual(await rowsOf(connection, "select sum(a) from t"), [[15.5]]),
      { t: options },
    );
  });

  it("come from all rows, however many", async () => {
    const many = Array.from({ length: 30_000 }, (_, row) => `${row},${row},2026-01-01,\n`).join("");
    const text = `a,b,c,d\n${many}007,12e5,01/02/2026,x\n`;
    await over({ "t.csv": text }, async (connection) => {
      const types = (await connection.columns(["t"], never()))?.map(({ type }) => type);
      assert.deepEqual(types, ["VARCHAR", "VARCHAR", "VARCHAR", "VARCHAR"]);
      assert.deepEqual(await rowsOf(connection, "select a, b from t where d = 'x'"), [["007", "12e5"]]);
    });
  });

  it("come from all rows of a file that is too large to be loaded", async () => {
    const filler = "x".repeat(1000);
    const many = Array.from({ length: 18_000 }, (_, row) => `${row},${filler}\n`).join("");
    await over({ "t.csv": `a,b\n${many}12e5,last\n` }, async (connection) => {
      assert.equal((await connection.columns(["t"], never()))?.[0]?.type, "VARCHAR");
      assert.deepEqual(await rowsOf(connection, "select a from t where b = 'last'"), [["12e5"]]);
    });
  });

  it("come from all files of a table, whose columns may stand in any order", () =>
    over(
      { "a.csv": "id,x\n1,5\n", "b.csv": "X,id,more\n6,007,m\n" },
      async (connection) => {
        const sql = "select id, x, more from t order by id";
        assert.deepEqual(await rowsOf(connection, sql), [
          ["007", 6, "m"],
          ["1", 5, null],
        ]);
      },
      { t: ["a.csv", "b.csv"] },
    ));

  it("never make two texts one", async () => {
    const text = fc.constantFrom(
      ..."1 01 1.0 1.00 1.10 1.1 -0 0 1e1 10 1E1 +1 0x1 t true yes nan inf 0.1 .1 1. 99999999999999999999 1_0".split(
        " ",
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 5 }), async (values) => {
        const { texts } = await columnOf(values);
        assert.equal(new Set(texts).size, new Set(values).size);
      }),
      { numRuns: 60, examples: [[["1.1", "1.10"]], [["12e5", "120e4"]]] },
    );
  });

  it("without any value behave as null", () =>
    over({ "t.csv": "id,a\n1,\n2,\n" }, async (connection) => {
      const sql =
        "select a + 1, a || 'x', cast(a as timestamp), a > 5, a = 'x', upper(a), coalesce(a, 'none') from t limit 1";
      assert.deepEqual(await rowsOf(connection, sql), [[null, null, null, null, null, null, "none"]]);
      const names = (await connection.tables(never())).map(({ parts }) => parts.join("."));
      assert.deepEqual(names, ["main.t"]);
    }));

  it("are told where day and month fit in either order", () =>
    over(
      { "t.csv": "id,at\n1,01/02/2025\n2,03/03/2025\n", "same.csv": "id,at\n1,03/03/2025\n" },
      async (connection) => {
        const { notices = [] } = await catalogOf(connection, undefined, never());
        assert.deepEqual(
          notices.map(({ parts }) => parts),
          [["t"]],
        );
        assert.match(notices[0]?.message ?? "", /01\/02\/2025 is read as 2025-02-01/);
        assert.match(notices[0]?.hint ?? "", /`date_format: '%m\/%d\/%Y'`/);
      },
    ));
});

describe("Columns of JSON files", () => {
  const rows = [
    {
      id: long,
      d: "2026-01-31",
      code: "00123",
      none: null,
      mixed: 1,
      off: "2026-01-31T10:00:00+02:00",
      deep: { at: "2026-01-31T10:00:00+02:00" },
    },
    {
      id: "5",
      d: "2026-02-01",
      code: "1",
      none: null,
      mixed: "a",
      off: "2026-01-31T10:00:00",
      deep: { at: "x" },
    },
  ];
  const text = JSON.stringify(rows).replace(`"${long}"`, `${long}0000000000`).replace('"5"', "5");

  it("keep long numbers, texts of digits, and offsets", () =>
    over({ "t.json": text }, async (connection) => {
      const types = (await connection.columns(["t"], never()))?.map(({ type }) => type);
      assert.deepEqual(types, [
        "HUGEINT",
        "DATE",
        "VARCHAR",
        undefined,
        "JSON",
        "VARCHAR",
        'STRUCT("at" VARCHAR)',
      ]);
      assert.deepEqual(await rowsOf(connection, "select id, code, none, deep.at from t"), [
        [`${long}0000000000`, "00123", null, "2026-01-31T10:00:00+02:00"],
        [5, "1", null, "x"],
      ]);
    }));

  it("read times that all carry an offset as moments", () =>
    over(
      { "t.json": '{"at": "2026-01-31T10:00:00+02:00"}\n{"at": "2026-01-31T10:00:00Z"}\n' },
      async (connection) =>
        assert.deepEqual(await rowsOf(connection, "select t.at from t"), [
          ["2026-01-31T08:00:00Z"],
          ["2026-01-31T10:00:00Z"],
        ]),
    ));
});

describe("Columns of folders", () => {
  const texts = {
    "t/day=2026-01-01/n=07/a.csv": "id,n\n1,own\n",
    "t/day=2026-01-02/n=8/a.csv": "id,n\n2,own\n",
    "j/k=1/a.json": '{"id": 1}\n',
    "j/k=2/a.json": '{"id": 2}\n',
    "j/k=__HIVE_DEFAULT_PARTITION__/a.json": '{"id": 3}\n',
    "m/a.csv": "id\n1\n",
    "m/k=x%20y/a.csv": "id\n2\n",
  };
  const expected = {
    "select id, day + 1, n from t order by id": [
      [1, "2026-01-02", "07"],
      [2, "2026-01-03", "8"],
    ],
    "select k + 1, id from j order by id": [
      [2, 1],
      [3, 2],
      [null, 3],
    ],
    "select k, id from m order by id": [
      [null, 1],
      ["x y", 2],
    ],
    "select k + 1, id from p where k = 2": [[3, 2]],
  };

  for (const above of ["plain", "day=above/k=9"])
    it(`are those below what \`files\` names, in a folder ${above}`, async () => {
      const folder = await temporaryFolder(
        Object.fromEntries(Object.entries(texts).map(([name, text]) => [join(above, name), text])),
      );
      const root = join(folder.path, above);
      const instance = await DuckDBInstance.create(":memory:");
      const session = await instance.connect();
      const rows = "(values (1, 1), (2, 2)) as v (id, k)";
      await session.run(`copy (from ${rows}) to '${root}/p' (format parquet, partition_by (k))`);
      session.closeSync();
      instance.closeSync();
      const files = { t: "t/**/*.csv", j: "j/*/*.json", m: "m/**/*.csv", p: "p/**/*.parquet" };
      const connection = await open("duckdb", { files }, { projectRoot: root });
      for (const [sql, cells] of Object.entries(expected))
        assert.deepEqual(await rowsOf(connection, sql), cells, sql);
      await connection.close();
      await folder.remove();
    });
});
