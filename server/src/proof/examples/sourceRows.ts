/** The rows of an event's tables that one of its events is made of, as questions about the event's own relation. */
import { eventsJoined } from "../../project/joinedEvents.ts";
import { sqlOfRows } from "../../project/sqlOf.ts";
import type { Column, ProjectEvent } from "../../project/types.ts";
import type { ExampleScope } from "../../sql/examples/givenTables.ts";
import { readAliases } from "../../sql/examples/readTables.ts";
import { variation } from "../../sql/funnel/eventCounts.ts";
import type { EventPlan, TypedSql } from "../../sql/plan/plan.ts";
import { rowKey } from "../../sql/plan/rowKey.ts";
import { columnsUsed, namesUsed } from "../../sql/reader/namesUsed.ts";
import { canonicalText } from "../../sql/render/canonical.ts";
import { relationSql } from "../../sql/render/renderPlan.ts";
import { derived, identifier, literal, restoreBreaks, select } from "../../sql/render/sqlText.ts";
import type { QueryResult } from "../../warehouse/types.ts";
import type { EventRelation } from "../rows/eventRelation.ts";
import { cellText, comparedColumn } from "./comparedValue.ts";
import { type FoundEvent, foundEvents, joinedIds, withJoinedIds } from "./joinedIds.ts";

/** A row of a table: texts by the names of its columns, as an example gives them. */
export type SourceRow = ReadonlyMap<string, string | null>;

/** A table's rows with the columns that the event uses. */
export interface SourceTable {
  /** See `readTables`. */
  readonly key: string;
  readonly columns: readonly Column[];
  readonly rows: readonly SourceRow[];
}

/** Rows of the joined tables that are read for an example, at most: it is read by people. */
export const mostSourceRows = 50;

export interface SourceQuery {
  readonly sql: string;
  read(result: QueryResult): SourceTable[];
  /** The events that these rows have joined. */
  joined(result: QueryResult): FoundEvent[];
}

/** The newest event's id. */
export function newestQuery({ dialect, plan }: EventRelation): string {
  const from = derived(relationSql(dialect, plan), "newest");
  return restoreBreaks(
    `${select({ columns: ["event_id"], from })}\norder by occurred_at desc, event_id\nlimit 1`,
  );
}

/** What other rows an event depends on: those with the same values of these. */
function groupedBy({ sequence, changes, oncePer }: EventPlan): readonly (readonly TypedSql[])[] {
  return [sequence?.per, changes?.per, oncePer?.key].flatMap((group) => (group ? [group] : []));
}

/** Whether an event is made of one row of each table, so that as many events come out as rows were found. */
export function standsAlone({ eventPlan, scan }: EventRelation): boolean {
  return groupedBy(eventPlan).length === 0 && scan.steps.every(({ kind }) => kind !== "for_each");
}

/** Asks for the event's time, and what the other rows that it depends on share with it. `undefined` in no row: there is no such event. */
export function groupQuery({ dialect, plan, eventPlan }: EventRelation, id: string): string {
  const values = groupedBy(eventPlan)
    .flat()
    .map((value, at) => ({ name: `group_${at + 1}`, value }));
  return restoreBreaks(
    select({
      columns: [
        "occurred_at",
        ...values.map(({ name, value }) => `${canonicalText(dialect, name, value.type)} as ${name}`),
      ],
      from: derived(relationSql(dialect, variation(plan, eventPlan, values)), "one_event"),
      where: [`event_id = ${literal(dialect, id)}`],
      limit: 1,
    }),
  );
}

/** In: an event's id, and what `groupQuery` gave behind the time. */
export function sourceQuery(
  scope: ExampleScope,
  relation: EventRelation,
  { id, groups }: { readonly id: string; readonly groups: readonly (string | null)[] },
): SourceQuery {
  const { dialect, plan, eventPlan, scan } = relation;
  const wanted = wantedColumns(scope, relation.event);
  const cells = wanted.flatMap(({ alias, key, columns }) =>
    columns.map((column) => ({ alias, key, column })),
  );
  const keys = groupedBy(eventPlan);
  const joined = joinedIds(relation);
  const values = [
    ...cells.map(({ alias, column }, at) => ({
      name: `source_${at + 1}`,
      value: { sql: `${identifier(dialect, alias)}.${identifier(dialect, column.name)}` },
    })),
    ...joined,
    ...keys.flat().map((value, at) => ({ name: `group_${at + 1}`, value })),
  ];
  const { sequence: _, changes: __, oncePer: ___, variants, ...rest } = eventPlan;
  const each: EventPlan = {
    ...rest,
    ...(variants && keys.length === 0 && { variants }),
    key: rowKey(eventPlan),
  };
  const rows = relationSql(dialect, variation(withJoinedIds(plan), each, values));
  const from = derived(rows, "source_rows");
  const sql = select({
    columns: [...cells.map((_, at) => `source_${at + 1}`), ...joined.map(({ name }) => name)],
    from,
    where: [keys.length > 0 ? inGroups(relation, keys, groups) : `event_id = ${literal(dialect, id)}`],
  });
  const isOnce = scan.steps.length === 0;
  return {
    sql: restoreBreaks(`${sql}\norder by occurred_at, event_id\nlimit ${mostSourceRows + 1}`),
    read: (result) => tablesIn(result, wanted, { dialect: dialect.name, isOnce }),
    joined: ({ rows }) =>
      foundEvents(
        joined.map(({ event }) => event),
        rows.map((row) => row.slice(cells.length)),
      ),
  };
}

/** Rows that share all values of a group; of several groups, those of any. */
function inGroups(
  { dialect }: EventRelation,
  keys: readonly (readonly TypedSql[])[],
  groups: readonly (string | null)[],
): string {
  let at = 0;
  const alternatives = keys.map((key) =>
    key
      .map(({ type }) => {
        const value = groups[at] ?? null;
        at += 1;
        const text = canonicalText(dialect, `group_${at}`, type);
        return value === null ? `group_${at} is null` : `${text} = ${literal(dialect, value)}`;
      })
      .join(" and "),
  );
  return alternatives.length === 1
    ? (alternatives[0] ?? "")
    : alternatives.map((one) => `(${one})`).join(" or ");
}

interface WantedColumns {
  readonly alias: string;
  readonly key: string;
  readonly columns: readonly Column[];
}

/** Roles whose SQL says nothing of what an example compares. */
const unseen: ReadonlySet<string> = new Set(["loaded_at", "partition"]);

/** Of each alias of an event the columns that the example's event, and those that it joins, use of its table, by any alias. */
function wantedColumns(
  { project, event: whole, used, tables, dialect }: ExampleScope,
  event: ProjectEvent,
): WantedColumns[] {
  const all = [whole, ...eventsJoined(whole, project)];
  const sqls = all
    .flatMap((one) => sqlOfRows(project, one))
    .flatMap(({ role, sql }) => (unseen.has(role) ? [] : [sql.text]));
  const { bare } = namesUsed(sqls, dialect.name);
  const takesAll = sqls.some((sql) => /[.(]\s*\*/.test(sql));
  const aliasesOf = (one: ProjectEvent) =>
    readAliases(project, one).flatMap(({ alias, keys: [key] }) =>
      key === undefined ? [] : [{ alias, key }],
    );
  const aliases = all.flatMap(aliasesOf);
  const names = new Map<string, Set<string>>();
  for (const { alias, key } of aliases) {
    const all = names.get(key) ?? new Set();
    for (const name of columnsUsed(sqls, alias, dialect.name)) all.add(name);
    names.set(key, all);
  }
  const columnsOf = (key: string): readonly Column[] => {
    const isWhole = takesAll || aliases.some((one) => one.key === key && bare.has(one.alias));
    const known = isWhole ? (tables.get(key)?.table?.columns ?? []) : (used.get(key) ?? []);
    const found = known.filter(({ name }) => isWhole || names.get(key)?.has(name.toLowerCase()));
    return found.length > 0 ? found : known.slice(0, 1);
  };
  return aliasesOf(event).map(({ alias, key }) => ({ alias, key, columns: columnsOf(key) }));
}

function tablesIn(
  result: QueryResult,
  wanted: readonly WantedColumns[],
  { dialect, isOnce }: { readonly dialect: ExampleScope["dialect"]["name"]; readonly isOnce: boolean },
): SourceTable[] {
  const tables = new Map<string, { columns: readonly Column[]; rows: Map<string, SourceRow> }>();
  let first = 0;
  for (const { key, columns } of wanted) {
    const table = tables.get(key) ?? { columns, rows: new Map<string, SourceRow>() };
    tables.set(key, table);
    const types = columns.map(({ name }, at) =>
      comparedColumn(name, result.columns[first + at] ?? { name, type: "" }, dialect),
    );
    result.rows.forEach((cells, number) => {
      const texts = types.map((type, at): [string, string | null] => {
        const cell = cells[first + at] ?? null;
        return [type.name, cell === null ? null : cellText(type, cell)];
      });
      // What a left join did not find.
      if (texts.every(([, text]) => text === null)) return;
      const identity = isOnce ? String(number) : JSON.stringify(texts);
      if (!table.rows.has(identity)) table.rows.set(identity, new Map(texts));
    });
    first += columns.length;
  }
  return [...tables].map(([key, { columns, rows }]) => ({ key, columns, rows: [...rows.values()] }));
}
