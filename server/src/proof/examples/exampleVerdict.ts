/** What came out of an example against what it expects. */
import type { Example, ExampleRow } from "../../spec/exampleTypes.ts";
import type { DialectName } from "../../sql/types.ts";
import type { QueryResult } from "../../warehouse/types.ts";
import { mostShownRows, type Verdict } from "../results.ts";
import { inWords, many } from "../words.ts";
import { acceptEdits } from "./acceptEdits.ts";
import { type ComparedColumn, comparedColumn, expectedKey, valueKey } from "./comparedValue.ts";
import { type KeyedRow, type Matching, matchRows } from "./matchRows.ts";
import { cellYaml, rowsText, rowText, type WrittenRow } from "./writtenRow.ts";

/** The events of an example. */
export interface ExampleOutcome {
  /** Names as the event's relation has them, in the order of the result's columns. */
  readonly names: readonly string[];
  readonly result: Pick<QueryResult, "columns" | "rows">;
  readonly dialect: DialectName;
  /** The column that an example means by a name. */
  nameOf(name: string): string;
  /** Of the file that the example stands in. */
  readonly text: string;
}

/** What came out beside what is expected. */
interface Compared {
  readonly matching: Matching;
  /** In the order of what is expected, then what is not; values that are equal as they are written in the file. */
  readonly actual: readonly WrittenRow[];
}

export function exampleVerdict(example: Example, outcome: ExampleOutcome): Verdict {
  const { matching, actual } = compared(example, outcome);
  const { matches, missing, unexpected } = matching;
  const different = matches.filter(({ differs }) => differs.length > 0);
  const failing = different.length + missing.length + unexpected.length;
  const count = outcome.result.rows.length;
  const expected = example.expect.map((row) => writtenRow(row, outcome));
  if (failing === 0)
    return {
      status: "passed",
      message: `${many(count, "event")} ${count === 1 ? "comes" : "come"} out, as expected.`,
      failing: 0,
    };
  return {
    status: "failed",
    message: sentence(example, count, different.length),
    expected: rowsText(expected),
    actual: rowsText(actual),
    failing,
    details: differences(matching, expected, actual),
    edits: acceptEdits(outcome.text, example, { matching, actual }),
  };
}

function compared(example: Example, outcome: ExampleOutcome): Compared {
  const columns = outcome.names.map((name, at) =>
    comparedColumn(name, outcome.result.columns[at] ?? { name, type: "" }, outcome.dialect),
  );
  const byName = new Map(columns.map((column) => [column.name, column]));
  const expected = example.expect.map((row) => keyedRow(row, outcome, byName));
  const rows = outcome.result.rows;
  const keyed = rows.map(
    (row) => new Map(columns.map((one, at) => [one.name, valueKey(one, row[at] ?? null)])),
  );
  const matching = matchRows(expected, keyed);
  const write = (at: number, name: string): string => {
    const column = columns.findIndex((one) => one.name === name);
    return columns[column] ? cellYaml(rows[at]?.[column] ?? null, columns[column]) : "null";
  };
  const shared = [...new Set(example.expect.flatMap(({ cells }) => cells.map(({ column }) => column.value)))];
  const unnamed = shared.length > 0 ? shared : outcome.names;
  const actual = [
    ...matching.matches.map(
      ({ expected: at, actual: other, differs }): WrittenRow =>
        (example.expect[at]?.cells ?? []).map((cell) => {
          const name = outcome.nameOf(cell.column.value);
          return [cell.column.value, differs.includes(name) ? write(other, name) : sourceOf(cell, outcome)];
        }),
    ),
    ...matching.unexpected.map(
      (at): WrittenRow => unnamed.map((name) => [name, write(at, outcome.nameOf(name))]),
    ),
  ];
  return { matching, actual };
}

function keyedRow(
  { cells }: ExampleRow,
  { nameOf }: ExampleOutcome,
  columns: ReadonlyMap<string, ComparedColumn>,
): KeyedRow {
  return new Map(
    cells.flatMap(({ column, value }) => {
      const known = columns.get(nameOf(column.value));
      return known ? [[known.name, expectedKey(known, value)] as const] : [];
    }),
  );
}

function writtenRow({ cells }: ExampleRow, outcome: ExampleOutcome): WrittenRow {
  return cells.map((cell) => [cell.column.value, sourceOf(cell, outcome)]);
}

/** A value as it is written in the file, on one line. */
function sourceOf({ value }: ExampleRow["cells"][number], { text }: ExampleOutcome): string {
  const source = text.slice(value.span.start, value.span.end);
  return value.text === "" && value.value === null
    ? "null"
    : source.includes("\n")
      ? JSON.stringify(value.text)
      : source;
}

function sentence({ expect }: Example, count: number, different: number): string {
  if (count !== expect.length)
    return `${many(count, "event")} ${count === 1 ? "comes" : "come"} out where ${inWords(expect.length)} ${expect.length === 1 ? "is" : "are"} expected.`;
  return `${inWords(different)} of ${many(count, "event")} ${different === 1 ? "differs" : "differ"} from what is expected.`;
}

/** Line by line what is wrong: cells of rows that belong together, then rows of one side. */
function differences(
  { matches, missing, unexpected }: Matching,
  expected: readonly WrittenRow[],
  actual: readonly WrittenRow[],
): string[] {
  const cells = matches.flatMap(({ expected: at, differs }, index) =>
    differs.length === 0 ? [] : cellLines(at, expected[at] ?? [], actual[index] ?? []),
  );
  const lines = [
    ...cells,
    ...missing.map((at) => `missing: ${rowText(expected[at] ?? [])}`),
    ...unexpected.map((_, index) => `not expected: ${rowText(actual[matches.length + index] ?? [])}`),
  ];
  const more = lines.length - mostShownRows;
  return more > 0 ? [...lines.slice(0, mostShownRows), `… ${inWords(more)} more`] : lines;
}

function cellLines(at: number, expected: WrittenRow, actual: WrittenRow): string[] {
  return expected.flatMap(([name, yaml], index) => {
    const other = actual[index]?.[1];
    return other === yaml ? [] : [`row ${at + 1}: ${name} is ${other}, not ${yaml}`];
  });
}
