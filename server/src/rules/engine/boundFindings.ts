import type { BindFailure } from "../../binding/types.ts";
import type { Finding } from "../../document/types.ts";
import { withPlace } from "./finish.ts";
import { ofEvents } from "./overTables.ts";
import { reservedAliases, unquotedUses } from "./reservedAliases.ts";
import type { Run } from "./run.ts";

/** What the engine refuses and no rule has named yet: one mistake, one finding. */
export function boundFindings(run: Run, file: string, found: readonly Finding[]): Finding[] {
  const document = run.project.documents.get(file);
  const failures = run.bindFailures(file);
  if (!document || failures.length === 0) return [];
  const errors = found.filter((finding) => finding.severity === "error");
  const reserved = (run.specOf(file)?.documents ?? []).flatMap(reservedAliases);
  const refused = failures.flatMap(({ event, failure }) => {
    const { span: scalar } = failure.sql;
    // One mistake, which is named where the alias stands.
    if (reserved.some(({ alias }) => unquotedUses(failure.sql, alias, run.knowledge.dialect).length > 0))
      return [];
    if (errors.some(({ span }) => span.start < scalar.end && scalar.start < span.end)) return [];
    const tier = run.index.tierOf(file, event);
    const rule = ruleFor(failure.message);
    const choice = run.choicesAt({ file, event, tier }).get(rule);
    if (!choice) return [];
    const severity = choice.severity ?? "error";
    const message = `${run.knowledge.types?.connection ?? "The warehouse"}: ${failure.message}`;
    const finding = { file, rule, severity, message, span: failure.span, ...hintFor(rule, failure) };
    return [{ event, finding: withPlace(document, finding) }];
  });
  return ofEvents(refused, run.index.eventsOf(file));
}

/** Which rule an engine's words are about: wordings of DuckDB, Postgres, Snowflake, BigQuery, Trino and ClickHouse. */
const wordings: readonly (readonly [rule: string, words: RegExp])[] = [
  [
    "unknown-table",
    /table with name .* does not exist|relation .* does not exist|unknown table|table .* (?:not found|does not exist|was not found)/i,
  ],
  [
    "unknown-column",
    /does not have a column|column .* (?:not found|does not exist|cannot be resolved)|referenced (?:column|table)|missing from-clause|unrecognized name|missing columns|invalid identifier|unknown (?:expression )?identifier/i,
  ],
  ["ambiguous-column", /ambiguous/i],
  [
    "type-mismatch",
    /no function matches|operator does not exist|cannot (?:compare|mix|cast)|could not convert|conversion error|type mismatch|function .*\(.*\) does not exist|invalid input syntax/i,
  ],
];

function ruleFor(message: string): string {
  return wordings.find(([, words]) => words.test(message))?.[0] ?? "sql-refused";
}

function hintFor(rule: string, { message, stopped }: BindFailure): { hint: string } {
  if (stopped)
    return {
      hint: "Let it compute less: constants are computed as soon as the types are asked for.",
    };
  if (rule === "type-mismatch") return { hint: "Cast one side, or use a function for this type." };
  if (rule === "sql-refused") return { hint: "Change the expression so that the warehouse accepts it." };
  const candidates = /candidate \w+: :?(.*)/i.exec(message)?.[1]?.match(/"[^"]+"/g) ?? [];
  if (candidates.length > 0) return { hint: `Did you mean ${candidates.slice(0, 3).join(" or ")}?` };
  return { hint: "Name one that exists, or refresh the catalog." };
}
