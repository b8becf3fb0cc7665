/** A result as the protocol has it: nothing in its texts steers who reads them. */
import { harmlessCode, harmlessText } from "../../../document/harmless.ts";
import { labelInFile } from "../../../project/givenTogether.ts";
import type { Project } from "../../../project/types.ts";
import type { CheckResult, ShownRows } from "../../../proof/results.ts";
import { typeInWords } from "../../../sql/typeInWords.ts";
import type { DialectName } from "../../../sql/types.ts";
import { columnsForPeople } from "../../../tasks/shownRows.ts";
import type { Tested, TestedRows } from "./protocol.ts";

export function testedOf(
  run: string,
  { project, dialect }: { readonly project: Project; readonly dialect: DialectName },
  { check, shown, edits: _, unconnected: __, ...result }: CheckResult,
): Tested {
  const { message, expected, actual, details, sql } = result;
  return {
    ...result,
    message: harmlessText(message),
    ...(expected !== undefined && { expected: harmlessText(expected) }),
    ...(actual !== undefined && { actual: harmlessText(actual) }),
    ...(details && { details: details.map(harmlessText) }),
    ...(sql !== undefined && { sql: harmlessCode(sql) }),
    ...(shown && { shown: forPeople(shown, dialect) }),
    run,
    check: check.id,
    file: check.event.file,
    event: labelInFile(check.event, project),
  };
}

/** In the order in which people look for columns, without those that have no value in any of the rows. */
function forPeople(shown: ShownRows, dialect: DialectName): TestedRows {
  const order = columnsForPeople(shown)
    .map(({ index }) => index)
    .filter((index) => shown.rows.some((row) => (row[index] ?? null) !== null));
  return {
    columns: order.flatMap((index) => {
      const column = shown.columns[index];
      if (!column) return [];
      const words = typeInWords({ spelling: column.type, dialect }) ?? column.type;
      const personal = shown.masked.includes(column.name);
      return [{ ...column, typeInWords: words, personal, technical: false }];
    }),
    rows: shown.rows.map((row) => order.map((index) => row[index] ?? null)),
  };
}
