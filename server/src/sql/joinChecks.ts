/** Whether joins keep their promise to find at most one row. */
import { type Alias, aliasesOf } from "../project/aliases.ts";
import { sqlOfRows } from "../project/sqlOf.ts";
import type { Column, Project, ProjectEvent } from "../project/types.ts";
import { dialectOf } from "./dialects/index.ts";
import { indent } from "./layout.ts";
import { columnType, type LogicalType } from "./logicalType.ts";
import { columnOf } from "./plan/columnOf.ts";
import type { Planning } from "./plan/expressionTypes.ts";
import type { FullPlan, JoinStep, Scan } from "./plan/plan.ts";
import { planEvent } from "./plan/planEvent.ts";
import { planScan } from "./plan/planScan.ts";
import { rowKey } from "./plan/rowKey.ts";
import { plainColumn, qualifiersIn } from "./reader/namesUsed.ts";
import { areJoinedFit, isFit } from "./refusedSql.ts";
import { valueConditions } from "./render/columnRows.ts";
import { argument, comparand, condition, embed } from "./render/embed.ts";
import { nameOf } from "./render/generatedNames.ts";
import { historyKeys } from "./render/historyKeys.ts";
import { joinedInPlace } from "./render/joinedEvents.ts";
import { scanRenderer } from "./render/rendererOf.ts";
import { renderFrom } from "./render/renderFrom.ts";
import { derived, identifier, restoreBreaks, select } from "./render/sqlText.ts";
import { fromItem } from "./render/tables.ts";
import type { DialectName, ExpressionTypes } from "./types.ts";

export interface JoinCheck {
  /** Alias of the joined table, or of one of a full join. */
  readonly alias: string;
  /** Gives one row with the column `extra_rows`: how many rows the join adds to those that there were. None is right. */
  readonly sql: string;
  /**
   * Reads the joined table alone, and gives one row with the column `repeated_keys`: how many of the keys that the join compares are there
   * more than once. Where none is, the join can't find more than one row. Absent where its condition is no such comparison, or where
   * values that differ there may be equal to the join.
   */
  readonly repeats?: string;
  /** The event's keys for which the join finds more than one row, with `rows_found`, the worst first; absent where a later join gives the key. */
  keys?(limit: number): string;
}

interface JoinOptions {
  readonly types?: ExpressionTypes;
  /** What is read in the scan's stead. */
  readonly prepared?: (scan: Scan) => Scan;
}

/**
 * One query per join of an event, and per table of a full join. A join to the latest row that started, or to an event, finds one by itself and has none. Conditions that speak of
 * this join or a later one are left out, so rows that they drop are looked at too.
 */
export function joinChecks(
  project: Project,
  event: ProjectEvent,
  dialect: DialectName,
  { types, prepared = (scan) => scan }: JoinOptions = {},
): JoinCheck[] {
  if (sqlOfRows(project, event).some((one) => !isFit(project, one, dialect))) return [];
  if (!areJoinedFit(project, event, dialect)) return [];
  const planning: Planning = { project, dialect, types };
  const plan = planEvent(planning, event);
  const planned = plan && planScan(planning, event, [plan]);
  if (!planned) return [];
  const scan = joinedInPlace(dialectOf(dialect), prepared(planned));
  const aliases = aliasesOf(event, project);
  const sides = scan.from.kind === "full" ? scan.from.tables.map((side) => sideCheck(dialect, side)) : [];
  // In the order in which they are made: those that need the event's time come last.
  const tables = scan.steps.filter((step) => step.kind === "join").filter(({ filters }) => !filters);
  const all = tables.map((step) => ({ ...step, inner: false }));
  const joins = [...all.filter((join) => !join.late), ...all.filter((join) => join.late)];
  const found = joins.flatMap((join, at): JoinCheck[] => {
    if (join.standing || (join.asOf && !join.asOf.end)) return [];
    const before = counting(dialect, scan, joins.slice(0, at), joins.slice(at));
    const after = counting(dialect, scan, joins.slice(0, at + 1), joins.slice(at));
    const sql = `select\n  (\n${indent(indent(after))}\n  ) - (\n${indent(indent(before))}\n  ) as extra_rows`;
    const repeats = repeatedKeys(dialect, join, aliases);
    const keys = multipliedKeys(dialect, scan, joins.slice(0, at + 1), joins.slice(at + 1));
    return [
      {
        alias: nameOf(join.from),
        sql: restoreBreaks(sql),
        ...(repeats !== undefined && { repeats: restoreBreaks(repeats) }),
        ...(keys && { keys }),
      },
    ];
  });
  return [...sides, ...found];
}

/** Whether a table of a full join has each key once. */
function sideCheck(dialectName: DialectName, { alias, from, keys }: FullPlan["tables"][number]): JoinCheck {
  const dialect = dialectOf(dialectName);
  const columns = keys.map((key, at) => `${identifier(dialect, key)} as key_${at + 1}`);
  const repeated = [
    select({
      columns: [...columns, "count(*) as rows_found"],
      from: fromItem(dialect, from),
      where: keys.map((key) => `${identifier(dialect, key)} is not null`),
    }),
    `group by ${positions(columns)}`,
    "having count(*) > 1",
  ];
  const sql = select({
    columns: ["sum(rows_found - 1) as extra_rows"],
    from: derived(repeated.join("\n"), "repeated"),
  });
  return { alias, sql: restoreBreaks(sql) };
}

/** Whether what a join compares is there more than once in the joined table. */
function repeatedKeys(
  dialectName: DialectName,
  { from, on, asOf }: JoinStep,
  aliases: readonly Alias[],
): string | undefined {
  const dialect = dialectOf(dialectName);
  const compared = asOf ? undefined : historyKeys(on, nameOf(from), dialectName);
  if (!compared || compared.keys.length === 0) return undefined;
  const column = (sql: string) => columnOf(plainColumn(sql, dialectName) ?? [], aliases)?.column;
  if (!compared.keys.every((key, at) => areComparedAsTheyAre(column(key), column(compared.others[at] ?? ""))))
    return undefined;
  const keys = compared.keys.map((key, at) => `${argument(dialect, key)} as key_${at + 1}`);
  const where = compared.filters.map((sql) => condition(dialect, sql));
  const known = compared.keys.map((key) => `${comparand(dialect, key)} is not null`);
  const repeated = `${select({ columns: keys, from: fromItem(dialect, from), where: [...where, ...known] })}\ngroup by ${positions(keys)}\nhaving count(*) > 1`;
  return select({ columns: ["count(*) as repeated_keys"], from: derived(repeated, "repeated") });
}

/** Of which equal values group together, too. Texts are none: only the engine knows by which collation it compares two columns. */
const exactKinds: ReadonlySet<LogicalType["kind"] | undefined> = new Set(["decimal", "date", "uuid"]);

/** Whether no cast comes between two columns and their comparison, which could make values equal that differ. */
function areComparedAsTheyAre(one: Column | undefined, other: Column | undefined): boolean {
  const kinds = [one, other].map((column) => column && columnType(column)?.kind);
  if (kinds.every((kind) => kind === "integer")) return true;
  return kinds.every((kind) => exactKinds.has(kind)) && one?.type === other?.type;
}

const positions = (columns: readonly unknown[]): string => columns.map((_, at) => at + 1).join(", ");

function multipliedKeys(
  dialectName: DialectName,
  scan: Scan,
  joins: readonly JoinStep[],
  unknown: readonly JoinStep[],
): JoinCheck["keys"] {
  const dialect = dialectOf(dialectName);
  const { renderer, where, speaksOfUnknown } = joinedRows(dialectName, scan, joins, unknown);
  const [event] = renderer.scan.events;
  const key = event ? rowKey(event) : [];
  if (key.length === 0 || key.some(({ sql }) => speaksOfUnknown(sql))) return undefined;
  const name = (at: number) => (key.length === 1 ? "key_found" : `key_${at + 1}`);
  const columns = key.map((part, at) => `${embed(dialect, part)} as ${name(at)}`);
  const rows = select({ columns: [...columns, "count(*) as rows_found"], from: renderFrom(renderer), where });
  const by = positions(columns);
  return (limit) => {
    const lines = [
      rows,
      `group by ${by}`,
      "having count(*) > 1",
      `order by ${columns.length + 1} desc, ${by}`,
      `limit ${limit}`,
      ...(dialect.settings === undefined ? [] : [`settings ${dialect.settings}`]),
    ];
    return restoreBreaks(lines.join("\n"));
  };
}

function counting(
  dialectName: DialectName,
  scan: Scan,
  joins: readonly JoinStep[],
  unknown: readonly JoinStep[],
): string {
  const dialect = dialectOf(dialectName);
  const { renderer, where } = joinedRows(dialectName, scan, joins, unknown);
  return select({
    columns: ["count(*)"],
    from: renderFrom(renderer),
    where,
    settings: dialect.settings,
  });
}

/** The rows that some of the joins make, as far as conditions speak of them. */
function joinedRows(
  dialectName: DialectName,
  scan: Scan,
  joins: readonly JoinStep[],
  unknown: readonly JoinStep[],
) {
  const dialect = dialectOf(dialectName);
  const items = scan.steps.filter((step) => step.kind === "for_each");
  const renderer = scanRenderer(dialect, { ...scan, steps: [...items, ...joins] });
  const unknownNames = new Set(unknown.map(({ from }) => (from.alias ?? "").toLowerCase()));
  const speaksOfUnknown = (sql: string) =>
    [...qualifiersIn(sql, dialectName)].some((name) => unknownNames.has(name));
  const own = [...renderer.scan.where, ...renderer.scan.events.flatMap((event) => event.where)]
    .filter((sql) => !speaksOfUnknown(sql))
    .map((sql) => condition(dialect, sql));
  const where = [...valueConditions(renderer), ...own];
  return { renderer, where, speaksOfUnknown };
}
