/** Values of every type as rows that stand in for a table, and what an engine gives back for them. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Column, GivenTable } from "../../server/src/project/types.ts";
import {
  type ComparedColumn,
  comparedColumn,
  expectedKey,
  valueKey,
} from "../../server/src/proof/examples/comparedValue.ts";
import { dialectOf } from "../../server/src/sql/dialects/index.ts";
import { whyNotGiven } from "../../server/src/sql/givenTypes.ts";
import { givenRows } from "../../server/src/sql/render/givenRows.ts";
import { restoreBreaks } from "../../server/src/sql/render/sqlText.ts";
import type { DialectName } from "../../server/src/sql/types.ts";
import type { Connection } from "../../server/src/warehouse/types.ts";
import { never } from "./connections.ts";
import { typeName } from "./goldenStatements.ts";

const padded = (value: number, width = 2) => String(value).padStart(width, "0");

const day = fc
  .date({ min: new Date("1971-01-01"), max: new Date("2190-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const clock = fc
  .tuple(
    fc.nat(23),
    fc.nat(59),
    fc.option(fc.tuple(fc.nat(59), fc.option(fc.nat(999_999))), { nil: undefined }),
  )
  .map(([hours, minutes, rest]) => {
    const [seconds, micros] = rest ?? [];
    const fraction = micros === undefined || micros === null ? "" : `.${padded(micros, 6)}`;
    return `${padded(hours)}:${padded(minutes)}${seconds === undefined ? "" : `:${padded(seconds)}${fraction}`}`;
  });

const time = fc.tuple(day, fc.constantFrom(" ", "T"), clock).map((parts) => parts.join(""));

const zone = fc.oneof(
  fc.constantFrom("Z", "+00", " UTC", ""),
  fc
    .tuple(fc.constantFrom("+", "-"), fc.nat(13), fc.constantFrom("", ":00", ":30", "45"))
    .map(([sign, hours, rest]) => `${sign}${padded(hours)}${rest}`),
);

const integer = fc.bigInt({ min: -(2n ** 63n) + 1n, max: 2n ** 63n - 1n }).map(String);

const decimal = fc
  .tuple(fc.constantFrom("", "-", "+"), fc.nat(9_999_999), fc.option(fc.nat(99), { nil: undefined }))
  .map(([sign, whole, cents]) => `${sign}${whole}${cents === undefined ? "" : `.${padded(cents)}`}`);

/** Any text but one with a zero byte, which Postgres has not. */
const anyText = fc.oneof(
  fc.string({ unit: "grapheme" }).map((text) => text.replaceAll("\0", "")),
  fc.constantFrom(
    "",
    " ",
    "null",
    "it's",
    'a "b" `c`',
    "\\",
    "\\'",
    "a\\nb",
    "a\nb\r\n\tc",
    "🙂é\u200b",
    "--",
    "/* */",
    "{{ x }}",
    "$1 ?",
    "%s",
  ),
);

const json = fc
  .json({ maxDepth: 2 })
  .map((text) => text.replaceAll("-0", "0").replaceAll("\\u0000", ""))
  .filter((text) => !/e[-+]?\d/i.test(text) && !/\d{16}/.test(text) && !text.includes("__proto__"));

/** Texts by the golden cases' names of types. */
const values: Readonly<Record<string, fc.Arbitrary<string>>> = {
  string: anyText,
  integer,
  "decimal(12,2)": decimal,
  float: fc.oneof(
    decimal,
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }).map(String),
  ),
  boolean: fc.constantFrom("true", "false", "TRUE", "False"),
  date: day,
  timestamp: time,
  instant: fc.tuple(time, zone).map((parts) => parts.join("")),
  json,
  "list of string": fc.array(anyText, { maxLength: 4 }).map((items) => JSON.stringify(items)),
};

const types = Object.keys(values);

/** Rejects with the smallest table of which a value does not come back as it was given. */
export async function allComeBack(connection: Connection, numRuns = 60): Promise<void> {
  const property = fc.asyncProperty(givenTable(connection.dialect), async (table) => {
    assert.deepEqual(await lostValues(table, connection), []);
  });
  await fc.assert(property, { numRuns });
}

function columnOf(type: string, dialect: DialectName): Column {
  return { name: type.replaceAll(/\W+/g, "_"), type: typeName(type, dialect), dialect };
}

/** Rows with a value of each type, or null where a type can be. */
function givenTable(dialect: DialectName): fc.Arbitrary<GivenTable> {
  const columns = types.map((type) => columnOf(type, dialect));
  const cells = types.map((type) => {
    const value = values[type] ?? anyText;
    return dialect === "clickhouse" && type.startsWith("list") ? value : fc.option(value);
  });
  return fc.array(fc.tuple(...cells), { minLength: 1, maxLength: 3 }).map((rows) => ({ columns, rows }));
}

/** What does not come back as it was given, in words. */
async function lostValues(table: GivenTable, connection: Connection): Promise<string[]> {
  const dialect = dialectOf(connection.dialect);
  const sql = `select * from (${restoreBreaks(givenRows(dialect, table))}) as given`;
  const { columns, rows } = await connection.run(sql, { limit: 10, timeoutMs: 30_000 }, never());
  const compared = table.columns.map((column, at) =>
    comparedColumn(column.name, columns[at] ?? { name: "", type: "" }, connection.dialect),
  );
  const key = (row: readonly unknown[]) => JSON.stringify(row);
  const given = table.rows.map((row) => key(row.map((text, at) => givenKey(compared[at], text)))).sort();
  const back = rows
    .map((row) => key(row.map((cell, at) => keyOf(compared[at], (column) => valueKey(column, cell)))))
    .sort();
  const refused = table.rows.flatMap((row) =>
    row.flatMap((text, at) => {
      const column = table.columns[at];
      return (text !== null && column && whyNotGiven(column, text, true, dialect)) || [];
    }),
  );
  return [
    ...refused,
    ...given.filter((row, at) => row !== back[at]).map((row, at) => `${row} is ${back[at]}`),
  ];
}

function givenKey(column: ComparedColumn | undefined, text: string | null): string | null {
  const span = { start: 0, end: 0 };
  return keyOf(column, (one) => expectedKey(one, { value: text, text: text ?? "", span }));
}

function keyOf(
  column: ComparedColumn | undefined,
  read: (column: ComparedColumn) => string | undefined,
): string | null {
  return (column && read(column)) ?? null;
}
