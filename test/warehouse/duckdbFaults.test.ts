import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { failure, never, open, temporaryFolder } from "../support/connections.ts";

type Files = Readonly<Record<string, string | Buffer>>;

async function inFolder(texts: Files, work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await temporaryFolder();
  try {
    for (const [name, text] of Object.entries(texts)) {
      await mkdir(dirname(join(folder.path, name)), { recursive: true });
      await writeFile(join(folder.path, name), text);
    }
    await work(folder.path);
  } finally {
    await folder.remove();
  }
}

/** Why the table `t` can't be read, and its columns and rows where it can. */
async function tableIn(folder: string, setting: unknown) {
  const connection = await open("duckdb", { files: { t: setting } }, { projectRoot: folder });
  try {
    const [unreadable] = (await connection.unreadable?.(never())) ?? [];
    const columns = (await connection.columns(["t"], never()))?.map(({ name }) => name);
    if (unreadable) return { reason: unreadable.reason, columns };
    const { rows } = await connection.run("select * from t", { limit: 10, timeoutMs: 5000 }, never());
    return { columns, rows };
  } finally {
    await connection.close();
  }
}

/** What is wrong with a file, and what is said about it. */
const faults: readonly (readonly [what: string, files: Files, setting: unknown, reason: RegExp])[] = [
  [
    "one short line",
    { "a.csv": "a,b\n1,2\n3\n" },
    "a.csv",
    /^a\.csv: line 3 has 1 value; the first line names 2 columns: a, b\./,
  ],
  [
    "many ragged lines",
    { "a.csv": `a,b\n${"1\n".repeat(9)}` },
    "a.csv",
    /lines 2, 3, 4, 5 and 6 have .* \(and 4 more lines are ragged\)/,
  ],
  [
    "a line that is too long though short ones may be",
    { "a.csv": "a,b\n1\n1,2,3\n" },
    { path: "a.csv", null_padding: true },
    /line 3 has 3 values/,
  ],
  [
    "Latin-1",
    { "a.csv": Buffer.from("a,b\n1,x\n2,caf\xe9\n", "latin1") },
    "a.csv",
    /^a\.csv: line 3, byte 6 \(0xE9\) is no UTF-8; write `encoding: latin-1`/,
  ],
  [
    "UTF-16 with its mark",
    { "a.csv": Buffer.from("\ufeffa,b\n1,é\n", "utf16le") },
    "a.csv",
    /encoding: utf-16/,
  ],
  [
    "UTF-16 without its mark",
    { "a.csv": Buffer.from("a,b\n1,2\n", "utf16le") },
    "a.csv",
    /zero bytes, as UTF-16 does; write `encoding: utf-16`/,
  ],
  [
    "big-endian UTF-16",
    { "a.csv": Buffer.from("\ufeffa,b\n1,2\n", "utf16le").swap16() },
    { path: "a.csv", encoding: "utf-16" },
    /big-endian/,
  ],
  [
    "one of many files",
    { "d/a.csv": "a,b\n1,2\n", "d/b.csv": "a,b\n1\n", "d/c.csv": "a,b\n1,2\n" },
    "d/*.csv",
    /^d\/b\.csv: line 2 has/,
  ],
  ["quotes that never end", { "a.csv": 'a,b\n1,"x\n2,y\n' }, "a.csv", /a\.csv: line 2/],
  [
    "quotes that never end in the first line",
    { "a.csv": 'a,"b\n1,2\n' },
    "a.csv",
    /first line ends within quotes/,
  ],
  ["nothing", { "a.csv": "" }, "a.csv", /no first line/],
  [
    "a declared type that a value does not fit",
    { "a.csv": "a,b\n1,2\nx,3\n" },
    { path: "a.csv", types: { a: "integer" } },
    /Row 2 has "x" as a, which is no integer/,
  ],
  [
    "a declared type with fewer places",
    { "a.csv": "a,b\n58.02,1\n58.021,1\n" },
    { path: "a.csv", types: { a: "decimal(12,2)" } },
    /"58\.021" as a, which is no decimal\(12,2\)/,
  ],
  [
    "a declared date with a time",
    { "a.csv": "a,b\n2026-01-01 10:00,1\n" },
    { path: "a.csv", types: { a: "date" } },
    /which is no date/,
  ],
  [
    "a type for no column",
    { "a.csv": "order_id,b\n1,1\n" },
    { path: "a.csv", types: { orderid: "string" } },
    /names no column: orderid; did you mean order_id\?/,
  ],
  [
    "an unknown option",
    { "a.csv": "a\n1\n" },
    { path: "a.csv", delimm: ";" },
    /no option `delimm`; did you mean `delim`\?/,
  ],
  [
    "an unknown encoding",
    { "a.csv": "a\n1\n" },
    { path: "a.csv", encoding: "koi8" },
    /`encoding` must be one of `utf-8`, `utf-16`, `latin-1`/,
  ],
  [
    "a format without meaning",
    { "a.csv": "a\n1\n" },
    { path: "a.csv", date_format: "DD.MM" },
    /`date_format` must be a format/,
  ],
  [
    "a format that strptime does not know",
    { "a.csv": "a\nx\n" },
    { path: "a.csv", date_format: "%Q" },
    /format/i,
  ],
  [
    "an option of other files",
    { "a.json": "[]" },
    { path: "a.json", delim: ";" },
    /`delim` says nothing about JSON/,
  ],
  ["no path", { "a.csv": "a\n1\n" }, { delim: ";" }, /needs `path`/],
  ["broken JSON", { "a.json": '{"a": 1}\n{"a": \n' }, "a.json", /a\.json.*line 2|Malformed JSON/],
  [
    "a separator that would end the statement",
    { "a.csv": "a\n1\n" },
    { path: "a.csv", delim: "'); drop" },
    /`delim` must be/,
  ],
];

/** What is said about a file, and what is then read. */
const readable: readonly (readonly [what: string, files: Files, setting: unknown, rows: unknown[][]])[] = [
  [
    "Latin-1 where it is declared",
    { "a.csv": Buffer.from("a,b\n1,caf\xe9\n", "latin1") },
    { path: "a.csv", encoding: "latin-1" },
    [[1, "café"]],
  ],
  [
    "UTF-16 where it is declared",
    { "a.csv": Buffer.from("\ufeffa,b\n1,é\n", "utf16le") },
    { path: "a.csv", encoding: "utf-16" },
    [[1, "é"]],
  ],
  ["UTF-8 with its mark", { "a.csv": "\ufeffa,b\n1,é\n" }, "a.csv", [[1, "é"]]],
  [
    "short lines where they may be",
    { "a.csv": 'a,b\n1\n2,"x\ny"\n' },
    { path: "a.csv", null_padding: true },
    [
      [1, null],
      [2, "x\ny"],
    ],
  ],
  ["semicolons", { "a.csv": "a;b\n1;x,y\n" }, "a.csv", [[1, "x,y"]]],
  ["tabs", { "a.tsv": "a\tb\n1\tx,y\n" }, "a.tsv", [[1, "x,y"]]],
  ["a separator of its own", { "a.csv": "a~b\n1~x\n" }, { path: "a.csv", delim: "~" }, [[1, "x"]]],
  ["quotes of its own", { "a.csv": "a,b\n1,'x,y'\n" }, { path: "a.csv", quote: "'" }, [[1, "x,y"]]],
  ["escapes of its own", { "a.csv": 'a,b\n1,"x\\"y"\n' }, { path: "a.csv", escape: "\\" }, [[1, 'x"y']]],
  [
    "no first line of names",
    { "a.csv": "1,x\n2,y\n" },
    { path: "a.csv", header: false },
    [
      [1, "x"],
      [2, "y"],
    ],
  ],
  [
    "Windows line ends",
    { "a.csv": "a,b\r\n1,x\r\n2,y\r\n" },
    "a.csv",
    [
      [1, "x"],
      [2, "y"],
    ],
  ],
  ["line ends within quotes", { "a.csv": 'a,b\n1,"x\ny"\n' }, "a.csv", [[1, "x\ny"]]],
  ["names with quotes in them", { "a.csv": `a'b,"c""d, e"\n1,2\n` }, "a.csv", [[1, 2]]],
  ["names that stand there twice, or not at all", { "a.csv": "a,A,\n1,2,3\n" }, "a.csv", [[1, 2, 3]]],
  ["packed files", { "a.csv.gz": gzipSync("a,b\n1,x\n") }, "a.csv.gz", [[1, "x"]]],
];

describe("Files that can't be read", () => {
  for (const [what, files, setting, reason] of faults)
    it(`are told: ${what}`, () =>
      inFolder(files, async (folder) => {
        const { reason: told = "" } = await tableIn(folder, setting);
        assert.match(told, reason);
        assert.ok(!told.includes(folder), told);
        assert.doesNotMatch(told, /\n|Possible|strict_mode/);
      }));

  it("keep their columns where only lines are ragged, and fail when their rows are asked for", () =>
    inFolder({ "a.csv": "id,v,at\n1,a,2\n2,b\n" }, async (folder) => {
      assert.deepEqual((await tableIn(folder, "a.csv")).columns, ["id", "v", "at"]);
      const connection = await open("duckdb", { files: { t: "a.csv" } }, { projectRoot: folder });
      const running = connection.run("select count(*) from t", { limit: 1, timeoutMs: 5000 }, never());
      await assert.rejects(running, failure("sql", /t can't be read: a\.csv: line 3 has 2 values/));
      await connection.close();
    }));
});

describe("Files that are read", () => {
  for (const [what, files, setting, rows] of readable)
    it(`have ${what}`, () =>
      inFolder(files, async (folder) => {
        const table = await tableIn(folder, setting);
        assert.equal(table.reason, undefined);
        assert.deepEqual(table.rows, rows);
      }));
});

describe("Database files that can't be opened", () => {
  async function database(folder: string): Promise<string> {
    const file = join(folder, "wh.duckdb");
    const instance = await DuckDBInstance.create(file);
    const session = await instance.connect();
    await session.run("create table t as select range as a from range(100000)");
    session.closeSync();
    instance.closeSync();
    return file;
  }
  const opening = (folder: string, path = "wh.duckdb") => open("duckdb", { path }, { projectRoot: folder });

  it("are told: a newer version, both versions, and what to do", () =>
    inFolder({}, async (folder) => {
      const file = await database(folder);
      const bytes = await readFile(file);
      bytes.writeUInt32LE(999, 12);
      bytes.write("v99.0.1\0\0", 52, "latin1");
      await writeFile(file, bytes);
      const message =
        /written by DuckDB v99\.0\.1, and the one in EventSpec is v1\.\d+\.\d+\. Write it with .*storage_version/;
      await assert.rejects(opening(folder), failure("settings", message));
    }));

  it("are told: another program writes it, and is open again once that ends", () =>
    inFolder({}, async (folder) => {
      const file = await database(folder);
      const program = `const { DuckDBInstance } = require("@duckdb/node-api");
        DuckDBInstance.create(process.argv[1]).then(async (i) => { globalThis.kept = [i, await i.connect()]; console.log("open"); setInterval(() => {}, 1000); });`;
      const other = spawn(process.execPath, ["-e", program, file]);
      await once(other.stdout, "data");
      await assert.rejects(
        opening(folder),
        failure("settings", /another program, .*\(PID \d+\), has it open for writing\. Close it/),
      );
      other.kill();
      await once(other, "exit");
      await (await opening(folder)).close();
    }));

  it("are told: damaged, and none at all", () =>
    inFolder({ "no.duckdb": "no database ".repeat(1000) }, async (folder) => {
      const file = await database(folder);
      const bytes = await readFile(file);
      await writeFile(file, bytes.fill(7, 12_288, 20_000));
      await assert.rejects(opening(folder), failure("settings", /it is damaged/));
      await writeFile(file, bytes.subarray(0, 9000));
      await assert.rejects(opening(folder), failure("settings", /it is damaged/));
      await assert.rejects(opening(folder, "no.duckdb"), failure("settings", /it is no DuckDB database/));
    }));

  for (const [path, message] of [
    [":memory:", /names an empty database/],
    ["md:shop", /MotherDuck/],
    ["motherduck:shop", /MotherDuck/],
    ["s3://bucket/wh.duckdb", /a file on this machine/],
  ] as const)
    it(`are refused: ${path}`, () => assert.rejects(open("duckdb", { path }), failure("settings", message)));
});
