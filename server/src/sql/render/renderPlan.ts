/** A plan as SQL text. */
import { steering } from "../../document/harmless.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { dialectOf } from "../dialects/index.ts";
import type { Plan, RelationPlan } from "../plan/plan.ts";
import type { DialectName } from "../types.ts";
import { renderRelation } from "./renderRelation.ts";
import { noParts, resultColumns } from "./result.ts";
import { restoreBreaks, select } from "./sqlText.ts";

export interface RenderedRelation {
  readonly relation: RelationPlan;
  /** One statement with its header line. */
  readonly sql: string;
}

/** The same plan gives the same text, byte for byte. */
export function renderPlan(plan: Plan, dialectName: DialectName): RenderedRelation[] {
  const dialect = dialectOf(dialectName);
  return plan.relations.map((relation) => ({
    relation,
    sql: restoreBreaks(`${header(plan, relation)}\n${relationSql(dialect, relation)}\n`),
  }));
}

/** The statement of one relation without its header, to stand in another. */
export function relationSql(dialect: Dialect, relation: RelationPlan): string {
  const renderer = { dialect, relation };
  if (relation.scans.length > 0) return renderRelation(renderer);
  // Every event is switched off: the columns stay.
  return select({ columns: resultColumns(renderer, noParts(renderer)), limit: 0 });
}

/** The line that says what a query is made of. */
export function header(
  { language }: Pick<Plan, "language">,
  { events, files }: Pick<RelationPlan, "events" | "files">,
): string {
  return `-- eventspec ${language}: ${oneLine(events)} from ${oneLine(files)}`;
}

/** Of the events' names, and of the files', so that both fit into a line. Characters. */
const shownLength = 45;

function oneLine(names: readonly string[]): string {
  const all = [...new Set(names)].map((name) => name.replace(steering, " "));
  const [first = "", ...rest] = all;
  let text = first;
  for (const [at, name] of rest.entries()) {
    if (text.length + name.length > shownLength) return `${text} and ${rest.length - at} more`;
    text += `, ${name}`;
  }
  return text;
}
