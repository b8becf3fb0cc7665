/** What of an event is not for everybody's eyes: by its `privacy`, and by what dbt says of the columns that it is made of. */
import { entityColumn } from "../project/eventColumns.ts";
import { eventJoinsOf, eventsCalled } from "../project/joinedEvents.ts";
import { meansPersonal } from "../project/personalNames.ts";
import type { Column, EventProperty, Project, ProjectEvent } from "../project/types.ts";
import { isForFewEyes } from "../spec/privacy.ts";
import type { SqlText } from "../spec/types.ts";
import { columnsMeant } from "../sql/examples/columnsMeant.ts";
import { readAliases, readTables } from "../sql/examples/readTables.ts";
import { carriedColumns } from "../sql/reader/carriedColumns.ts";
import { dottedNames } from "../sql/reader/namesUsed.ts";
import type { DialectName } from "../sql/types.ts";

export interface PersonalValues {
  /** Columns of the event's relation whose values are not to be shown. */
  readonly columns: ReadonlySet<string>;
  /** Whether SQL of the event gives what is personal. */
  given(sql: SqlText): boolean;
}

/**
 * Personal are properties classified as personal or sensitive, what no `privacy` opens although a joined event has it so, or dbt marks a
 * column that it shows, or its table and no column, entities made of the same SQL, and what is made of the key or the link where a part of it is.
 */
export function personalValues(project: Project, event: ProjectEvent, dialect: DialectName): PersonalValues {
  return valuesOf(project, event, dialect, new Set());
}

/** `above`: the events that join it, one of which it may join in turn while that is still to be corrected. */
function valuesOf(
  project: Project,
  event: ProjectEvent,
  dialect: DialectName,
  above: ReadonlySet<ProjectEvent>,
): PersonalValues {
  const isTagged = showing(project, event, dialect, ({ tags = [] }) => tags.some(meansPersonal));
  const isTakenOver = showingJoined(project, event, dialect, new Set([...above, event]));
  const isMarked = (sql: string) => isTagged(sql) || isTakenOver(sql);
  const mayBe = showing(project, event, dialect, ({ tableTag }) => tableTag !== undefined);
  const isPersonal = ({ privacy, sql }: EventProperty): boolean =>
    privacy ? isForFewEyes(privacy.value) : sql !== undefined && (isMarked(sql.text) || mayBe(sql.text));
  const personal = event.properties.filter(isPersonal);
  const texts = new Set(personal.flatMap(({ sql }) => sql?.text.trim() ?? []));
  const given = ({ text }: SqlText): boolean => texts.has(text.trim()) || isMarked(text);
  const { oncePer, link } = event.definition;
  const key = [...event.key, ...(oncePer?.key ?? [])];
  const isInLink = link && ([...texts].some((text) => link.text.includes(text)) || isMarked(link.text));
  return {
    given,
    columns: new Set([
      ...personal.map(({ name }) => name.value),
      ...event.entities.filter(({ sql }) => given(sql)).map(({ name }) => entityColumn(name.value)),
      ...(key.some(given) ? ["source_key"] : []),
      ...(isInLink ? ["link"] : []),
    ]),
  };
}

/** Whether an expression shows what is personal of an event that is joined. */
function showingJoined(
  project: Project,
  event: ProjectEvent,
  dialect: DialectName,
  above: ReadonlySet<ProjectEvent>,
): (sql: string) => boolean {
  const personal = new Map(
    eventJoinsOf(event.document).map(({ alias, name }) => {
      const joined = eventsCalled(project, name.value).filter((one) => !above.has(one.event));
      const columns = joined.flatMap((one) => [...valuesOf(project, one.event, dialect, above).columns]);
      return [alias.toLowerCase(), new Set(columns.map((column) => column.toLowerCase()))] as const;
    }),
  );
  if (personal.size === 0) return () => false;
  return (sql) =>
    carriedColumns(sql, dottedNames(sql, dialect), dialect).some(({ parts }) => {
      const [column = "", alias = ""] = parts.toReversed().map((part) => part.toLowerCase());
      return personal.get(alias)?.has(column) === true;
    });
}

/** Whether an expression shows the values of such columns as dbt marks in one way. */
function showing(
  project: Project,
  event: ProjectEvent,
  dialect: DialectName,
  isMarked: (column: Column) => boolean,
): (sql: string) => boolean {
  const tables = readTables(project, event);
  const marked = new Map(
    [...tables].map(([key, { table }]) => [
      key,
      new Set((table?.columns ?? []).filter(isMarked).map(({ name }) => name.toLowerCase())),
    ]),
  );
  if ([...marked.values()].every(({ size }) => size === 0)) return () => false;
  const scope = { tables, aliases: readAliases(project, event) };
  return (sql) =>
    carriedColumns(sql, dottedNames(sql, dialect), dialect).some(({ parts }) =>
      columnsMeant(parts, scope).some(({ key, name }) => marked.get(key)?.has(name.toLowerCase())),
    );
}
