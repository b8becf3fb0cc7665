/** The source rows that an example is made of: those of one event, and those of the events that it has joined. */
import { eventsCalled } from "../../project/joinedEvents.ts";
import type { ProjectEvent } from "../../project/types.ts";
import type { FoundEvent } from "../../proof/examples/joinedIds.ts";
import {
  groupQuery,
  mostSourceRows,
  newestQuery,
  type SourceTable,
  sourceQuery,
  standsAlone,
} from "../../proof/examples/sourceRows.ts";
import type { EventRelation } from "../../proof/rows/eventRelation.ts";
import { many } from "../../proof/words.ts";
import type { ExampleScope } from "../../sql/examples/givenTables.ts";
import type { Cell } from "../../warehouse/types.ts";
import { momentCell } from "../eventTimes.ts";
import { type Asking, ask, askRow } from "./asking.ts";
import { relationFor } from "./relationFor.ts";
import type { TestRequest } from "./types.ts";

export interface SourceRows {
  readonly tables: readonly SourceTable[];
  /** When the event happened. */
  readonly at: Cell;
  /** How many events must come out; absent where that can't be told from the rows. */
  readonly events?: number;
}

/** Stands for the newest event. */
const newestEvent = "newest";

/** Events that one example may need for its joins: each is a question to the warehouse, and rows to read. */
const mostEvents = 20;

/** In: the event's id, or `newest`. Out: its rows; a sentence where there are none, or where they can't be told from others. */
export async function sourceRows(
  request: TestRequest,
  scope: ExampleScope,
  wanted: string,
  signal: AbortSignal,
): Promise<SourceRows | string> {
  const hidden = [...scope.tables.values()].find(({ inQuery }) => inQuery)?.name ?? scope.byName[0];
  if (hidden !== undefined)
    return `A query reads ${hidden}, so which of its rows belong to the event can't be told.`;
  const { connection, timeoutMs, maxBytes } = request;
  const asking: Asking = { connection, signal, timeoutMs, maxBytes };
  const from = { request, scope, asking };
  const own = await rowsOf(from, { event: scope.event }, wanted);
  if (typeof own === "string") return own;
  if (own === undefined) return noEvent(scope.event, wanted);
  const joined = await joinedRows(from, own.joined);
  if (typeof joined === "string") return joined;
  const tables = together([...own.tables, ...joined]);
  if (tables.reduce((sum, { rows }) => sum + rows.length, 0) > mostSourceRows) return tooMany;
  // Rows that joined events bring to a table of its own may be events of it, too.
  const isShared = joined.some(({ key }) => own.tables.some((table) => table.key === key));
  return { tables, at: own.at, ...(own.events !== undefined && !isShared && { events: own.events }) };
}

const tooMany = `It is made of more than ${many(mostSourceRows, "row")}, and an example is read by people.`;

interface From {
  readonly request: TestRequest;
  /** Of the event that the example is of. */
  readonly scope: ExampleScope;
  readonly asking: Asking;
}

interface OneEvent extends SourceRows {
  readonly joined: readonly FoundEvent[];
}

/** The rows of one event; `undefined` where there is no such event. In: one of its names, where only that is meant. */
async function rowsOf(
  { request, scope, asking }: From,
  { event, name }: { readonly event: ProjectEvent; readonly name?: string | undefined },
  wanted: string,
): Promise<OneEvent | string | undefined> {
  const relation = relationFor(request, event, name === undefined ? {} : { name });
  if ("status" in relation) return relation.message;
  const id = wanted === newestEvent ? await newestId(relation, asking) : wanted;
  const [at = null, ...groups] = id === undefined ? [] : await askRow(asking, groupQuery(relation, id));
  if (id === undefined || at === null) return undefined;
  const texts = groups.map((cell) => (cell === null ? null : String(cell)));
  const query = sourceQuery(scope, relation, { id, groups: texts });
  const result = await ask(asking, query.sql, mostSourceRows + 1);
  if (result.rows.length > mostSourceRows) return tooMany;
  if (result.cutCells !== undefined) return "A value of its rows is too long to be written into an example.";
  return {
    tables: query.read(result),
    joined: query.joined(result),
    at: momentCell(at, request.dialect),
    ...(standsAlone(relation) && { events: result.rows.length }),
  };
}

/** The rows of events that were joined, and of those that these have joined; each event once. */
async function joinedRows(from: From, first: readonly FoundEvent[]): Promise<SourceTable[] | string> {
  const tables: SourceTable[] = [];
  const seen = new Set<string>();
  const waiting = [...first];
  for (let found = waiting.shift(); found; found = waiting.shift()) {
    const key = JSON.stringify(found);
    if (seen.has(key)) continue;
    seen.add(key);
    if (seen.size > mostEvents)
      return `It joins more than ${mostEvents} events, and an example is read by people.`;
    const rows = await rowsFound(from, found);
    if (typeof rows === "string") return rows;
    tables.push(...rows.tables);
    waiting.push(...rows.joined);
  }
  return tables;
}

/** Of an event that several documents give, the rows of that which has the id. */
async function rowsFound(from: From, { name, id }: FoundEvent): Promise<OneEvent | string> {
  for (const { event, only } of eventsCalled(from.request.project, name)) {
    if (!event.enabled) continue;
    const rows = await rowsOf(from, { event, name: only?.[0] }, id);
    if (rows !== undefined) return rows;
  }
  return `Its event "${name}" with the id ${JSON.stringify(id)}, which it joins, could not be found again.`;
}

/** A table's rows from several events, each row once. */
function together(all: readonly SourceTable[]): SourceTable[] {
  const tables = new Map<string, SourceTable>();
  for (const table of all) {
    const known = tables.get(table.key);
    const seen = new Set(known?.rows.map((row) => JSON.stringify([...row])));
    const rows = known ? table.rows.filter((row) => !seen.has(JSON.stringify([...row]))) : table.rows;
    tables.set(table.key, { ...table, rows: [...(known?.rows ?? []), ...rows] });
  }
  return [...tables.values()];
}

async function newestId(relation: EventRelation, asking: Asking): Promise<string | undefined> {
  const [id = null] = await askRow(asking, newestQuery(relation));
  return id === null ? undefined : String(id);
}

const noEvent = ({ name }: ProjectEvent, wanted: string): string =>
  wanted === newestEvent
    ? `There is no event "${name}".`
    : `There is no event "${name}" with the id ${JSON.stringify(wanted)}.`;
