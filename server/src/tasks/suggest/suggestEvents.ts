/** The events that a table suggests: the one judgement of it for `suggest`, `init` and the editor. */

import { findTable, partsOf } from "../../project/catalog.ts";
import { eventNameOf, occurrencesOf, timeMeaning } from "../../project/proposedEvents.ts";
import type { Column, Project, Table } from "../../project/types.ts";
import { nameStyleAt } from "../../rules/nameStyleAt.ts";
import type { EventNameStyle } from "../../spec/eventNameStyle.ts";
import { plainName } from "../../spec/nameWords.ts";
import { isHistory } from "../../spec/timeNames.ts";
import { bareReference } from "../../sql/reader/bareReference.ts";
import type { Connection } from "../../warehouse/types.ts";
import { isId } from "./columns.ts";
import { entitiesOf, loadedAtOf, propertiesOf, tellingColumns } from "./content.ts";
import { keyOf, likelyKeys } from "./keys.ts";
import { measure, valuesOf } from "./measure.ts";
import {
  actionEvents,
  fieldEvents,
  mostValues,
  proposedEvents,
  type Shaping,
  statusEvents,
} from "./shapes.ts";
import type { Measured, SuggestedEvent, Suggestion } from "./types.ts";

/** What a suggestion is made for. */
export interface Around {
  readonly project: Project;
  /** The file that the events are to stand in, relative to the project: names keep to the style that holds there. */
  readonly file: string;
  /** Asked for counts and values of the table's first rows; without one names and types decide alone. */
  readonly connection?: Connection;
  /** A moment in milliseconds: a time that lies behind it has not happened. */
  readonly now: number;
}

/** Columns that may become properties and are counted at most; and of all columns. */
const mostTelling = 12;
const mostCounted = 60;

/** Out: `undefined` for a table without any column that could tell its rows apart. Rejects with `WarehouseError` when cancelled. */
export async function suggestEvents(
  table: Table,
  { project, file, connection, now }: Around,
  signal: AbortSignal,
): Promise<Suggestion | undefined> {
  const style = nameStyleAt(project, file);
  const likely = occurrencesOf(table);
  const ids = table.columns.filter(({ name }) => isId(name));
  const counted = [
    ...new Set([...likely, ...likelyKeys(table), ...ids, ...tellingColumns(table).slice(0, mostTelling)]),
  ];
  const measured = connection && (await measure(table, counted.slice(0, mostCounted), connection, signal));
  const unlikely = new Map(likely.flatMap((time) => whyNotNow(time, measured, now)));
  const times = likely.filter(({ name }) => !unlikely.has(name));
  const key = await keyOf(table, times, { measured, connection }, signal);
  if (!key) return undefined;
  const values = async (column: Column) =>
    connection && (await valuesOf(table, column, mostValues, connection, signal));
  const isRowId = ({ name }: Column) => key.columns.length === 1 && key.columns[0]?.name === name;
  const { events, statuses } = await eventsOf(times, { table, style, values, isRowId });
  const left = unused(events, table, project);
  const declared = project.file.entities.map((entity) => entity.name.value);
  const entities = entitiesOf(table, key, project.catalog, declared);
  const loadedAt = loadedAtOf(table);
  return {
    ...{ table, key, entities },
    events: left,
    hasAll: left.length === 0 && events.length > 0,
    properties: propertiesOf(table, key, entities, declared),
    ...(loadedAt && { loadedAt }),
    ...(measured && { measured }),
    notTaken: [...notTaken(table, times, unlikely), ...statuses],
  };
}

/** Whether rows speak against a time: none has it yet, or one lies ahead. */
function whyNotNow(
  { name, type }: Column,
  measured: Measured | undefined,
  now: number,
): readonly (readonly [string, string])[] {
  const found = measured?.columns.get(name);
  if (!measured || measured.rows === 0 || !found) return [];
  if (found.filled === 0 || type === undefined) return [[name, `has no value in ${measured.rows} rows read`]];
  const day = 86_400_000;
  const latest = found.latest === undefined ? Number.NaN : Date.parse(found.latest);
  return latest > now + day
    ? [[name, "lies ahead in some rows, so it is a plan, or a date that stands for none"]]
    : [];
}

interface Found {
  readonly events: readonly SuggestedEvent[];
  /** Statuses without a time. */
  readonly statuses: Suggestion["notTaken"];
}

async function eventsOf(times: readonly Column[], shaping: Omit<Shaping, "time">): Promise<Found> {
  const [time] = times;
  const shapes = time ? await shapesOf({ ...shaping, time }) : [];
  if (shapes.length > 0) return { events: distinct(shapes), statuses: [] };
  const events = times.map((at) => eventAt(at, shaping.table, shaping.style));
  const proposed = await proposedEvents(shaping, new Set(events.map(({ name }) => name)));
  if (!proposed) return { events: distinct(events), statuses: [] };
  const status = {
    column: proposed.column.name,
    why: `says how a row is now: ${proposed.events.length > 0 ? "its events are proposed, because" : "there is"} no time of its changes${proposed.events.length > 0 ? " is kept" : ""}`,
  };
  return { events: distinct([...events, ...proposed.events]), statuses: [status] };
}

/** The first shape that the table has. */
async function shapesOf(shaping: Shaping): Promise<SuggestedEvent[]> {
  for (const shape of [fieldEvents, statusEvents, actionEvents]) {
    const events = await shape(shaping);
    if (events.length > 0) return events;
  }
  return [];
}

function eventAt(at: Column, table: Table, style: EventNameStyle): SuggestedEvent {
  const what = table.parts.at(-1) ?? "";
  const [told] = at.description?.split(/\r?\n/).filter((line) => line.trim() !== "") ?? [];
  return {
    name: eventNameOf(what, at.name, style),
    description: `A row of ${what}, at its ${at.name}.${told === undefined ? "" : ` ${told.trim()}`}`,
    reason: "by its name and type",
    at,
  };
}

/** Of several with one name the first. */
function distinct(events: readonly SuggestedEvent[]): SuggestedEvent[] {
  return events.filter(
    (event, at) => events.findIndex(({ name }) => plainName(name) === plainName(event.name)) === at,
  );
}

/** Without events that the project has at that very time, and with other names for those whose name it uses. */
function unused(events: readonly SuggestedEvent[], table: Table, project: Project): SuggestedEvent[] {
  const declared = project.events.filter(({ document: { source } }) => {
    if (source?.kind !== "table") return false;
    return (
      findTable(project.catalog, partsOf(source.table, project))?.parts.join(".") === table.parts.join(".")
    );
  });
  const times = new Set(
    declared.flatMap(
      ({ definition: { at } }) => (at?.sql && bareReference(at.sql.text)?.at(-1)?.toLowerCase()) ?? [],
    ),
  );
  const names = new Set([...project.eventsByName.keys()].map(plainName));
  return events
    .filter(
      ({ at, where, changes, variants }) =>
        !at || where || changes || variants || !times.has(at.name.toLowerCase()),
    )
    .filter(({ name, at }) => at || !names.has(plainName(name)))
    .map((event) => ({ ...event, name: freeName(event.name, names) }));
}

function freeName(name: string, names: ReadonlySet<string>): string {
  for (let count = 2; ; count++) {
    const free = count === 2 && !names.has(plainName(name)) ? name : `${name}_${count}`;
    if (!names.has(plainName(free))) return free;
  }
}

/** Times that no event was made of. */
function notTaken(
  table: Table,
  times: readonly Column[],
  unlikely: ReadonlyMap<string, string>,
): Suggestion["notTaken"] {
  const name = table.parts.at(-1) ?? "";
  return table.columns.flatMap((column) => {
    const meaning = timeMeaning(column, name);
    if (meaning.kind === "no time" || times.includes(column)) return [];
    const why = meaning.kind === "other" ? meaning.why : (unlikely.get(column.name) ?? repeated);
    return [
      {
        column: column.name,
        why: isHistory(name) && meaning.kind !== "other" && !unlikely.has(column.name) ? repeated : why,
      },
    ];
  });
}

const repeated = "is not the time of the row, which the history is of";
