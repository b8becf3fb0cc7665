/** The lists of a scan: each row of its source becomes one per element. */
import type { ElementsStep, ForEachStep } from "../plan/plan.ts";
import { columnRows, isOfColumns } from "./columnRows.ts";
import { argument } from "./embed.ts";
import type { ScanRenderer } from "./renderer.ts";
import { derived, identifier, named, select } from "./sqlText.ts";

/** A table as it stands in `from`, and the name that its columns are called by. */
export interface SourceTable {
  readonly sql: string;
  readonly alias: string;
}

type Named = Pick<ScanRenderer, "dialect" | "names" | "valuesInPlace">;

/** The source and its lists, one a line of `from`. */
export function withLists(renderer: Named, source: SourceTable, lists: readonly ForEachStep[]): string[] {
  const { dialect } = renderer;
  if (!dialect.unnestsColumns)
    return [
      source.sql,
      ...lists.map((step) => (isOfColumns(step) ? columnRows(renderer, step) : unnested(renderer, step))),
    ];
  const unnesting = lists.flatMap((step) => (isOfColumns(step) ? [] : [step]));
  // Where values are no columns of it there is no such table.
  const rows = lists.filter(isOfColumns).filter(() => renderer.valuesInPlace);
  return [
    unnesting.reduce((sql, step) => elements(renderer, { ...source, sql }, step), source.sql),
    ...rows.map((step) => columnRows(renderer, step)),
  ];
}

function unnested({ dialect, names }: Named, { item, list, position }: ElementsStep): string {
  return dialect.unnest({
    list: argument(dialect, list.sql),
    type: list.type,
    table: identifier(dialect, names.lists.get(item)?.table ?? item),
    item: identifier(dialect, item),
    position: position === undefined ? undefined : identifier(dialect, position),
  });
}

/** Names and nothing else. */
const plainPath = /^[\w.]+$/;

/**
 * Rows of a table with an element of a list each, as a derived table of the same name, so that what comes after it is joined to a plain
 * table. A list that is no column of it, and is no path into one, is made a column first.
 */
function elements(
  { dialect, names }: Named,
  { sql, alias }: SourceTable,
  { item, list, position }: ElementsStep,
): string {
  const text = argument(dialect, list.sql);
  const isPath = plainPath.test(text) && text.toLowerCase().startsWith(`${alias}.`.toLowerCase());
  const column = identifier(dialect, names.lists.get(item)?.column ?? item);
  const table = isPath
    ? sql
    : derived(select({ columns: [`${alias}.*`, `${text} as ${column}`], from: sql }), alias);
  const element = identifier(dialect, item);
  const { place } = names;
  const unnested = dialect.unnest({
    list: isPath ? text : `${alias}.${column}`,
    type: list.type,
    table: alias,
    item: element,
    position: position === undefined ? undefined : place,
  });
  const counted =
    position === undefined ? [] : [named(dialect, `${place} + 1`, identifier(dialect, position))];
  return derived(select({ columns: [`${alias}.*`, element, ...counted], from: table + unnested }), alias);
}
