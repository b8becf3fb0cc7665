/** The columns of an event's tables that hold what is private, by its properties, by dbt and by their names. */

import { meansPersonal, personalPart } from "../../project/personalNames.ts";
import { sqlOfRows } from "../../project/sqlOf.ts";
import { isForFewEyes } from "../../spec/privacy.ts";
import type { SqlText } from "../../spec/types.ts";
import { columnsMeant } from "../../sql/examples/columnsMeant.ts";
import type { ExampleScope } from "../../sql/examples/givenTables.ts";
import { readAliases } from "../../sql/examples/readTables.ts";
import { dottedNames, plainColumn } from "../../sql/reader/namesUsed.ts";

/** Whether a column of a table (its key: see `readTables`) holds what is private. */
export type IsPrivate = (key: string, column: string) => boolean;

/**
 * Private are columns in the SQL of what is classified as personal or sensitive, those that dbt marks, all of a table that it marks as a whole, and those that are called like
 * personal data unless a property opens them; and, since tables share what joins compare, those of the same name in the other tables and
 * those in the condition of a join beside one.
 */
export function privateColumns(scope: ExampleScope): IsPrivate {
  const { event, tables, dialect } = scope;
  const spoken = event.properties.flatMap(({ privacy, sql }) =>
    sql && privacy ? [{ sql, isPersonal: isForFewEyes(privacy.value) }] : [],
  );
  const opened = new Set(
    spoken
      .filter((one) => !one.isPersonal && plainColumn(one.sql.text, dialect.name))
      .flatMap(({ sql }) => columnsIn(scope, sql).map(idOf)),
  );
  const classified = spoken.filter((one) => one.isPersonal).flatMap(({ sql }) => columnsIn(scope, sql));
  const told = [...tables.values()].flatMap(({ key, table }) =>
    (table?.columns ?? [])
      .filter(
        ({ name, tags = [], tableTag }) =>
          tableTag !== undefined || tags.some(meansPersonal) || personalPart(name, []) !== undefined,
      )
      .map(({ name }) => ({ key, column: name.toLowerCase() }))
      .filter((one) => !opened.has(idOf(one))),
  );
  const names = withCompared(scope, new Set([...classified, ...told].map(({ column }) => column)));
  return (key, name) => {
    const column = name.toLowerCase();
    return names.has(column) && !opened.has(idOf({ key, column }));
  };
}

/** In: names of private columns. Out: these, and what joins compare them with. */
function withCompared(scope: ExampleScope, names: ReadonlySet<string>): ReadonlySet<string> {
  const conditions = sqlOfRows(scope.project, scope.event)
    .filter(({ role }) => role === "on")
    .map(({ sql }) => columnsIn(scope, sql).map(({ column }) => column));
  const all = new Set(names);
  for (let size = -1; size !== all.size; ) {
    size = all.size;
    for (const columns of conditions)
      if (columns.some((column) => all.has(column))) for (const column of columns) all.add(column);
  }
  return all;
}

interface TableColumn {
  readonly key: string;
  /** In lower case. */
  readonly column: string;
}

const idOf = ({ key, column }: TableColumn): string => JSON.stringify([key, column]);

/** The columns that SQL speaks of, by the tables that their names may mean. */
function columnsIn({ project, event, tables, dialect }: ExampleScope, { text }: SqlText): TableColumn[] {
  const names = { tables, aliases: readAliases(project, event) };
  return dottedNames(text, dialect.name)
    .flatMap(({ parts }) => columnsMeant(parts, names))
    .map(({ key, name }) => ({ key, column: name.toLowerCase() }));
}
