import type { Finding } from "../../document/types.ts";
import { withPlace } from "./finish.ts";
import type { Run } from "./run.ts";

/** What the engine refuses and no rule has named yet: one mistake, one finding. */
export function boundFindings(run: Run, file: string, found: readonly Finding[]): Finding[] {
  const document = run.project.documents.get(file);
  const failures = run.bindFailures(file);
  if (!document || failures.length === 0) return [];
  const errors = found.filter((finding) => finding.severity === "error");
  return failures.flatMap(({ event, failure }) => {
    const { span: scalar } = failure.sql;
    if (errors.some(({ span }) => span.start < scalar.end && scalar.start < span.end)) return [];
    const tier = run.index.eventsOf(file).find((each) => each.name === event)?.tier;
    const rule = ruleFor(failure.message);
    const choice = run.choicesAt({ file, event, tier }).get(rule);
    if (!choice) return [];
    const severity = choice.severity ?? "error";
    const message = `${run.knowledge.types?.connection ?? "The warehouse"}: ${failure.message}`;
    return [withPlace(document, { file, rule, severity, message, span: failure.span, ...hintFor(rule) })];
  });
}

/** Which rule an engine's words are about. Wordings of DuckDB, Postgres, Snowflake, BigQuery, Trino and ClickHouse. */
function ruleFor(message: string): string {
  if (
    /table with name .* does not exist|relation .* does not exist|table .* (?:not found|does not exist)/i.test(
      message,
    )
  )
    return "unknown-table";
  if (
    /column .* (?:not found|does not exist|cannot be resolved)|referenced (?:column|table)|unrecognized name|missing columns|invalid identifier|unknown (?:expression )?identifier/i.test(
      message,
    )
  )
    return "unknown-column";
  if (/ambiguous/i.test(message)) return "ambiguous-column";
  if (
    /no function matches|operator does not exist|cannot (?:compare|mix|cast)|could not convert|conversion error|type mismatch|function .*\(.*\) does not exist|invalid input syntax/i.test(
      message,
    )
  )
    return "type-mismatch";
  return "sql-refused";
}

function hintFor(rule: string): { hint: string } {
  if (rule === "type-mismatch") return { hint: "Cast one side, or use a function for this type." };
  if (rule === "sql-refused") return { hint: "Change the expression so that the warehouse accepts it." };
  return { hint: "Name one that exists, or refresh the catalog." };
}
