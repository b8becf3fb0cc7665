/** Tables of events that each row of a source is multiplied by. */
import type { Dialect } from "../dialects/dialect.ts";
import { indent } from "../layout.ts";
import type { GeneratedNames } from "./generatedNames.ts";

/** SQL of an event's name as a text, and of its time. */
interface StepRow {
  readonly event: string;
  readonly time: string;
}

/** One row for each event. */
export function stepTable(dialect: Dialect, { step }: GeneratedNames, rows: readonly StepRow[]): string {
  const { alias, event, time } = step;
  if (dialect.stepTimes === "structs") return `unnest([\n${indent(structs(step, rows))}\n]) as ${alias}`;
  if (dialect.stepTimes === "values") {
    const values = rows.map((row) => `(${row.event}, ${row.time})`).join(",\n");
    return `lateral (\n  values\n${indent(indent(values))}\n) as ${alias} (${event}, ${time})`;
  }
  const names = rows.map((row) => row.event);
  return textTable(dialect, names, alias, event);
}

/** A row for each text. In: SQL of texts. */
export function textTable(dialect: Dialect, texts: readonly string[], alias: string, column: string): string {
  if (dialect.textTable) return dialect.textTable(texts, alias, column);
  return `(\n  values ${texts.map((text) => `(${text})`).join(", ")}\n) as ${alias} (${column})`;
}

function structs({ event, time }: GeneratedNames["step"], rows: readonly StepRow[]): string {
  const [first, ...more] = rows;
  const named = `struct(${first?.event} as ${event}, ${first?.time} as ${time})`;
  return [named, ...more.map((row) => `(${row.event}, ${row.time})`)].join(",\n");
}
