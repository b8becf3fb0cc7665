/** Rows for a tool that imports events from the warehouse: a select over their relation, without what the tool may not have. */
import type { Finding } from "../document/types.ts";
import { currencyColumn, entityColumn, standardTypes } from "../project/eventColumns.ts";
import type { Project } from "../project/types.ts";
import type { Dialect } from "./dialects/dialect.ts";
import { dialectOf } from "./dialects/index.ts";
import type { EventPlan, Plan, RelationPlan, TypedSql, ValuePlan } from "./plan/plan.ts";
import { planProject } from "./plan/planProject.ts";
import { formatPlan } from "./render/formatUserSql.ts";
import { picking } from "./render/generatedNames.ts";
import { header, relationSql } from "./render/renderPlan.ts";
import { restoreBreaks, select, withTables } from "./render/sqlText.ts";
import { tablesNamed } from "./render/tablesNamed.ts";
import type { CompileOptions } from "./types.ts";

export interface PayloadOptions extends Pick<CompileOptions, "dialect" | "types"> {
  /** Names of events. */
  readonly events: readonly string[];
  /** Entities that have a column, which their other events have as a null. */
  readonly entities: readonly string[];
  /** Names in the JSON of an event, in order: of its properties, its other ids (`order_id`), `revenue`, `currency` and `link`. */
  keysOf(event: string): readonly string[];
  /** What is made of the rows: columns as `expression as name`, each step over the one before. */
  steps(dialect: Dialect): readonly PayloadStep[];
}

export interface PayloadStep {
  /** What the step before it is called. */
  readonly after: string;
  readonly columns: readonly string[];
  readonly where?: readonly string[];
}

export interface Payload {
  /** One statement; `undefined` where no event has SQL. */
  readonly sql?: string;
  readonly findings: readonly Finding[];
}

/**
 * In: what a tool takes of which events. Out: its rows. The first step is over the columns of the layout `narrow`: `event_id`, `event`,
 * `occurred_at`, `<entity>_id`, `properties`, `revenue`, `loaded_at`.
 */
export function payload(project: Project, options: PayloadOptions): Payload {
  const { dialect: name, types, events } = options;
  const planned = planProject(project, { dialect: name, layout: "narrow", events, ...(types && { types }) });
  const { plan, findings } = planned;
  const [relation] = plan.relations;
  if (!relation) return { findings };
  const [sent] = formatPlan(
    { ...plan, relations: [onlySent(relation, options)] } satisfies Plan,
    name,
  ).relations;
  if (!sent) return { findings };
  const dialect = dialectOf(name);
  const pick = picking(tablesNamed(sent, name));
  const tables = [{ name: pick("all_events"), query: relationSql(dialect, sent) }];
  let query = "";
  for (const step of options.steps(dialect)) {
    if (query !== "") tables.push({ name: pick(step.after), query });
    const { columns, where = [] } = step;
    query = select({ columns, from: tables.at(-1)?.name, where, settings: dialect.settings });
  }
  return { sql: restoreBreaks(`${header(plan, sent)}\n${withTables(tables)}\n${query}\n`), findings };
}

/** The relation with nothing in it that is not asked for: no column, and no key in its JSON. */
function onlySent(relation: RelationPlan, { entities, keysOf }: PayloadOptions): RelationPlan {
  const { currency: _, ...rest } = relation;
  return {
    ...rest,
    entities,
    scans: relation.scans.map((scan) => ({
      ...scan,
      events: scan.events.map((event) => eventSent(event, keysOf(event.name))),
    })),
  };
}

/** What is in the JSON needs no column. */
function eventSent(event: EventPlan, keys: readonly string[]): EventPlan {
  const { revenue, currency: _, link: __, ...rest } = event;
  const hasColumn = revenue && !keys.includes("revenue");
  return { ...rest, ...(hasColumn && { revenue }), properties: valuesOf(event, keys) };
}

function valuesOf(event: EventPlan, keys: readonly string[]): ValuePlan[] {
  const { properties, entities, revenue, currency, link } = event;
  const own = (name: string, value: TypedSql | undefined, declared: ValuePlan["declared"]): ValuePlan[] =>
    value ? [{ name, value, nullValues: [], timezone: "UTC", ...(declared && { declared }) }] : [];
  const all: readonly ValuePlan[] = [
    ...properties,
    ...entities.map((entity) => ({
      ...entity,
      name: entityColumn(entity.name),
      declared: { kind: "string" } as const,
    })),
    ...own("revenue", revenue, standardTypes.revenue),
    ...(currency ? [{ ...currency, name: currencyColumn }] : []),
    ...own("link", link, standardTypes.link),
  ];
  return keys.flatMap((key) => all.find(({ name }) => name === key) ?? []);
}
