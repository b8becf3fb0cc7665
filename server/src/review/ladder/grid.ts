/** A small table of values that tell expressions apart: null, edges, both hours of a clock set back, and what the expressions themselves name. */
import type { Question, UsedColumn } from "./columns.ts";

/** More rows tell little more, and take time. */
const mostRows = 2000;

const times = [
  "2024-02-29 12:00:00",
  "2025-03-30 01:30:00",
  "2025-10-26 00:30:00",
  "2025-10-26 01:30:00",
  "2025-10-26 02:30:00",
  "2025-12-31 23:59:59",
  "9999-12-31 00:00:00",
];

/** Of each kind of type: its values as texts, beside null; `undefined` where only null is tried. */
function valuesOf(type: string, literals: readonly string[]): readonly string[] {
  const name = type.toUpperCase();
  if (/\[\]$/.test(name)) return [];
  if (/^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER)$/.test(name)) {
    const unsigned = name.startsWith("U");
    return ["0", "1", ...(unsigned ? [] : ["-1"]), ...around(literals, 0, unsigned)];
  }
  if (/^(DECIMAL|DOUBLE|FLOAT|REAL)/.test(name))
    return ["0", "-1", "1", "0.5", ...around(literals, 0.5, false)];
  if (/^(VARCHAR|TEXT)/.test(name)) return ["", "a", "A", " b", "0", ...literals.flatMap(spellings)];
  if (name === "BOOLEAN") return ["false", "true"];
  if (name === "DATE") return [...dates(literals), ...times.map((time) => time.slice(0, 10))];
  if (name.startsWith("TIMESTAMP")) return [...dates(literals), ...times];
  return [];
}

/** The numbers that stand in an expression, and their neighbours: where a comparison changes its mind. */
function around(literals: readonly string[], step: number, unsigned: boolean): string[] {
  return literals
    .filter((text) => /^\d{1,9}(\.\d{1,4})?$/.test(text))
    .flatMap((text) => {
      const value = Number(text);
      const near =
        step === 0
          ? [Math.trunc(value), Math.trunc(value) + 1, Math.trunc(value) - 1]
          : [value, value + step, value - step];
      return near.filter((one) => !unsigned || one >= 0).map(String);
    });
}

function spellings(text: string): string[] {
  return [
    text,
    text.toUpperCase(),
    text.toLowerCase(),
    `${text} `,
    text.replaceAll("%", "x").replaceAll("_", "y"),
  ];
}

function dates(literals: readonly string[]): string[] {
  return literals.filter((text) => /^\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d)?)?$/.test(text));
}

/** Rows of texts or null, one cell a column; all combinations, or as many of them as are tried, the simplest first. */
export function gridRows({ columns, literals }: Question): (string | null)[][] {
  const values = columns.map(({ type }): (string | null)[] => [null, ...new Set(valuesOf(type, literals))]);
  const all = values.reduce((product, { length }) => product * length, 1);
  if (all <= mostRows) return combined(values);
  const usual = values.map((one) => one[1] ?? null);
  // One column after the other, the others as usual; then a mixture, the same each time.
  const single = values.flatMap((one, at) =>
    one.map((value) => usual.map((other, i) => (i === at ? value : other))),
  );
  const rows = [values.map(() => null), ...single].slice(0, mostRows);
  let state = 1;
  const next = (below: number): number => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
  while (rows.length < mostRows) rows.push(values.map((one) => one[next(one.length)] ?? null));
  return rows;
}

function combined(values: readonly (readonly (string | null)[])[]): (string | null)[][] {
  return values.reduce<(string | null)[][]>(
    (rows, column) => rows.flatMap((row) => column.map((value) => [...row, value])),
    [[]],
  );
}

/** The grid as a table that a query reads; `grid` is its name. */
export function gridTable({ columns }: Question, rows: readonly (readonly (string | null)[])[]): string {
  if (columns.length === 0) return "(values (1)) as grid(c0)";
  const lines = rows.map((row) => `(${row.map(literal).join(", ")})`);
  const typed = columns.map(({ name, type }) => `try_cast(t.${name} as ${type}) as ${name}`);
  return `(select ${typed.join(", ")} from (values ${lines.join(", ")}) as t(${names(columns)})) as grid`;
}

/** A typed table of which nothing is known but its types. */
export function emptyTable({ columns }: Question): string {
  if (columns.length === 0) return "(values (1), (2)) as grid(c0)";
  const nulls = columns.map(({ type }) => `null::${type}`).join(", ");
  return `(values (${nulls}), (${nulls})) as grid(${names(columns)})`;
}

const names = (columns: readonly UsedColumn[]): string => columns.map(({ name }) => name).join(", ");

/** As text, so that the engine reads it as the column's type, or as null where it is none. */
function literal(value: string | null): string {
  return value === null ? "null::varchar" : `'${value.replaceAll("'", "''")}'::varchar`;
}
