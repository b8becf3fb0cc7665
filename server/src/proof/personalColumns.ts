/** What of an event is not for everybody's eyes: by its `privacy`, and by what dbt says of the columns that it is made of. */
import { entityColumn } from "../project/eventColumns.ts";
import { meansPersonal } from "../project/personalNames.ts";
import type { Column, EventProperty, Project, ProjectEvent } from "../project/types.ts";
import type { Privacy, SqlText } from "../spec/types.ts";
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

/** Whether what is classified so is not for everybody's eyes. */
export function isForFewEyes(privacy: Privacy): boolean {
  return privacy === "personal" || privacy === "sensitive";
}

/**
 * Personal are properties classified as personal or sensitive, what no `privacy` opens although dbt marks a column that it shows, or its
 * table and no column, entities made of the same SQL, and what is made of the key or the link where a part of it is.
 */
export function personalValues(project: Project, event: ProjectEvent, dialect: DialectName): PersonalValues {
  const isMarked = showing(project, event, dialect, ({ tags = [] }) => tags.some(meansPersonal));
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
