/** Every piece of SQL that authors write, once: what it stands for, where, and whose it is. Tables' names are in `tablesOf.ts`. */
import type { Lookup } from "../spec/projectTypes.ts";
import type {
  EventTest,
  ForEach,
  Join,
  Ordering,
  Property,
  SharedKeys,
  Source,
  SpecDocument,
  SqlText,
} from "../spec/types.ts";
import { eventsIn } from "./assemble.ts";
import { lookupsUsed, type UsedLookup } from "./lookupsUsed.ts";
import { openName } from "./openNames.ts";
import { isOfRows, type PlainKey, plainKeysOf, type SqlRole, sqlRoles } from "./sqlRoles.ts";
import type { Project, ProjectEvent } from "./types.ts";

/** Whose SQL it is, as far as that says which names it may use. */
export interface SqlPosition {
  readonly role: SqlRole;
  /** Path of the file that it stands in. */
  readonly file: string;
  /** The event that it stands in; absent for what a document or a lookup says for all. */
  readonly event?: ProjectEvent | undefined;
  readonly document?: SpecDocument | undefined;
  /** As it is declared. */
  readonly lookup?: Lookup | undefined;
  /** How the event's document uses that lookup; absent where SQL is taken as it is written. */
  readonly use?: UsedLookup | undefined;
  /** Of joins, lists and reconciliations: which one. */
  readonly index?: number | undefined;
}

/** One SQL text as it is written. */
export interface UserSql extends SqlPosition {
  readonly sql: SqlText;
  /** Dotted path of keys in its document, for instance `events.order_placed.at`. */
  readonly path: string;
  /** The entity's, property's or parameter's name. */
  readonly name?: string | undefined;
  readonly property?: Property | undefined;
}

/** SQL as it is found. A check walks through all SQL of a project, so this makes one object each and no more. */
interface Found extends Omit<SqlPosition, "role" | "index"> {
  readonly list: UserSql[];
  /** Path of the owner, with a dot at its end; empty for a document. */
  readonly base: string;
}

/** SQL that a document says for all its events. */
export function sqlOfDocument(document: SpecDocument, file: string): UserSql[] {
  const found: Found = { file, document, base: "", list: [] };
  addSource(found, "from", document.source, "from", undefined);
  addLists(found, document.forEach);
  addJoins(found, document.joins);
  for (const { name: lookup, parameters } of document.lookups)
    for (const { name, sql } of parameters)
      add(found, "parameter", sql, `lookups.${lookup.value}.${name.value}`, { name: name.value });
  addPlain(found, document, documentKeys);
  addOrder(found, document.orderBy);
  addEach(found, "sequence_per", document.sequence?.per, "sequence.per");
  addShared(found, document.defaults);
  add(found, "partition", document.partition?.column, "partition.column");
  return found.list;
}

/** SQL that an event says for itself; what it takes over from its document or from lookups is not repeated. */
export function sqlOfEvent(event: ProjectEvent): UserSql[] {
  const { definition, document, file } = event;
  const found: Found = { file, document, event, base: `events.${definition.name.value}.`, list: [] };
  const { at, sequence, changes, variants, oncePer, currency } = definition;
  addLists(found, definition.forEach ?? []);
  addPlain(found, definition, eventKeys);
  add(found, "at", at?.sql, "at");
  addOrder(found, definition.orderBy ?? []);
  addEach(found, "sequence_per", sequence?.per, "sequence.per");
  add(found, "changes_value", changes?.value, "changes.value");
  addEach(found, "changes_per", changes?.per, "changes.per");
  if (currency?.kind === "sql") add(found, "currency", currency.sql, "revenue.currency");
  add(found, "variants_by", variants?.by, "variants.by");
  add(found, "variants_name", openName(definition), "variants.otherwise.name");
  addEach(found, "once_per", oncePer?.key, "once_per");
  addEach(
    found,
    "once_per_by",
    oncePer?.by.map(({ sql }) => sql),
    "once_per.by",
  );
  addShared(found, definition);
  addTests(found, definition.tests, "tests");
  definition.reconcile.forEach(({ sql }, index) => {
    add(found, "reconciliation", sql, `reconcile.${index}.sql`, { index });
  });
  return found.list;
}

/** SQL of a lookup; `file` is the project file. In: how a document uses it, if it is that which counts. */
export function sqlOfLookup(lookup: Lookup, file: string, use?: UsedLookup): UserSql[] {
  const base = `lookups.${lookup.name.value}.`;
  const found: Found = { file, lookup: use?.declared ?? lookup, use, base, list: [] };
  addJoins(found, lookup.joins);
  addProperties(found, lookup.properties);
  return found.list;
}

/** All SQL of one file, as written. */
export function sqlOfFile(project: Project, file: string): UserSql[] {
  if (file === project.file.file) return project.file.lookups.flatMap((lookup) => sqlOfLookup(lookup, file));
  const documents = project.specs.find((spec) => spec.file === file)?.documents ?? [];
  const events = eventsIn(project, file).filter(isWrittenHere);
  return [...documents.flatMap((document) => sqlOfDocument(document, file)), ...events.flatMap(sqlOfEvent)];
}

/** All SQL of a project, as written, each text once. One after the other, because there may be hundreds of thousands. */
export function* sqlOfProject(project: Project): Iterable<UserSql> {
  for (const lookup of project.file.lookups) yield* sqlOfLookup(lookup, project.file.file);
  for (const { documents, file } of project.specs)
    for (const document of documents) yield* sqlOfDocument(document, file);
  for (const event of project.events) if (isWrittenHere(event)) yield* sqlOfEvent(event);
}

/** Of tables that look alike one stands for all. */
const isWrittenHere = ({ each }: ProjectEvent): boolean => !each || each.place === 0;

const order = new Map(sqlRoles.map((role, at) => [role, at]));

/**
 * All SQL that counts for an event, in the order of evaluation: its own, its document's and its lookups' as far as nothing
 * overrides it. A document's and a lookup's keep their own position: `event` is set only for what stands in the event.
 */
export function sqlOf(project: Project, event: ProjectEvent): UserSql[] {
  const counting = countingOf(event);
  const written = [
    ...sqlOfDocument(event.document, event.file),
    ...lookupsUsed(event.document, project.lookups).flatMap((use) =>
      sqlOfLookup(use, project.file.file, use),
    ),
    ...sqlOfEvent(event),
  ];
  return written
    .filter(({ role, sql, event: own }) => own !== undefined || !overridable.has(role) || counting.has(sql))
    .sort((a, b) => (order.get(a.role) ?? 0) - (order.get(b.role) ?? 0));
}

/** The same without what only proves something about its rows. */
export function sqlOfRows(project: Project, event: ProjectEvent): UserSql[] {
  return sqlOf(project, event).filter(({ role }) => isOfRows(role));
}

/** What an event may say for itself instead of taking it over. */
const overridable: ReadonlySet<SqlRole> = new Set([
  "list",
  "list_column",
  "key",
  "order_by",
  "entity",
  "property",
  "test",
]);

function countingOf({ definition, document, key, entities, properties }: ProjectEvent): ReadonlySet<SqlText> {
  const tests = properties.flatMap(({ tests }) => tests);
  return new Set([
    ...(definition.forEach ?? document.forEach).flatMap(sqlOfList),
    ...(definition.key ? [] : key),
    ...(definition.orderBy ?? document.orderBy).map(({ sql }) => sql),
    ...entities.map(({ sql }) => sql),
    ...properties.flatMap(({ sql }) => sql ?? []),
    ...tests.flatMap((test) => (test.kind === "rows" ? test.where : [])),
  ]);
}

/** The SQL that says what one row becomes several by. */
export function sqlOfList(list: ForEach): SqlText[] {
  return list.kind === "elements" ? [list.in] : list.columns.map(({ sql }) => sql);
}

function addShared(found: Found, { entities, properties }: SharedKeys): void {
  for (const { name, sql } of entities)
    add(found, "entity", sql, `entities.${name.value}`, { name: name.value });
  addProperties(found, properties);
}

function addProperties(found: Found, properties: readonly Property[]): void {
  for (const property of properties) {
    const { name, short, sql, tests } = property;
    const path = `properties.${name.value}`;
    add(found, "property", sql, short ? path : `${path}.sql`, { name: name.value, property });
    addTests(found, tests, `${path}.tests`);
  }
}

function addTests(found: Found, tests: readonly EventTest[], path: string): void {
  tests.forEach((test, at) => {
    if (test.kind === "rows") add(found, "test", test.where, `${path}.${at}.rows.where`);
  });
}

function addLists(found: Found, lists: readonly ForEach[]): void {
  lists.forEach((list, index) => {
    const path = `for_each.${index}`;
    if (list.kind === "elements") add(found, "list", list.in, `${path}.in`, { index });
    else
      for (const { name, sql } of list.columns)
        add(found, "list_column", sql, `${path}.columns.${name.value}`, { index, name: name.value });
  });
}

function addJoins(found: Found, joins: readonly Join[]): void {
  joins.forEach(({ source, on, asOf, fields }, index) => {
    const path = `join.${index}`;
    addSource(found, "join_from", source, `${path}.from`, index);
    add(found, "on", on, `${path}.on`, { index });
    const times = `${path}.${fields ? "fields" : "as_of"}`;
    add(found, "as_of_start", asOf?.start, `${times}.start`, { index });
    add(found, "as_of_end", asOf?.end, `${times}.end`, { index });
    add(found, "as_of_at", asOf?.at, `${times}.at`, { index });
    add(found, "field_name", fields?.name, `${times}.name`, { index });
    add(found, "field_value", fields?.value, `${times}.value`, { index });
  });
}

function addSource(
  found: Found,
  role: SqlRole,
  source: Source | undefined,
  path: string,
  index: number | undefined,
): void {
  if (source?.kind === "query") add(found, role, source.sql, `${path}.sql`, { index });
  if (source?.kind === "full")
    source.members.forEach((member, at) => {
      addSource(found, role, member.source, `${path}.full.${at}`, at);
    });
}

const documentKeys = plainKeysOf("document");
const eventKeys = plainKeysOf("event");

/** Whatever the schema has as a plain key of SQL; what stands deeper has a place of its own above. */
function addPlain(found: Found, owner: object, keys: readonly PlainKey[]): void {
  for (const { role, key, field } of keys) {
    const value: unknown = Reflect.get(owner, field);
    if (Array.isArray(value)) addEach(found, role, value.filter(isSqlText), key);
    else if (isSqlText(value)) add(found, role, value, key);
  }
}

function isSqlText(value: unknown): value is SqlText {
  return typeof value === "object" && value !== null && "text" in value && "scalar" in value;
}

function addOrder(found: Found, orderBy: readonly Ordering[]): void {
  addEach(
    found,
    "order_by",
    orderBy.map(({ sql }) => sql),
    "order_by",
  );
}

function addEach(found: Found, role: SqlRole, texts: readonly SqlText[] | undefined, path: string): void {
  texts?.forEach((sql, at) => {
    add(found, role, sql, `${path}.${at}`);
  });
}

function add(
  { file, event, document, lookup, use, base, list }: Found,
  role: SqlRole,
  sql: SqlText | undefined,
  path: string,
  more?: Pick<UserSql, "index" | "name" | "property">,
): void {
  if (!sql) return;
  list.push({
    role,
    file,
    event,
    document,
    lookup,
    use,
    index: more?.index,
    sql,
    path: base + path,
    name: more?.name,
    property: more?.property,
  });
}
