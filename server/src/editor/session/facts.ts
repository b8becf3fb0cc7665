/** What previews have shown of events: counts and sample values, valid as long as the logic they came from stands. */
import { entityColumn } from "../../project/eventColumns.ts";
import { eventsJoined } from "../../project/joinedEvents.ts";
import { lookupsUsed } from "../../project/lookupsUsed.ts";
import { sqlOf, type UserSql } from "../../project/sqlOf.ts";
import { decidesRows, isOfRows } from "../../project/sqlRoles.ts";
import type { Project, ProjectEvent } from "../../project/types.ts";
import type { ColumnProfile } from "../../proof/profile/types.ts";

/** What is known of an event's rows. */
export interface EventFacts {
  /** Events in all. */
  readonly count?: number;
  /** The newest event's time, ISO 8601. */
  readonly lastAt?: string;
  /** A few distinct values by column, as text; personal columns are left out. */
  readonly samples: ReadonlyMap<string, readonly string[]>;
  /** The share of the rows shown, from 0 to 1, in which a column is null; those without nulls are left out. */
  readonly nulls?: ReadonlyMap<string, number>;
  /** What a profile of all rows says of each column. */
  readonly profiles?: ReadonlyMap<string, ColumnProfile>;
}

/** The same as a session keeps it, with what it was read by. */
export interface KeptFacts extends EventFacts {
  /** The logic that decides which rows there are, when they were read. */
  readonly logic: string;
  /** The SQL of each column, when it was read. */
  readonly columns: ReadonlyMap<string, string>;
}

/** Where a session keeps the facts of an event. */
export function factsKey(event: ProjectEvent): string {
  return `${event.file} ${event.name}${event.also === undefined ? "" : ` ${event.also}`}`;
}

/** What still holds of an event's facts: its count while the same rows are chosen, a column's samples while its SQL stands. */
export function factsThatHold(
  project: Project,
  event: ProjectEvent,
  kept: KeptFacts | undefined,
): EventFacts | undefined {
  if (!kept) return undefined;
  const columns = columnLogic(project, event);
  const ofSameSql = <T>(values: ReadonlyMap<string, T> = new Map<string, T>()) =>
    new Map(
      [...values].filter(([name]) => columns.has(name) && columns.get(name) === kept.columns.get(name)),
    );
  const samples = ofSameSql(kept.samples);
  if (kept.logic !== logicOf(project, event)) return { samples };
  const nulls = ofSameSql(kept.nulls);
  const profiles = ofSameSql(kept.profiles);
  const { count, lastAt } = kept;
  return {
    samples,
    ...(nulls.size > 0 && { nulls }),
    ...(profiles.size > 0 && { profiles }),
    ...(count !== undefined && { count }),
    ...(lastAt !== undefined && { lastAt }),
  };
}

/** Which rows an event has, as comparable text: equal texts mean equal rows. Positions in the file do not count. */
export function logicOf(project: Project, event: ProjectEvent): string {
  const deciding = sqlOf(project, event).filter(({ role }) => decidesRows(role));
  const texts = deciding.map(({ role, sql }) => [role, sql.text]);
  return comparable([texts, settingsOf(project, event), joinedLogic(project, event)]);
}

/** What the events say that one joins; `undefined` where it joins none. */
function joinedLogic(project: Project, event: ProjectEvent): unknown {
  const joined = eventsJoined(event, project);
  if (joined.length === 0) return undefined;
  return joined.map((one) => [
    sqlOf(project, one).map(({ role, name, sql }) => [role, name, sql.text]),
    settingsOf(project, one),
  ]);
}

/** What specs say as text: equal wherever it stands in a file, and however it is described. */
export function comparable(spoken: unknown): string {
  return JSON.stringify(spoken, (key, value: unknown) =>
    key === "span" || key === "scalar" || key === "description" ? undefined : value,
  );
}

/** What has a say in the rows beside SQL: tables, kinds of joins, sentinels, zones, names and choices. */
function settingsOf(project: Project, event: ProjectEvent): unknown {
  const { source, joins, forEach, lookups, nullValues, sequence } = event.document;
  const {
    at,
    forEach: ownForEach,
    sequence: ownSequence,
    changes,
    variants,
    oncePer,
    scheduled,
  } = event.definition;
  const looked = lookupsUsed(event.document, project.lookups).map((lookup) => lookup.joins);
  const { timezone, enabled, history } = event;
  return [
    [source, joins, forEach, lookups, looked, nullValues, sequence],
    [at, ownForEach, ownSequence, changes, variants, oncePer, scheduled],
    [timezone, enabled, history],
  ];
}

/** The SQL behind each column of an event, by the column's name in its relation. */
export function columnLogic(project: Project, event: ProjectEvent): Map<string, string> {
  const columns = new Map<string, string>();
  for (const { name, constant } of event.properties)
    if (constant) columns.set(name.value, JSON.stringify(constant.value));
  const joined = joinedLogic(project, event);
  const beside = joined === undefined ? "" : comparable(joined);
  for (const written of sqlOf(project, event)) {
    const column = columnOf(written);
    if (column !== undefined) columns.set(column, written.sql.text + beside);
  }
  return withNeighbours(columns);
}

/** What is made of other rows is made of what they are asked for, too. */
function withNeighbours(columns: ReadonlyMap<string, string>): Map<string, string> {
  const asked = (sql: string) =>
    [...sql.matchAll(/\b(?:previous|next)\s*\.\s*["`]?(\w+)/gi)].flatMap(
      ([, name = ""]) => columns.get(name) ?? columns.get(name.toLowerCase()) ?? [],
    );
  return new Map([...columns].map(([column, sql]) => [column, [sql, ...asked(sql)].join("\n")]));
}

/** The column of the event's relation that SQL gives, if it gives one. */
function columnOf({ role, name = "" }: UserSql): string | undefined {
  if (role === "entity") return entityColumn(name);
  if (role === "property") return name;
  const isColumn = isOfRows(role) && !decidesRows(role) && role !== "loaded_at" && role !== "partition";
  return isColumn ? role : undefined;
}
