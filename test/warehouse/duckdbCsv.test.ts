import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import type { Cell } from "../../server/src/warehouse/types.ts";
import { never, open, temporaryFolder } from "../support/connections.ts";

const word = fc.constantFrom("web", "O'Hara", "a b", "Åsa", "c3919b7e", "x:y", "refunded", "l'été");
const number = fc.constantFrom("1", "-3.5", "10001", "1e3", "0.10", "00012", "NaN", "");
const time = fc.constantFrom(
  "2026-01-01",
  "2026-01-01 10:00:00",
  "2025-01-01T12:12:22Z",
  "01/02/2026",
  "31/01/2026",
  "9999-12-31 00:00:00",
  "12:30",
  "",
);
const strange = fc.constantFrom(
  ...[
    "'a'",
    '"a"',
    '"a, b"',
    '""',
    "a;b",
    "a|b",
    "a\tb",
    "#",
    "a\\",
    " x",
    "x ",
    "true",
    "NULL",
    "%",
    "--",
    "1,5",
    "infinity",
  ],
);
const column = fc.oneof(
  fc.constant(word),
  fc.constant(number),
  fc.constant(time),
  fc.constant(fc.oneof(word, time)),
  fc.constant(fc.oneof({ weight: 20, arbitrary: word }, strange)),
  fc
    .constantFrom("'a'", "'a,b'", "a;b;c", "a|b|c", "#a", '"a\\"b"', "a~b~c")
    .map((cell) => fc.constant(cell)),
  fc.constant(fc.constantFrom("2026-01-01", "2026-01-01 10:00:00")),
  fc.constant(fc.constantFrom("01/02/2026", "03/02/2026")),
);

/** A few kinds of rows, as often as fills several of DuckDB's chunks, or once. */
const csv = fc
  .array(column, { minLength: 1, maxLength: 5 })
  .chain((columns) =>
    fc.tuple(
      fc.constant(columns.map((_, index) => `c${index}`).join(",")),
      fc.array(fc.tuple(...columns), { maxLength: 6 }),
      fc.constantFrom(1, 1, 500),
      fc.constantFrom("\n", "\n", "\n", "\r\n"),
      fc.boolean(),
    ),
  )
  .map(([header, rows, times, newline, ended]) => {
    const lines = rows.map((cells) => cells.join(","));
    const all = [header, ...Array.from({ length: times }, () => lines).flat()];
    return all.join(newline) + (ended ? newline : "");
  });

/** Files in which another dialect, or a column that mixes times, shows only when every dialect is tried. */
const telling = [
  "a;b;c,d\nx;2;3,4\ny;6;7,8\n",
  "a|b|c,d\nx|2|3,4\ny|6|7,8\n",
  "a\tb\tc,d\nx\t2\t3,4\ny\t6\t7,8\n",
  "a,b\n1,2\n# note,x\n3,4\n",
  "a,b\n'1',2\n'3',4\n",
  'a,b\n"1",2\n"3",4\n',
  `a,b,c,d\n${"2026-01-01,01/02/2026,%,12:30\n2026-01-01 10:00:00,,2025-01-01T12:12:22Z,2026-01-01\n".repeat(500)}`,
];

interface Found {
  readonly columns?: readonly (readonly [string, string])[];
  readonly rows?: readonly (readonly Cell[])[];
}

describe("DuckDB over CSV files", () => {
  it("finds the columns, types and rows that DuckDB finds by itself", async () => {
    const folder = await temporaryFolder({ "t.csv": "" });
    const file = join(folder.path, "t.csv");
    const instance = await DuckDBInstance.create(":memory:");
    const bare = await instance.connect();
    await bare.run("set global TimeZone = 'UTC'");
    const query = (from: string) => `select columns(*)::varchar from ${from}`;
    const sniffed = `read_csv('${file}', header = true, union_by_name = true, sample_size = -1)`;

    const byItself = async (): Promise<Found> => {
      const described = (await bare.runAndReadAll(`describe from ${sniffed}`)).getRows();
      const rows = (await bare.runAndReadAll(query(sniffed))).getRowsJson();
      return {
        columns: described.map(([name, type]) => [String(name), String(type)]),
        rows: rows.map((cells) => cells.map((cell) => (cell === null ? null : String(cell)))),
      };
    };
    const ours = async (): Promise<Found> => {
      const connection = await open("duckdb", { files: { t: "t.csv" } }, { projectRoot: folder.path });
      try {
        const columns = (await connection.columns(["t"], never())) ?? [];
        const { rows } = await connection.run(query("t"), { limit: 10_000, timeoutMs: 60_000 }, never());
        return { columns: columns.map(({ name, type = "" }) => [name, type]), rows };
      } finally {
        await connection.close();
      }
    };

    const refused = () => ({});
    await fc.assert(
      fc.asyncProperty(csv, async (text) => {
        await writeFile(file, text);
        assert.deepEqual(await ours().catch(refused), await byItself().catch(refused));
      }),
      { numRuns: 100, examples: telling.map((text) => [text]) },
    );
    bare.closeSync();
    instance.closeSync();
    await folder.remove();
  });
});
