/** The columns of an event's tables that hold what is private, by its properties, by dbt and by their names. */

import { eventsCalled, eventsJoined, usedEventJoins } from "../../project/joinedEvents.ts";
import { meansPersonal, personalPart } from "../../project/personalNames.ts";
import { sqlOfRows } from "../../project/sqlOf.ts";
import type { ProjectEvent } from "../../project/types.ts";
import { isForFewEyes } from "../../spec/privacy.ts";
import type { SqlText } from "../../spec/types.ts";
import { columnsMeant } from "../../sql/examples/columnsMeant.ts";
import type { ExampleScope } from "../../sql/examples/givenTables.ts";
import { readAliases } from "../../sql/examples/readTables.ts";
import { dottedNames, plainColumn } from "../../sql/reader/namesUsed.ts";

/** Whether a column of a table (its key: see `readTables`) holds what is private. */
export type IsPrivate = (key: string, column: string) => boolean;

/**
 * Private are columns in the SQL of what is classified as personal or sensitive (of an event that it joins, too), those that dbt marks, all of a table that it marks as a whole, and those that are called like
 * personal data unless a property opens them; and, since tables share what joins compare, those of the same name in the other tables and
 * those in the condition of a join beside one.
 */
export function privateColumns(scope: ExampleScope): IsPrivate {
  const { tables, dialect } = scope;
  const spoken = eventsOf(scope).flatMap((event) =>
    event.properties.flatMap(({ privacy, sql }) =>
      sql && privacy ? [{ event, sql, isPersonal: isForFewEyes(privacy.value) }] : [],
    ),
  );
  const classified = spoken
    .filter((one) => one.isPersonal)
    .flatMap(({ event, sql }) => columnsIn(scope, event, sql));
  const isClosed = new Set(classified.map(idOf));
  const opened = new Set(
    spoken
      .filter((one) => !one.isPersonal && plainColumn(one.sql.text, dialect.name))
      .flatMap(({ event, sql }) => columnsIn(scope, event, sql).map(idOf))
      .filter((id) => !isClosed.has(id)),
  );
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
  const columns = (event: ProjectEvent, sql: SqlText) =>
    columnsIn(scope, event, sql).map(({ column }) => column);
  const conditions = eventsOf(scope).flatMap((event) => [
    ...sqlOfRows(scope.project, event)
      .filter(({ role }) => role === "on")
      .map(({ sql }) => columns(event, sql)),
    ...usedEventJoins(event, scope.project).map(({ name, by }) =>
      [event, ...eventsCalled(scope.project, name.value).map((called) => called.event)].flatMap((one) =>
        one.entities.flatMap((entity) => (entity.name.value === by?.value ? columns(one, entity.sql) : [])),
      ),
    ),
  ]);
  const all = new Set(names);
  for (let size = -1; size !== all.size; ) {
    size = all.size;
    for (const compared of conditions)
      if (compared.some((column) => all.has(column))) for (const column of compared) all.add(column);
  }
  return all;
}

/** The event, and those that it joins. */
const eventsOf = ({ project, event }: ExampleScope): ProjectEvent[] => [
  event,
  ...eventsJoined(event, project),
];

interface TableColumn {
  readonly key: string;
  /** In lower case. */
  readonly column: string;
}

const idOf = ({ key, column }: TableColumn): string => JSON.stringify([key, column]);

/** The columns that SQL speaks of, by the tables that their names may mean. */
function columnsIn(
  { project, tables, dialect }: ExampleScope,
  event: ProjectEvent,
  { text }: SqlText,
): TableColumn[] {
  const names = { tables, aliases: readAliases(project, event) };
  return dottedNames(text, dialect.name)
    .flatMap(({ parts }) => columnsMeant(parts, names))
    .map(({ key, name }) => ({ key, column: name.toLowerCase() }));
}
