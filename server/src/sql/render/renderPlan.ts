/** A plan as SQL text. */
import { steering } from "../../document/harmless.ts";
import { standardTypes } from "../../project/eventColumns.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { dialectOf } from "../dialects/index.ts";
import type { Plan, RelationPlan } from "../plan/plan.ts";
import type { DialectName } from "../types.ts";
import { castAs } from "./cast.ts";
import { hasTypedColumns } from "./layouts.ts";
import type { RelationRenderer } from "./renderer.ts";
import { renderRelation } from "./renderRelation.ts";
import { nullColumn, resultColumns, timeNull } from "./result.ts";
import { list, restoreBreaks, select } from "./sqlText.ts";
import { nullOf } from "./values.ts";

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
  return relation.scans.length === 0 ? noRows(renderer) : renderRelation(renderer);
}

function header({ language }: Plan, { events, files }: RelationPlan): string {
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

/** Every event is switched off: the columns stay. */
function noRows(renderer: RelationRenderer): string {
  const { dialect, relation } = renderer;
  const text = nullOf(dialect, { kind: "string" });
  const time = timeNull(dialect);
  const integer = castAs(dialect, "null", dialect.types.integer);
  const columns = resultColumns(renderer, {
    ...{ id: text, nobody: text, event: text, link: text, source: text, sourceKey: text },
    version: integer,
    occurredAt: time,
    loadedAt: time,
    entities: relation.entities.map(() => text),
    resolved: relation.identity && castAs(dialect, "null", dialect.types.boolean),
    properties: hasTypedColumns(relation)
      ? relation.properties.map((column) => nullColumn(dialect, column))
      : dialect.jsonObject([], list),
    revenue: nullOf(dialect, standardTypes.revenue),
    currency: relation.currency && text,
    numbers: relation.numbering && { occurrence: integer, nextAt: time },
  });
  return select({ columns, limit: 0 });
}
