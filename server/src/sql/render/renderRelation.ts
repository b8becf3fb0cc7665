/** The query of a relation: what its scans give, together, numbered, and only then cut by the window. */
import type { RelationPlan, Scan } from "../plan/plan.ts";
import { activityConditions } from "./activity.ts";
import { picking } from "./generatedNames.ts";
import { asStep, isAnonymous, knownIds } from "./identity.ts";
import { joinedEvents } from "./joinedEvents.ts";
import { columnNames, namedNumbers, numberColumns } from "./layouts.ts";
import { acrossEvents, type Numbers, numbersApart, numbersOf } from "./numbers.ts";
import { type Query, type Steps, stepsOf } from "./query.ts";
import type { RelationRenderer } from "./renderer.ts";
import { rendererOf } from "./rendererOf.ts";
import { resultColumns, resultParts } from "./result.ts";
import { and, scanQuery } from "./scanQuery.ts";
import { type CommonTable, identifier, select, withTables } from "./sqlText.ts";
import { tablesNamed } from "./tablesNamed.ts";
import { utcTime } from "./time.ts";
import { inWindows } from "./windowed.ts";

/** The events of a scan, to be made columns of. */
interface Part {
  readonly scan: Scan;
  readonly query: Query;
  readonly steps: Steps;
}

/** Selects whose rows come together, and the common tables that they read. */
interface Union {
  readonly tables: readonly CommonTable[];
  readonly selects: readonly string[];
}

/** In: a relation with at least one scan. */
export function renderRelation(renderer: RelationRenderer): string {
  const { dialect, relation } = renderer;
  const pickTable = picking(tablesNamed(relation, dialect.name));
  const { parts, before } = partsOf(renderer, pickTable);
  const table = (wanted: string) => identifier(dialect, pickTable(wanted));
  const union = relation.numbering ? numbered(renderer, parts, table) : together(renderer, parts, table);
  return text({ ...union, tables: [...before, ...union.tables] });
}

/** Rows of all parts, as many as are wanted. */
function together(
  renderer: RelationRenderer,
  parts: readonly Part[],
  table: (wanted: string) => string,
): Union {
  const { limit } = renderer.relation.window;
  const union = unionOf(parts, (part) => result(renderer, part, {}, parts.length > 1 ? undefined : limit));
  if (parts.length === 1 || limit === undefined) return union;
  return rowsOf(union, table("events"), { limit });
}

/** What each scan gives, and what finds out who it was. */
function partsOf(
  renderer: RelationRenderer,
  pickTable: (wanted: string) => string,
): { readonly parts: readonly Part[]; readonly before: readonly CommonTable[] } {
  const { dialect, relation } = renderer;
  const { scans, identity, numbering } = relation;
  const made = scans.map((scan) => {
    const prefix = scans.length > 1 ? `${contentOf(scan)}_` : "";
    const pick = (wanted: string) => pickTable(`${prefix}${wanted}`);
    const isJoined = isAnonymous(relation, scan);
    const steps = stepsOf(dialect, relation, pick, isJoined);
    const ready = joinedEvents(renderer, scan, pick);
    const read = scanQuery(rendererOf(renderer, ready.scan), steps);
    const query = { ...read, tables: [...ready.tables, ...read.tables] };
    if (isJoined) return { scan, steps, query: asStep(query, steps), isJoined, pick };
    // Rows that go by what windows find must be gone before others are numbered.
    const isLast = numbering === undefined || query.qualify.length === 0;
    return { scan, steps, query: isLast ? query : steps.after(query, "kept").query, isJoined, pick };
  });
  const joined = made.filter(({ isJoined }) => isJoined);
  const known = joined.length > 0 && identity && knownIds(renderer, identity, joined, pickTable);
  const parts = made.map(({ scan, steps, query, isJoined, pick }): Part => {
    if (!known || !isJoined) return { scan, steps, query };
    const found = known.identified({ ...query, tables: [] });
    const next = stepsOf(dialect, relation, pick);
    // Numbers speak of who it was more than once.
    return { scan, steps: next, query: numbering ? next.after(found, "identified").query : found };
  });
  return {
    parts: parts.map(ofSomebody(relation)),
    before: known ? [...joined.flatMap(({ query }) => query.tables), ...known.tables] : [],
  };
}

/** Without activities of nobody. */
function ofSomebody(relation: RelationPlan): (part: Part) => Part {
  return (part) => ({ ...part, query: and(part.query, activityConditions(relation, part.query.row)) });
}

/** What a scan's steps are called after: its one event, else its source. */
function contentOf({ events, source }: Scan): string {
  const [only, ...more] = events;
  return (only && more.length === 0 ? only.name : /\w*$/.exec(source)?.[0]) || "query";
}

/** Numbers count all that ever happened, so the window comes after them. */
function numbered(
  renderer: RelationRenderer,
  parts: readonly Part[],
  table: (wanted: string) => string,
): Union {
  const { numbering, window } = renderer.relation;
  const { since, until, limit } = window;
  const isWindowed = ({ scan }: Part) =>
    since !== undefined || until !== undefined || scan.events.some(({ history }) => history !== undefined);
  const isTogether = numbering?.by === "entity" || numbering?.firstAt === true;
  if (isTogether && parts.length > 1) return numberedTogether(renderer, parts, table);
  const pickWindow = picking([]);
  const numbersOfPart = (part: Part) => numbersOf(renderer, part.query.row, pickWindow);
  const made = parts.map((part) =>
    isWindowed(part)
      ? inItsWindow(renderer, part, numbersOfPart(part))
      : { part, numbers: numbersOfPart(part) },
  );
  const only = parts.length === 1 && parts.every(isWindowed) ? limit : undefined;
  const union: Union = {
    tables: made.flatMap(({ part }) => part.query.tables),
    selects: made.map(({ part, numbers }) => result(renderer, part, numbers, only)),
  };
  return limit === only ? union : rowsOf(union, table("numbered"), { limit });
}

/** A part whose rows are numbered first, and of which the window's are left: ids and JSON are made of these alone. */
function inItsWindow(renderer: RelationRenderer, part: Part, { parts, windows }: Numbers) {
  const { steps, query } = part;
  const within = (rest: Query): Part => ({
    ...part,
    query: and(rest, inWindows(renderer, part.scan.events, rest.row)),
  });
  if (!parts) return { part: within(query), numbers: {} };
  const own = namedNumbers(renderer.relation, parts).map(([name, sql]) => ({ name, sql }));
  const after = steps.after({ ...query, ...(windows && { windows }) }, "numbered", own);
  const made = numberColumns(renderer.relation).map((column, at) => [column, after.names[at] ?? "null"]);
  return { part: within(after.query), numbers: { parts: Object.fromEntries(made) } };
}

/** Numbers across sources: what each of them tells by itself, then what all do. */
function numberedTogether(
  renderer: RelationRenderer,
  parts: readonly Part[],
  table: (wanted: string) => string,
): Union {
  const { dialect, relation } = renderer;
  const pickWindow = picking([]);
  const places = unionOf(parts, (part) =>
    result(renderer, part, numbersApart(renderer, part.query.row, pickWindow)),
  );
  const name = table("events");
  const { columns, windows } = acrossEvents(renderer);
  const union = {
    tables: [...places.tables, tableOf(places, name)],
    selects: [select({ columns, from: name, windows, settings: dialect.settings })],
  };
  const columnsOf = columnNames(relation, "");
  const time = utcTime(dialect, columnsOf.occurredAt);
  const ofAll = relation.scans.flatMap(({ events }) => events);
  const where = inWindows(renderer, ofAll, { event: columnsOf.event, time });
  const { limit } = relation.window;
  if (where.length === 0 && limit === undefined) return union;
  return rowsOf(union, table("numbered"), { where, limit });
}

/** The columns of a part's events. */
function result(
  renderer: RelationRenderer,
  { scan, query }: Part,
  { parts, windows }: Numbers,
  limit?: number,
) {
  const own = resultParts(renderer, scan, query.row);
  const columns = resultColumns(renderer, {
    ...own,
    numbers: { ...own.numbers, ...parts },
  });
  const { from, where, qualify } = query;
  const all = [...(query.windows ?? []), ...(windows ?? [])];
  // A step may have a column of a result's name that is another.
  const { settings } = renderer.dialect;
  return select({ columns, from, where, qualify, windows: all, limit, settings });
}

function unionOf(parts: readonly Part[], selectOf: (part: Part) => string): Union {
  return { tables: parts.flatMap(({ query }) => query.tables), selects: parts.map(selectOf) };
}

function tableOf({ selects }: Union, name: string): CommonTable {
  return { name, query: selects.join("\nunion all\n") };
}

/** Some of a union's rows. */
function rowsOf(
  union: Union,
  name: string,
  rest: { where?: readonly string[]; limit?: number | undefined },
): Union {
  return {
    tables: [...union.tables, tableOf(union, name)],
    selects: [select({ columns: ["*"], from: name, ...rest })],
  };
}

function text({ tables, selects }: Union): string {
  const query = selects.join("\nunion all\n");
  return tables.length === 0 ? query : `${withTables(tables)}\n${query}`;
}
