import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { catalogOf } from "../../server/src/warehouse/catalog.ts";
import type { Cell, Connection } from "../../server/src/warehouse/types.ts";
import { connectionSuite } from "../support/connectionSuite.ts";
import { failure, never, open, temporaryFolder } from "../support/connections.ts";

const endless = "select count(*) from range(100000000) a, range(100000) b where a.range + b.range = 7";
const options = { limit: 100, timeoutMs: 10_000 };

const project = {
  "data/orders.csv": 'order_id,customer,total\n1,Ann,12.50\n2,"Böb, ""the"" builder",99.00\n',
  "data/raw/tickets.json": '[{"id": 1, "tags": ["a", "b"]}, {"id": 2, "tags": []}]',
  "data/raw/users.csv": "id,name\n1,Ann\n",
  "data/months/2026-01.csv": "n\n1\n",
  "data/months/2026-02.csv": "n\n2\n",
};

async function withProject(
  settings: Readonly<Record<string, unknown>>,
  work: (connection: Connection, folder: string) => Promise<void>,
): Promise<void> {
  const folder = await temporaryFolder(project);
  try {
    const connection = await open("duckdb", settings, { projectRoot: folder.path });
    try {
      await work(connection, folder.path);
    } finally {
      await connection.close();
    }
  } finally {
    await folder.remove();
  }
}

/** Writes a DuckDB file as another program would, which fails while the file is locked. */
async function writeElsewhere(file: string, sql: string): Promise<void> {
  const program = `const { DuckDBInstance } = require("@duckdb/node-api");
    DuckDBInstance.create(process.argv[1]).then(async (i) => { const c = await i.connect(); await c.run(process.argv[2]); c.closeSync(); i.closeSync(); });`;
  await promisify(execFile)(process.execPath, ["-e", program, file, sql]);
}

async function rowsOf(connection: Connection, sql: string): Promise<readonly (readonly Cell[])[]> {
  return (await connection.run(sql, options, never())).rows;
}

describe("DuckDB over files", () => {
  const files = {
    "shop.orders": "data/orders.csv",
    "raw.*": ["data/raw/*.csv", "data/raw/*.json"],
    months: "data/months/*.csv",
  };

  it("reads CSV and JSON as tables, one of many files too", () =>
    withProject({ files }, async (connection) => {
      assert.deepEqual(await rowsOf(connection, "select * from shop.orders order by order_id"), [
        [1, "Ann", "12.50"],
        [2, 'Böb, "the" builder', "99.00"],
      ]);
      assert.deepEqual(await rowsOf(connection, "select * from raw.tickets order by id"), [
        [1, ["a", "b"]],
        [2, []],
      ]);
      assert.deepEqual(await rowsOf(connection, "select sum(n) from months"), [[3]]);
    }));

  it("reads many files at once that have columns without values", async function () {
    this.timeout(60_000);
    const tables = Array.from({ length: 2 }, (_, at) => `t${at}`);
    const folder = await temporaryFolder(
      Object.fromEntries(tables.map((name) => [`data/${name}.csv`, "id,note\n1,\n"])),
    );
    try {
      // Whoever comes first at the same moment is another table each time.
      for (let time = 0; time < 60; time++) {
        const settings = { files: { "*": "data/*.csv" } };
        const connection = await open("duckdb", settings, { projectRoot: folder.path });
        try {
          const all = tables.map((name) => `select id, note from ${name}`).join(" union all ");
          assert.deepEqual(
            await rowsOf(connection, all),
            tables.map(() => [1, null]),
          );
        } finally {
          await connection.close();
        }
      }
    } finally {
      await folder.remove();
    }
  });

  it("tells its tables and columns", () =>
    withProject({ files }, async (connection) => {
      const names = (await connection.tables(never())).map(({ parts }) => parts.join("."));
      assert.deepEqual(names, ["main.months", "raw.tickets", "raw.users", "shop.orders"]);
      const expected = [
        { name: "order_id", type: "BIGINT" },
        { name: "customer", type: "VARCHAR" },
        { name: "total", type: "DECIMAL(18,2)" },
      ];
      assert.deepEqual(await connection.columns(["shop", "orders"], never()), expected);
      assert.deepEqual(await connection.columns(["ORDERS"], never()), expected);
      assert.equal(await connection.columns(["shop", "nothing"], never()), undefined);
      const catalog = await catalogOf(connection, undefined, never());
      assert.deepEqual(
        catalog.tables.map((table) => [table.parts.join("."), table.columns.length, table.origin]),
        [
          ["main.months", 1, "dev"],
          ["raw.tickets", 2, "dev"],
          ["raw.users", 2, "dev"],
          ["shop.orders", 3, "dev"],
        ],
      );
      const some = await catalogOf(
        connection,
        [
          ["shop", "orders"],
          ["no", "such"],
        ],
        never(),
      );
      assert.deepEqual(
        some.tables.map(({ parts }) => parts),
        [["shop", "orders"]],
      );
    }));

  it("sees a changed and a new file in the next query", () =>
    withProject({ files }, async (connection, folder) => {
      assert.deepEqual(await rowsOf(connection, "select count(*) from shop.orders"), [[2]]);
      await writeFile(join(folder, "data/orders.csv"), "order_id,customer,total,coupon\n7,Eve,1,x\n");
      assert.deepEqual(await rowsOf(connection, "select * from shop.orders"), [[7, "Eve", 1, "x"]]);
      await writeFile(join(folder, "data/raw/later.csv"), "id\n5\n");
      assert.deepEqual(await rowsOf(connection, "select * from raw.later"), [[5]]);
    }));

  it("keeps Parquet a view, so that scans prune, and reads nothing else", () =>
    withProject({}, async (_, folder) => {
      await writeElsewhere(
        ":memory:",
        `copy (select range as n from range(100)) to '${folder}/data/n.parquet'`,
      );
      const connection = await open("duckdb", { files: { n: "data/n.parquet" } }, { projectRoot: folder });
      assert.deepEqual(await rowsOf(connection, "select count(*) from n where n < 10"), [[10]]);
      const estimate = await connection.estimate("select n from n", never());
      assert.equal(estimate.billed, false);
      assert.equal(estimate.rows, 100);
      assert.ok((estimate.bytes ?? 0) > 100);
      for (const sql of [
        `select * from read_csv('${folder}/data/orders.csv')`,
        `select * from '${folder}/data/orders.csv'`,
        "select * from read_text('/etc/passwd')",
        "select * from glob('/etc/*')",
        `select * from read_parquet('${folder}/data/../data/orders.csv')`,
      ])
        await assert.rejects(rowsOf(connection, sql), failure("refused"), sql);
      await connection.close();
    }));

  it("adds up the sizes of the files that a query names", () =>
    withProject({ files }, async (connection) => {
      const bytes = async (sql: string) => (await connection.estimate(sql, never())).bytes;
      const orders = Buffer.byteLength(project["data/orders.csv"]);
      assert.equal(await bytes("select 1 from shop.orders"), orders);
      assert.equal(await bytes("with users as (from Shop.Orders) select * from users, months"), orders + 8);
      assert.equal(await bytes("select 1"), undefined);
    }));

  it("stays inside the project", async () => {
    const outside = await temporaryFolder({ "secret.csv": "x\n1\n" });
    await withProject({}, async (_, folder) => {
      await symlink(join(outside.path, "secret.csv"), join(folder, "data/link.csv"));
      for (const path of [`${outside.path}/secret.csv`, "data/link.csv", "../*/secret.csv", "data/l*.csv"]) {
        const connection = await open("duckdb", { files: { t: path } }, { projectRoot: folder });
        const [refused] = (await connection.unreadable?.(never())) ?? [];
        assert.match(refused?.reason ?? "", /outside the project/, path);
        await assert.rejects(connection.run("select 1 from t", options, never()), failure("sql"), path);
        await connection.close();
      }
    });
    await outside.remove();
  });

  for (const [problem, setting, message] of [
    ["a missing file", { "shop.o": "data/nope.csv" }, /names a file that does not exist: data\/nope.csv/],
    ["a pattern without files", { t: "data/none/*.csv" }, /matches no file/],
    ["an unknown format", { t: "data/orders.xlsx" }, /does not exist|CSV, JSON or Parquet/],
    ["a name of four parts", { "a.b.c.d": "data/orders.csv" }, /no table name/],
    ["text that is no UTF-8", { t: "data/latin.csv" }, /unicode|utf-8/i],
  ] as const)
    it(`tells of ${problem}, and reads every other table`, () =>
      withProject({}, async (_, folder) => {
        await writeFile(join(folder, "data/latin.csv"), Buffer.from("id,v\n1,caf\xe9\n", "latin1"));
        const files = { ...setting, "raw.users": "data/raw/users.csv" };
        const connection = await open("duckdb", { files }, { projectRoot: folder });
        try {
          const { tables, unreadable } = await catalogOf(connection, undefined, never());
          assert.deepEqual(
            tables.map(({ parts }) => parts.join(".")),
            ["raw.users"],
          );
          const [key = ""] = Object.keys(setting);
          assert.deepEqual(
            unreadable?.map(({ parts, filesKey }) => [parts.join("."), filesKey]),
            [[key, key]],
          );
          assert.match(unreadable?.[0]?.reason ?? "", message);
        } finally {
          await connection.close();
        }
      }));

  for (const [problem, setting, message] of [
    ["a table given twice", { "raw.users": "data/orders.csv", "RAW.*": "data/raw/users.csv" }, /twice/],
    ["no map", ["data/orders.csv"], /must be a map/],
  ] as const)
    it(`names ${problem}`, () =>
      withProject({}, async (_, folder) => {
        const opening = open("duckdb", { files: setting }, { projectRoot: folder });
        await assert.rejects(opening, failure("settings", message));
      }));
});

describe("DuckDB over a database file", () => {
  const create = `create schema shop; create table shop.orders as select range as id from range(3);
    comment on table shop.orders is 'Orders'; comment on column shop.orders.id is 'The number';
    create view recent as select * from shop.orders`;

  it("reads it without locking it: another program may write right after", () =>
    withProject({}, async (_, folder) => {
      await writeElsewhere(join(folder, "wh.duckdb"), create);
      const connection = await open("duckdb", { path: "wh.duckdb" }, { projectRoot: folder });
      assert.deepEqual(await rowsOf(connection, "select count(*) from shop.orders"), [[3]]);
      await writeElsewhere(join(folder, "wh.duckdb"), "insert into shop.orders values (99)");
      assert.deepEqual(await rowsOf(connection, "select count(*) from recent"), [[4]]);
      await connection.close();
    }));

  it("tells descriptions, and means the schema where the file bears its name", () =>
    withProject({}, async (_, folder) => {
      await writeElsewhere(join(folder, "seed.duckdb"), create);
      await writeElsewhere(
        join(folder, "shop.duckdb"),
        `attach '${folder}/seed.duckdb' as seed; copy from database seed to shop`,
      );
      const connection = await open("duckdb", { path: "shop.duckdb" }, { projectRoot: folder });
      const [table] = (await catalogOf(connection, undefined, never())).tables.filter(
        ({ parts }) => parts[1] === "orders",
      );
      assert.equal(table?.description, "Orders");
      assert.deepEqual(table?.columns, [
        { name: "id", type: "BIGINT", description: "The number", dialect: "duckdb" },
      ]);
      assert.deepEqual(await rowsOf(connection, "select count(*) from shop.orders"), [[3]]);
      await connection.close();
    }));

  it("joins it with files", () =>
    withProject({}, async (_, folder) => {
      await writeElsewhere(join(folder, "wh.duckdb"), create);
      const settings = { path: "wh.duckdb", files: { "raw.users": "data/raw/users.csv" } };
      const connection = await open("duckdb", settings, { projectRoot: folder });
      const sql =
        "select name from shop.orders join raw.users using (id) join wh.shop.orders again using (id)";
      assert.deepEqual(await rowsOf(connection, sql), [["Ann"]]);
      await connection.close();
    }));

  it("says that a database file is missing or none", () =>
    withProject({}, async (_, folder) => {
      await assert.rejects(
        open("duckdb", { path: "no.duckdb" }, { projectRoot: folder }),
        failure("settings", /does not exist: no.duckdb/),
      );
      await assert.rejects(
        open("duckdb", { path: "data/orders.csv" }, { projectRoot: folder }),
        failure("settings", /can't be opened/),
      );
    }));
});

describe("DuckDB", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  before(async () => {
    folder = await temporaryFolder();
    await writeElsewhere(
      join(folder.path, "wh.duckdb"),
      `create schema shop;
       create table shop.orders (order_id bigint, customer text, total decimal(12,2), ordered_at timestamp);
       insert into shop.orders values (1, 'Ann', 12.5, '2026-01-05 10:00'),
         (2, 'Böb, "the" \\ 😀', 99, '2026-01-05 11:30:00.5'), (3, null, null, null)`,
    );
  });
  after(() => folder.remove());

  connectionSuite(() => ({
    open: () => open("duckdb", { path: "wh.duckdb" }, { projectRoot: folder.path }),
    types: ["BIGINT", "VARCHAR", "DECIMAL(12,2)", "TIMESTAMP"],
    cells: [["1 + 1", 2]],
    slow: endless,
    places: true,
  }));
});

describe("DuckDB's answers", () => {
  let connection: Connection;
  before(async () => {
    connection = await open("duckdb", {});
  });
  after(() => connection.close());

  it("gives cells as plain JSON", async () => {
    const cells: readonly (readonly [sql: string, cell: Cell])[] = [
      ["9007199254740991::bigint", 9007199254740991],
      ["9007199254740993::bigint", "9007199254740993"],
      ["-12345678901234567890::hugeint", "-12345678901234567890"],
      ["12.50::decimal(12,2)", "12.50"],
      ["0.1::float", 0.1],
      ["'nan'::double", "NaN"],
      ["'-inf'::double", "-Infinity"],
      ["timestamptz '2026-03-29 02:30:00+02'", "2026-03-29T00:30:00Z"],
      ["timestamp '2026-03-29 02:30:00.5'", "2026-03-29T02:30:00.5"],
      ["timestamp '1969-12-31 23:59:59.999999'", "1969-12-31T23:59:59.999999"],
      ["timestamp_ns '2026-01-01 00:00:00.123456789'", "2026-01-01T00:00:00.123456789"],
      ["'infinity'::timestamp", "infinity"],
      ["'-infinity'::timestamptz", "-infinity"],
      ["date '2026-02-28'", "2026-02-28"],
      ["'12020-01-01'::date", "+012020-01-01"],
      ["'0044-03-15 (BC)'::date", "-000043-03-15"],
      ["time '10:00:01.25'", "10:00:01.25"],
      ["interval '1 month 2 days'", "1 month 2 days"],
      ["'\\xAB\\x01'::blob", "ab01"],
      ["'6f1c8e0a-0000-4000-8000-000000000001'::uuid", "6f1c8e0a-0000-4000-8000-000000000001"],
      ["'b'::enum('a','b')", "b"],
      ["'{\"a\": 1}'::json", '{"a": 1}'],
      ["[1, null]", [1, null]],
      ["{'a': {'b': date '2026-01-01'}}", { a: { b: "2026-01-01" } }],
      ["map {1: [1.5::decimal(3,1)]}", { "1": ["1.5"] }],
      ["'😀\n'", "😀\n"],
      ["null", null],
      ["true", true],
    ];
    const select = cells.map(([sql], i) => `${sql} as c${i}`).join(",\n");
    const [row] = await rowsOf(connection, `select ${select}`);
    for (const [i, [sql, cell]] of cells.entries()) assert.deepEqual(row?.[i], cell, sql);
  });

  it("binds without running, and points at what is wrong", async () => {
    const bound = await connection.bind(
      "select 1.0::decimal(5,2) as d, '{}'::json as j, now() as t, error('ran') as e",
      never(),
    );
    assert.deepEqual(bound, {
      ok: true,
      columns: [
        { name: "d", type: "DECIMAL(5,2)" },
        { name: "j", type: "JSON" },
        { name: "t", type: "TIMESTAMP WITH TIME ZONE" },
        { name: "e", type: "INTEGER" },
      ],
    });
    for (const marked of [
      "-- 😀\nselect 'ü😀', ⟦nope from (select 1 as a)",
      "select 1 as a, ⟦upperr('x')",
      "⟦selekt 1",
      "select * from ⟦no_such_table",
    ]) {
      const found = await connection.bind(marked.replace("⟦", ""), never());
      assert.equal(found.ok, false);
      assert.equal(found.ok ? 0 : found.offset, marked.indexOf("⟦"), marked);
    }
  });

  for (const [what, sql] of [
    ["two statements", "select 1; select 2"],
    ["no statement", "  "],
    ["a comment alone", "-- nothing"],
    ["a table made", "create table t as select 1"],
    ["a setting changed", "set threads = 1"],
    ["a file attached", "attach '/tmp/x.duckdb'"],
    ["a file written", "copy (select 1) to '/tmp/x.csv'"],
    ["an extension", "install httpfs"],
    ["a log switched on", "select * from enable_logging('QueryLog')"],
    ["an explain that runs", "explain analyze select 1"],
  ] as const)
    it(`refuses ${what}`, async () => {
      await assert.rejects(connection.run(sql, options, never()), failure("refused"));
      assert.equal((await connection.bind(sql, never())).ok, false);
    });

  it("stops at the limit without making the rest", async () => {
    const result = await connection.run(
      "select range from range(10000000000)",
      { limit: 3, timeoutMs: 5000 },
      never(),
    );
    assert.deepEqual(result.rows, [[0], [1], [2]]);
    assert.equal(result.truncated, true);
    const whole = await connection.run("select range from range(3);", { limit: 3, timeoutMs: 5000 }, never());
    assert.equal(whole.truncated, false);
  });

  it("stops a query that is cancelled, and goes on", async () => {
    const stop = new AbortController();
    const running = connection.run(endless, options, stop.signal);
    const beside = connection.run("select 1", options, never());
    setTimeout(() => stop.abort(), 50);
    await assert.rejects(running, failure("cancelled"));
    assert.deepEqual((await beside).rows, [[1]]);
    assert.deepEqual(await rowsOf(connection, "select 2"), [[2]]);
  });

  it("stops a query that takes too long", async () => {
    await assert.rejects(
      connection.run(endless, { limit: 1, timeoutMs: 60 }, never()),
      failure("timeout", /after 60 ms/),
    );
  });

  it("does not begin what is cancelled already", async () => {
    await assert.rejects(connection.run("select 1", options, AbortSignal.abort()), failure("cancelled"));
  });

  it("tells the engine's own error with its place", async () => {
    const running = connection.run("select 1, 'a' || cast('x' as integer)", options, never());
    await assert.rejects(running, failure("sql", /Could not convert string 'x'/));
  });
});
