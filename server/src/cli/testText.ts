import { harmlessCode, harmlessLine } from "../document/harmless.ts";
import { eventLabel } from "../project/givenTogether.ts";
import type { ProjectEvent } from "../project/types.ts";
import type { CheckResult, CheckStatus, ShownRows } from "../proof/results.ts";
import { inWords } from "../proof/words.ts";
import {
  checkMarks,
  countsOfResults,
  placeOfCheck,
  resultsInWords,
  type TestReportInput,
} from "../reports/tests/input.ts";
import { columnsForPeople } from "../tasks/shownRows.ts";
import { drawTable, tableCell } from "./table.ts";
import { type Output, paint } from "./terminal.ts";

interface TextOptions {
  /** Also what passed. */
  readonly verbose: boolean;
  /** The SQL that finds what failed. */
  readonly sql: boolean;
}

const styles = { passed: "green", failed: "red", error: "yellow", skipped: "dim" } as const;

/** Rows of a failure that are drawn; `--format json` has all that were read. */
const drawnRows = 5;

/** Results for people: a line for each event, and what did not pass in full; the last line sums up. */
export function testText(input: TestReportInput, output: Output, options: TextOptions): string {
  const { results, elapsedMs } = input;
  const events = [...new Set(results.map(({ check }) => check.event))];
  const blocks = events.map((event) =>
    eventBlock(
      input,
      event,
      results.filter(({ check }) => check.event === event),
      output,
      options,
    ),
  );
  const worst = results.some(({ status }) => status === "failed" || status === "error") ? "red" : "green";
  const took = elapsedMs < 1000 ? `${Math.round(elapsedMs)} ms` : `${(elapsedMs / 1000).toFixed(1)} s`;
  const total = `${paint(output, worst, resultsInWords(results))}${paint(output, "dim", ` in ${took}`)}`;
  return `${[...blocks, ...(blocks.length > 0 ? [""] : []), total].join("\n")}\n`;
}

function eventBlock(
  input: TestReportInput,
  event: ProjectEvent,
  results: readonly CheckResult[],
  output: Output,
  options: TextOptions,
): string {
  const counts = countsOfResults(results);
  const worst: CheckStatus =
    counts.failed > 0 ? "failed" : counts.error > 0 ? "error" : counts.passed > 0 ? "passed" : "skipped";
  const head = `${paint(output, styles[worst], checkMarks[worst])} ${paint(output, "bold", eventLabel(event))}  ${paint(output, "dim", resultsInWords(results))}`;
  const told = results.filter(({ status }) => options.verbose || status !== "passed");
  return [head, ...told.flatMap((result) => resultLines(input, result, output, options))].join("\n");
}

function resultLines(
  input: TestReportInput,
  result: CheckResult,
  output: Output,
  options: TextOptions,
): string[] {
  const { check, status, message, shown, details = [], sql } = result;
  const { path, range } = placeOfCheck(input, result);
  const place = paint(output, "dim", `${path}:${range.start.line}`);
  const lines = [
    `  ${paint(output, styles[status], checkMarks[status])} ${check.subject.kind}: ${harmlessLine(check.name)}  ${place}`,
    `    ${harmlessLine(message)}`,
  ];
  if (status === "failed") lines.push(...comparisonLines(result));
  lines.push(...details.map((line) => `    ${harmlessLine(line)}`));
  if (shown && shown.rows.length > 0) lines.push(...rowLines(result, shown, output));
  if (sql !== undefined && options.sql && status !== "passed")
    lines.push(
      "",
      ...harmlessCode(sql.trimEnd())
        .split("\n")
        .map((line) => `    ${line}`),
      "",
    );
  return lines;
}

function comparisonLines({ expected, actual }: CheckResult): string[] {
  // What takes several lines is for editors to set side by side: its details say what differs.
  if (expected === undefined || actual === undefined || /\n/.test(expected + actual)) return [];
  return [`    expected: ${harmlessLine(expected)}`, `    actual:   ${harmlessLine(actual)}`];
}

/** Columns that have a value in any of the rows, as people look for them; what only machines read is left out. */
function rowLines({ check, failing }: CheckResult, shown: ShownRows, output: Output): string[] {
  const { columns, rows, total = failing ?? rows.length } = shown;
  const isId = check.subject.kind === "unique_id";
  const told = columnsForPeople(shown).filter(
    ({ index, isTechnical }) =>
      (!isTechnical ||
        needed.has(columns[index]?.name ?? "") ||
        (isId && columns[index]?.name === "event_id")) &&
      rows.some((row) => (row[index] ?? null) !== null),
  );
  const width = output.columns === undefined ? {} : { columns: output.columns - 4 };
  const table = drawTable(
    told.map(({ index }) => ({ name: columns[index]?.name ?? "", align: "left" as const })),
    rows.slice(0, drawnRows).map((row) => told.map(({ index }) => tableCell(row[index] ?? null))),
    { ...output, ...width },
  );
  const more = total - Math.min(rows.length, drawnRows);
  return [
    ...table
      .trimEnd()
      .split("\n")
      .map((line) => `    ${line}`),
    ...(more > 0 ? [paint(output, "dim", `    … ${inWords(more)} more`)] : []),
  ];
}

/** What leads back to the source. */
const needed: ReadonlySet<string> = new Set(["source_key"]);
