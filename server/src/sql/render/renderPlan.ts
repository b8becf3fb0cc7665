/** A plan as SQL text. */

import { steering } from "../../document/harmless.ts";
import { standardTypes } from "../../project/eventColumns.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { dialectOf } from "../dialects/index.ts";
import type { Numbering, Plan, RelationPlan } from "../plan/plan.ts";
import { isStaged } from "../plan/planProject.ts";
import type { DialectName } from "../types.ts";
import { firstKnown, holdersOf } from "./activity.ts";
import type { RelationRenderer } from "./renderer.ts";
import { rendererOf } from "./rendererOf.ts";
import { renderFlat } from "./renderFlat.ts";
import { columnNames, hasTypedColumns, nullColumn, resultColumns, resultNames } from "./renderResult.ts";
import { renderStaged } from "./renderStaged.ts";
import { windowConditions } from "./renderWindow.ts";
import { derived, identifier, list, restoreBreaks, select } from "./sqlText.ts";
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
    sql: restoreBreaks(`${header(plan, relation)}\n${renderRelation({ dialect, relation })}\n`),
  }));
}

/** The statement of one relation without its header, to stand in another. */
export function relationSql(dialect: Dialect, relation: RelationPlan): string {
  return renderRelation({ dialect, relation });
}

function header({ language }: Plan, { events, files }: RelationPlan): string {
  return `-- eventspec ${language}: ${oneLine(events)} from ${oneLine(files)}`;
}

const shownNames = 12;

function oneLine(names: readonly string[]): string {
  const shown =
    names.length > shownNames ? [...names.slice(0, shownNames), `${names.length - shownNames} more`] : names;
  return [...new Set(shown)].join(", ").replace(steering, " ");
}

function renderRelation(renderer: RelationRenderer): string {
  const { numbering, window, scans } = renderer.relation;
  const queries = scans.map((planned) => {
    const ofScan = rendererOf(renderer, planned);
    const [event] = ofScan.scan.events;
    const staged = event !== undefined && (isStaged(event) || numbering !== undefined);
    return staged ? renderStaged(ofScan, event) : renderFlat(ofScan);
  });
  if (queries.length === 0) return noRows(renderer);
  const together = queries.join("\nunion all\n");
  if (numbering) return numbered(renderer, numbering, together);
  if (window.limit === undefined) return together;
  if (queries.length === 1) return `${together}\nlimit ${window.limit}`;
  return select({ columns: ["*"], from: derived(together, "events"), limit: window.limit });
}

/** Numbers across events, and only then the window: numbers count all that ever happened. */
function numbered(renderer: RelationRenderer, numbering: Numbering, query: string): string {
  const { dialect, relation } = renderer;
  const { id, event, occurredAt, occurrence, nextAt } = columnNames(relation, numbering.entity);
  const where = windowConditions(renderer, occurredAt);
  const { limit } = relation.window;
  if (numbering.by === "entity_and_event") {
    return where.length === 0 && limit === undefined
      ? query
      : select({ columns: ["*"], from: derived(query, "events"), where, limit });
  }
  const holder = firstKnown(
    holdersOf(relation)
      .map((name) => columnNames(relation, name).entity)
      .map((name) => identifier(dialect, name)),
  );
  const over = `over (partition by ${holder} order by ${occurredAt}, ${dialect.byBytes(event)}, ${occurrence}, ${id})`;
  const known = (sql: string, name: string) => `case when ${holder} is not null then ${sql} end as ${name}`;
  const columns = resultNames(relation).map((name) => {
    if (name === occurrence) return known(`row_number() ${over}`, name);
    return name === nextAt ? known(`lead(${occurredAt}) ${over}`, name) : identifier(dialect, name);
  });
  const inner = select({ columns, from: derived(query, "events"), settings: dialect.settings });
  return select({ columns: ["*"], from: derived(inner, "events"), where, limit });
}

/** Every event is switched off: the columns stay. */
function noRows(renderer: RelationRenderer): string {
  const { dialect, relation } = renderer;
  const text = nullOf(dialect, { kind: "string" });
  const instant = `cast(null as ${dialect.types.instant})`;
  const integer = `cast(null as ${dialect.types.integer})`;
  const columns = resultColumns(renderer, {
    ...{ id: text, event: text, link: text, source: text, sourceKey: text },
    version: integer,
    occurredAt: instant,
    loadedAt: instant,
    entities: relation.entities.map(() => text),
    properties: hasTypedColumns(relation)
      ? relation.properties.map((column) => nullColumn(dialect, column))
      : dialect.jsonObject([], list),
    revenue: nullOf(dialect, standardTypes.revenue),
    numbers: relation.numbering && { occurrence: integer, nextAt: instant },
  });
  return select({ columns, where: ["1 = 0"] });
}
