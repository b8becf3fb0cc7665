/** Which names SQL may use at a place: the one answer for rules, completion, planning and questions to an engine. */
import { defined } from "../spec/nodes.ts";
import type { Lookup } from "../spec/projectTypes.ts";
import type { Join, NamedTable, SpecDocument, SqlText } from "../spec/types.ts";
import { type Alias, type AliasScope, aliasesOf } from "./aliases.ts";
import { eventColumns } from "./eventColumns.ts";
import { comesAfterTime, neighbourNames, neighboursAt } from "./sequence.ts";
import type { SqlPosition } from "./sqlOf.ts";
import { isOfJoin, isOfList, isQueryRole, type SqlRole } from "./sqlRoles.ts";
import type { Column, Project, ProjectEvent } from "./types.ts";

/** A name that may stand before the dot of a column. */
export interface QualifierName {
  readonly name: string;
  readonly kind: Alias["kind"] | "virtual" | "event";
  /** What it has; absent where anything may be in it. */
  readonly columns?: readonly Column[];
  /** There may be more columns than these. */
  readonly partial?: true;
  /** There are no others, whatever an engine says of the expression alone: fields of a history. */
  readonly closed?: true;
  /** Whether its columns may stand without it: not so for items, joined events, virtual names and the own alias of a full join. */
  readonly open: boolean;
  /** What it stands for, for people: a table's name, a list, an event's time. */
  readonly detail?: string;
  readonly description?: string;
  /** The query behind it, whose text may tell its columns. */
  readonly query?: SqlText;
}

/** A name that exists, yet not here. */
export interface HiddenName {
  readonly name: string;
  /** Whether the author gave it, unlike `event` and `param`. */
  readonly declared: boolean;
  /** As a sentence. */
  readonly why: string;
  /** What to do instead, as a sentence. */
  readonly remedy: string;
}

export interface NamesAtPlace {
  readonly names: readonly QualifierName[];
  readonly hidden: readonly HiddenName[];
}

/**
 * The names of a place. A document's SQL counts for all its events, so items of each of them are among its names. `undefined`
 * for whole queries, which name their own tables: see `tablesNamedAt`; and for tests of properties that no event is known of.
 */
export function namesAt(position: SqlPosition, project: Project): NamesAtPlace | undefined {
  const { role, event, lookup } = position;
  if (isQueryRole(role)) return undefined;
  if (role === "test") return event && { names: [columnsOfEvent(event)], hidden: [] };
  if (lookup) return namesOfLookup(position, lookup, project);
  return position.document && rowNames(position, project);
}

/** The tables that are declared beside a query and may be named in it. */
export function tablesNamedAt({ role, index, event, document, lookup }: SqlPosition): readonly NamedTable[] {
  const joins = (lookup ?? document)?.joins ?? [];
  const { source: whole } = (role === "join_from" ? joins[index ?? -1] : document) ?? {};
  if (role === "reconciliation") return event?.definition.reconcile[index ?? -1]?.tables ?? [];
  const source = whole?.kind === "full" ? whole.members[index ?? -1]?.source : whole;
  return source?.kind === "query" ? source.tables : [];
}

/** What virtual names are called; a source or a join may take these names for itself, where no lookup speaks. */
export const virtualNames = { event: "event", param: "param" } as const;

/** The moment of the event while its row is still being put together. */
const eventTime: QualifierName = {
  name: virtualNames.event,
  kind: "virtual",
  columns: [{ name: "at", description: "The moment the event happened." }],
  open: false,
  detail: "the event itself",
};

function parametersOf({ parameters }: Lookup): QualifierName {
  return {
    name: virtualNames.param,
    kind: "virtual",
    columns: parameters.map(({ value }) => ({ name: value, description: "Parameter of the lookup." })),
    open: false,
    detail: "parameters of the lookup",
  };
}

/** Tests speak of the event's own columns. */
function columnsOfEvent(event: ProjectEvent): QualifierName {
  return { name: event.name, kind: "event", columns: eventColumns(event), open: true };
}

/** The aliases around a position, those that it may not use among them. */
export function aliasesAt(position: SqlPosition, project: Project): Alias[] {
  const { lookup } = position;
  if (!lookup) return aliasesOf(scopeOf(position), project);
  const document = { joins: lookup.joins, forEach: [], lookups: [] };
  return aliasesOf({ file: project.file.file, document, definition: {} }, project);
}

function namesOfLookup(position: SqlPosition, lookup: Lookup, project: Project): NamesAtPlace {
  const { role, index } = position;
  const aliases = aliasesAt({ ...position, lookup }, project);
  const asSeen = (alias: Alias) => qualifierOf(seenAt(alias, role, index));
  const isHere = (alias: Alias) => !alias.filters || (isOfJoin(role) && alias.index === index);
  return {
    names: [...aliases.filter(isHere).map(asSeen), eventTime, parametersOf(lookup)],
    hidden: aliases.filter((alias) => !isHere(alias)).map((alias) => hiddenAlias(alias, role)),
  };
}

/** What SQL of a document or an event may use of its rows. */
function rowNames(position: SqlPosition, project: Project): NamesAtPlace {
  const { role, index, document } = position;
  const aliases = aliasesAt(position, project);
  const visible = aliases.filter((alias) => isVisible(alias, role, index, document?.joins ?? []));
  const names = visible.map((alias) => qualifierOf(seenAt(alias, role, index)));
  const taken = new Set(aliases.map(({ alias }) => alias.toLowerCase()));
  const neighbours = comesAfterTime(role) ? neighboursAt(position) : [];
  const seesTime =
    role === "parameter" ||
    neighbours.length > 0 ||
    (comesAfterTime(role) && document?.joins.some((join) => join.event) === true) ||
    (isOfJoin(role) && document?.joins[index ?? -1]?.asOf !== undefined);
  const virtual = [...(seesTime ? [eventTime] : []), ...neighbours].filter(({ name }) => !taken.has(name));
  const hidden = [
    ...neighbourNames
      .filter((name) => !taken.has(name) && !virtual.some((one) => one.name === name))
      .map((name) => hiddenNeighbour(name, role)),
    ...aliases.filter((alias) => !visible.includes(alias)).map((alias) => hiddenAlias(alias, role)),
    ...(seesTime || taken.has(eventTime.name) ? [] : [hiddenTime(role)]),
    ...(taken.has(virtualNames.param) ? [] : [hiddenParameters]),
  ];
  return { names: [...names, ...virtual], hidden };
}

function scopeOf({ file, event, document }: SqlPosition): AliasScope {
  if (event) return event;
  const shared = document ?? { joins: [], forEach: [], lookups: [], events: [] };
  const items = shared.events.flatMap((each) => each.forEach ?? []);
  return { file, document: { ...shared, forEach: [...shared.forEach, ...items] }, definition: {} };
}

/**
 * Lists see the source and the lists before them; a join's condition the joins before it and itself; what is as of the
 * event's time, all plain joins too; the time and the parameters of lookups nothing that needs the time.
 */
function isVisible(alias: Alias, role: SqlRole, index = 0, joins: readonly Join[] = []): boolean {
  if (alias.filters) return alias.kind === "join" && isOfJoin(role) && alias.index === index;
  if (isOfList(role)) return alias.kind === "source" || (alias.kind === "item" && alias.index < index);
  if (role === "at" || role === "parameter") return !alias.asOf;
  if (!isOfJoin(role)) return true;
  if (alias.kind === "lookup") return false;
  if (alias.kind !== "join" || alias.index <= index) return true;
  return joins[index]?.asOf !== undefined && !alias.asOf;
}

/** Whose the names of a position are: those of an event that lists no items of its own are its document's. */
export function namesOwner({ role, event, lookup, document }: SqlPosition): object | undefined {
  if (event && (role === "test" || event.definition.forEach || comesAfterTime(role))) return event;
  return lookup ?? document;
}

/** Positions of one owner with the same key have the same names. */
export function namesKey({ role, index, event, document }: SqlPosition): string {
  // What a document says for all events sees the items of each.
  const reach = event ? "" : "shared ";
  if (isOfJoin(role) || isQueryRole(role) || isOfList(role))
    return `${reach}${isOfJoin(role) ? "on" : isOfList(role) ? "list" : role} ${index ?? 0}`;
  if (role === "at") return document && mayComeLater(document) ? `${reach}at` : reach;
  if (comesAfterTime(role)) return `${reach}after`;
  return role === "parameter" || role === "test" ? reach + role : reach;
}

/** Whether some alias may come after the event's time, so that the time can't use it. */
function mayComeLater({ joins, lookups }: SpecDocument): boolean {
  return lookups.length > 0 || joins.some(({ asOf, event }) => (asOf ?? event) !== undefined);
}

function hiddenAlias({ alias: name, kind, asOf, filters }: Alias, role: SqlRole): HiddenName {
  const hidden = { name, declared: true };
  if (filters)
    return {
      ...hidden,
      why: `"${name}" is only asked whether it has a row (\`type: semi\` or \`anti\`), so it has no columns outside of its own \`on\`.`,
      remedy: "Put the condition into its `on`, or join it without that type.",
    };
  if (asOf && (role === "at" || role === "parameter"))
    return {
      ...hidden,
      why: `"${name}" is joined as of the event's time, so nothing that comes before that time can use it.`,
      remedy: "Take the value from the source or a plain join.",
    };
  if (isOfList(role))
    return {
      ...hidden,
      why: `"${name}" comes after this list is read.`,
      remedy: "Use the source and the lists before this one.",
    };
  return {
    ...hidden,
    why: `"${name}" is joined after this.`,
    remedy:
      kind === "lookup"
        ? "Join its table here, or put the condition into `where`."
        : "Put its join before this one.",
  };
}

function hiddenTime(role: SqlRole): HiddenName {
  return {
    name: eventTime.name,
    declared: false,
    why: "`event.at` is known in as-of joins, in lookups, beside joined events, and where an event's rows follow each other.",
    remedy:
      role === "on"
        ? "Add `as_of` to this join, or put the condition into the event's `where` with the expression of its `at`."
        : "Write the expression of the event's `at` instead.",
  };
}

function hiddenNeighbour(name: string, role: SqlRole): HiddenName {
  return {
    name,
    declared: false,
    why: comesAfterTime(role)
      ? `\`${name}\` is known where the event's rows follow each other.`
      : `\`${name}\` is known once it is clear which rows there are: in properties, \`revenue\`, \`link\`, \`variants\` and \`once_per\`.`,
    remedy: comesAfterTime(role)
      ? "Say whose rows they are with `sequence: {per: …}` on the event or its document."
      : "Use it there; `changes` keeps rows where a value changes.",
  };
}

const hiddenParameters: HiddenName = {
  name: virtualNames.param,
  declared: false,
  why: "`param` is known only inside lookups.",
  remedy: "Write the expression itself.",
};

/** Of fields there are the picked ones, but for the join's own SQL, which has the table's columns alone. */
function seenAt(alias: Alias, role: SqlRole, index: number | undefined): Alias {
  const { picks, table, ...rest } = alias;
  if (!picks || !table) return alias;
  if (!isOfJoin(role) || alias.index !== index) {
    const { partial: _, ...own } = table;
    return { ...alias, table: { ...own, columns: picks }, qualified: true };
  }
  const columns = table.columns.filter((column) => !picks.includes(column));
  return columns.length === 0 ? rest : { ...rest, table: { ...table, columns } };
}

function qualifierOf(alias: Alias): QualifierName {
  const { alias: name, kind, table, reference, query, qualified, event, picks } = alias;
  const tableName = kind === "item" ? undefined : table?.parts.join(".");
  const named = event === undefined ? tableName : `event ${event}`;
  const detail =
    named ?? reference?.sql.text ?? (query ? "query" : table ? "column of the row" : "element of the list");
  return defined({
    name,
    kind,
    columns: table?.columns,
    partial: table?.partial,
    closed: picks && (true as const),
    open: kind !== "item" && !qualified,
    detail,
    description: table?.description || undefined,
    query,
  });
}
