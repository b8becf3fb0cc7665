/** What comes out of an example's rows, as a query that reads no table. */
import type { Finding } from "../../document/types.ts";
import { projectWith } from "../../project/projectWith.ts";
import type { GivenTable, ProjectEvent } from "../../project/types.ts";
import type { Example } from "../../spec/exampleTypes.ts";
import type { Dialect } from "../../sql/dialects/dialect.ts";
import { type ExampleScope, withGivenTables } from "../../sql/examples/givenTables.ts";
import { columnType } from "../../sql/logicalType.ts";
import { mapTables } from "../../sql/plan/mapTables.ts";
import type { RelationPlan, TablePlan } from "../../sql/plan/plan.ts";
import { planProject } from "../../sql/plan/planProject.ts";
import { relationSql } from "../../sql/render/renderPlan.ts";
import { derived, identifier, restoreBreaks, select } from "../../sql/render/sqlText.ts";
import type { ExpressionTypes } from "../../sql/types.ts";
import { readWrittenTime } from "../../sql/writtenTime.ts";
import { momentOfClock } from "../../sql/zones.ts";

/** An example that can be run. */
export interface ReadyExample {
  readonly example: Example;
  readonly tables: ReadonlyMap<string, GivenTable>;
}

/** An event over its tables without rows: what is the same for all of its examples. */
export interface ExampleFrame {
  readonly event: ProjectEvent;
  readonly dialect: Dialect;
  readonly relation: RelationPlan;
  /** The keys of the tables without rows that stand in it. */
  readonly keys: ReadonlyMap<GivenTable, string>;
}

/** In: an event's tables without rows. Out: the findings of what keeps the event from having any SQL. */
export function exampleFrame(
  { project, event, dialect }: ExampleScope,
  tables: ReadonlyMap<string, GivenTable>,
  types: ExpressionTypes,
): ExampleFrame | { readonly findings: readonly Finding[] } {
  const { plan, findings } = planProject(projectWith(withGivenTables(project, tables), event), {
    dialect: dialect.name,
    layout: "wide",
    events: [event.name],
    types,
  });
  const errors = findings.filter(({ severity }) => severity === "error");
  const [relation] = plan.relations;
  if (!relation || errors.length > 0) return { findings: errors };
  return { event, dialect, relation, keys: new Map([...tables].map(([key, table]) => [table, key])) };
}

/** One example's events, to stand in a statement. In: the columns that are wanted, and the moment of the run for examples without any time. */
export function exampleQuery(
  { event, dialect, relation, keys }: ExampleFrame,
  ready: ReadyExample,
  { columns, now }: { readonly columns: readonly string[]; readonly now: string },
): string {
  const rowsOf = (table: TablePlan): TablePlan => {
    const key = "given" in table ? keys.get(table.given) : undefined;
    const given = key === undefined ? undefined : ready.tables.get(key);
    return given ? { given } : table;
  };
  const filled = {
    ...relation,
    scans: relation.scans.map((scan) => mapTables(scan, rowsOf)),
    now: momentOfExample(event, ready) ?? now,
  };
  const from = derived(relationSql(dialect, filled), "example_events");
  return select({ columns: columns.map((name) => identifier(dialect, name)), from });
}

/**
 * The statement of one example, or of several of an event, whose first column then says which one a row belongs to. In: what `exampleQuery`
 * gives.
 */
export function exampleStatement(queries: readonly string[]): string {
  const [only, ...more] = queries;
  if (only !== undefined && more.length === 0) return restoreBreaks(only);
  const numbered = queries.map((sql, at) =>
    select({
      columns: [`${at} as example_number`, `example_${at}.*`],
      from: derived(sql, `example_${at}`),
    }),
  );
  return restoreBreaks(numbered.join("\nunion all\n"));
}

const day = 24 * 3600 * 1000;

/** From this year on a time stands for never. */
const never = Date.UTC(2200, 0);

/** The run's moment as the example says, else a day after its newest time; `undefined` where it has none. Times without a zone are the event's. */
export function momentOfExample(
  { timezone }: ProjectEvent,
  { example, tables }: ReadyExample,
): string | undefined {
  const asked = example.now && readWrittenTime(example.now.value);
  if (asked) {
    const utc =
      asked.offset === undefined ? momentOfClock(timezone, asked.clock) : asked.clock - asked.offset;
    return new Date(utc ?? asked.clock).toISOString();
  }
  const newest = Math.max(...[...tables.values()].flatMap(timesIn).filter((time) => time < never));
  return Number.isFinite(newest) ? new Date(newest + day).toISOString() : undefined;
}

const timeKinds: ReadonlySet<string | undefined> = new Set(["date", "timestamp", "instant", "string"]);

/** Times in the rows, in texts too: systems that have no type for them write them so. */
function timesIn({ columns, rows }: GivenTable): number[] {
  const times = columns.flatMap((column, at) =>
    timeKinds.has(columnType(column)?.kind ?? "string") ? [at] : [],
  );
  return rows.flatMap((row) =>
    times.flatMap((at) => {
      const time = readWrittenTime(row[at] ?? "");
      return time ? [time.clock - (time.offset ?? 0)] : [];
    }),
  );
}
