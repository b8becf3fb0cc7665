import { jsonText } from "../../document/harmless.ts";
import type { CheckResult } from "../../proof/results.ts";
import { countsOfResults, placeOfCheck, type TestReportInput } from "./input.ts";

/** The contract of `test --format json`, version 1. Paths are relative to the project, and `root` is where that is. */
export function testJson(input: TestReportInput): string {
  const { project, connection, results, elapsedMs } = input;
  return jsonText({
    version: 1,
    root: project.root,
    connection,
    results: results.map((result) => written(input, result)),
    counts: countsOfResults(results),
    elapsed_ms: Math.round(elapsedMs),
  });
}

function written(input: TestReportInput, result: CheckResult) {
  const { check, status, message, expected, actual, failing, shown, details, sql, elapsedMs } = result;
  return {
    id: check.id,
    event: check.event.name,
    kind: check.subject.kind,
    name: check.name,
    status,
    message,
    expected,
    actual,
    failing,
    rows: shown && {
      columns: shown.columns,
      rows: shown.rows.map((row) =>
        Object.fromEntries(shown.columns.map(({ name }, at) => [name, row[at] ?? null])),
      ),
      masked: shown.masked,
    },
    details,
    sql,
    file: check.file,
    range: placeOfCheck({ ...input, prefix: "" }, result).range,
    elapsed_ms: Math.round(elapsedMs * 10) / 10,
  };
}
