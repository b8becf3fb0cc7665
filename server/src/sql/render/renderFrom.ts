/** The `from` of a scan: its source, what each row is multiplied by, its joins. */
import type { Dialect } from "../dialects/dialect.ts";
import { list } from "../layout.ts";
import type { FromPlan, JoinStep, Scan } from "../plan/plan.ts";
import { castAs } from "./cast.ts";
import { columnsOfRow, isOfColumns } from "./columnRows.ts";
import { fieldsAlone } from "./fieldHistory.ts";
import { fullJoinText, sharedValues } from "./fullJoin.ts";
import { columnName, type GeneratedNames, nameOf } from "./generatedNames.ts";
import type { ScanRenderer } from "./renderer.ts";
import { isTable } from "./renderFilters.ts";
import { joinText } from "./renderJoin.ts";
import { withLists } from "./renderLists.ts";
import { stepRows } from "./sharedRow.ts";
import { identifier } from "./sqlText.ts";
import { stepTable } from "./steps.ts";
import { fromItem, type NamedSql, parameterColumns } from "./tables.ts";
import { momentOf } from "./time.ts";

/** Tables of a scan, one a line. */
export function renderFrom(renderer: ScanRenderer): string {
  const { dialect, scan, names, time, usesEvent } = renderer;
  const joins = scan.steps.filter((step) => step.kind === "join").filter((join) => isTable(dialect, join));
  const lines = sourceLines(renderer, Number.POSITIVE_INFINITY);
  lines.push(...joins.filter((join) => !join.late).map((join) => joinText(renderer, join)));
  if (scan.events.length > 1) lines.push(`cross join ${stepTable(dialect, names, stepRows(renderer))}`);
  const { event, param } = names.virtual;
  if (dialect.columns && usesEvent)
    lines.push(dialect.columns(event.alias, eventColumns(dialect, names, momentOf(dialect, time)), list));
  if (dialect.columns && scan.parameters.length > 0)
    lines.push(dialect.columns(param.alias, parameterColumns(dialect, scan.parameters), list));
  lines.push(...joins.filter((join) => join.late).map((join) => joinText(renderer, join)));
  return lines.join("\n");
}

/** Which of a scan's tables stand in a bare `from`. */
export interface BareTables {
  /** How many of the lists. */
  readonly lists: number;
  readonly event: boolean;
  readonly param: boolean;
}

/** Tables of a scan whose conditions are left out, so that nothing but tables, lists and parameters can be wrong with it. */
export function bareFrom(renderer: ScanRenderer, { lists, event, param }: BareTables): string {
  const { dialect, scan, names } = renderer;
  const joins = scan.steps.filter((step) => step.kind === "join");
  const lines = sourceLines(renderer, lists);
  lines.push(...joins.map((join) => `left join ${bareItem(dialect, join)} on true`));
  const add = (alias: string, columns: readonly NamedSql[]) =>
    lines.push(dialect.columns?.(alias, columns, list) ?? columnsBeside(alias, columns, lines));
  if (!dialect.columns && !dialect.columnRows)
    for (const step of listsOf(scan).slice(0, lists).filter(isOfColumns))
      add(identifier(dialect, step.item), columnsOfRow(dialect, step));
  if (event) add(names.virtual.event.alias, eventColumns(dialect, names, noMoment(dialect)));
  if (param && scan.parameters.length > 0)
    add(names.virtual.param.alias, parameterColumns(dialect, scan.parameters));
  return lines.join("\n  ");
}

function bareItem(dialect: Dialect, join: JoinStep): string {
  return fieldsAlone(dialect, fromItem(dialect, join.from), identifier(dialect, nameOf(join.from)), join);
}

/** A null of an event's time. */
export function noMoment(dialect: Dialect): string {
  return castAs(dialect, "null", dialect.types.instant);
}

/** Columns of the right types for engines that can't compute them from the tables before: out of a copy of those. */
function columnsBeside(alias: string, columns: readonly NamedSql[], tables: readonly string[]): string {
  const list = columns.map(({ name, sql }) => `${sql} as ${name}`).join(", ");
  return `cross join (select ${list} from ${tables.join(" ")}) as ${alias}`;
}

function eventColumns(dialect: Dialect, { virtual }: GeneratedNames, instant: string): NamedSql[] {
  return [{ name: identifier(dialect, columnName(virtual.event, "at")), sql: instant }];
}

function sourceLines(renderer: ScanRenderer, lists: number): string[] {
  const { dialect, scan } = renderer;
  const source = { sql: sourceText(dialect, scan.from), alias: identifier(dialect, nameOf(scan.from)) };
  return withLists(renderer, source, listsOf(scan).slice(0, lists));
}

function sourceText(dialect: Dialect, from: FromPlan): string {
  if (from.kind !== "full") return fromItem(dialect, from);
  const tables = fullJoinText(dialect, from);
  if (!from.isBeside) return tables;
  const columns = sharedValues(dialect, from).map(({ name, sql }) => ({
    name: identifier(dialect, name),
    sql,
  }));
  const alias = identifier(dialect, from.alias);
  return `${tables}\n${dialect.columns?.(alias, columns, list) ?? columnsBeside(alias, columns, [tables])}`;
}

const listsOf = ({ steps }: Scan) => steps.filter((step) => step.kind === "for_each");
