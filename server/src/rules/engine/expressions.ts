import type { ProjectEvent } from "../../project/types.ts";
import type { Lookup } from "../../spec/projectTypes.ts";
import type {
  EventTest,
  Join,
  Property,
  SharedKeys,
  Source,
  SpecDocument,
  SqlText,
} from "../../spec/types.ts";
import type { ExpressionReading, QueryReading } from "../../sql/reader/parser.ts";

type ExpressionRole =
  | "at"
  | "where"
  | "key"
  | "entity"
  | "property"
  | "revenue"
  | "link"
  | "on"
  | "as_of"
  | "for_each"
  | "parameter"
  | "partition"
  | "order_by"
  | "loaded_at"
  | "changes"
  | "variants"
  | "once_per"
  /** The condition of a `rows` test: its names are the event's own columns. */
  | "test"
  /** A whole `select`: of a source or a reconciliation. */
  | "query";

/** Whose SQL it is. */
interface Owner {
  readonly file: string;
  /** Absent for what a document or a lookup says for all. */
  readonly event?: ProjectEvent | undefined;
  readonly document?: SpecDocument | undefined;
  readonly lookup?: Lookup | undefined;
}

/** One SQL text of the user and what it stands for. */
export interface Expression extends Owner {
  readonly sql: SqlText;
  readonly role: ExpressionRole;
  /** Of an entity or property: its name. */
  readonly name?: string | undefined;
  readonly property?: Property | undefined;
  /** What the parser makes of it; absent until it is loaded, and for queries. */
  readonly reading?: ExpressionReading | undefined;
  /** The same of a whole `select`. */
  readonly query?: QueryReading | undefined;
}

/** How SQL is read, for whoever wants the readings, too. */
export interface SqlReader {
  expression(text: string): ExpressionReading;
  query(text: string): QueryReading;
}

/** Expressions as they are found. A check walks through all SQL of a project, so this makes one object each and no more. */
interface Found extends Owner {
  readonly list: Expression[];
  readonly reader: SqlReader | undefined;
}

/** SQL that a document says for all its events. */
export function documentExpressions(document: SpecDocument, file: string, reader?: SqlReader): Expression[] {
  const found: Found = { file, document, list: [], reader };
  addSource(found, document.source);
  addEach(found, "key", document.key);
  add(found, "where", document.where);
  addJoins(found, document.joins);
  for (const level of document.forEach) add(found, "for_each", level.in);
  for (const { parameters } of document.lookups)
    for (const { sql } of parameters) add(found, "parameter", sql);
  add(found, "partition", document.partition?.column);
  addEach(found, "order_by", document.orderBy);
  add(found, "loaded_at", document.loadedAt);
  addShared(found, document.defaults);
  return found.list;
}

/** SQL that an event says for itself; what it takes over from its document or from lookups is not repeated. */
export function eventExpressions(event: ProjectEvent): Expression[] {
  return readEvent(event, undefined);
}

/** The same, each with what the parser makes of it. */
export function readEvent(event: ProjectEvent, reader: SqlReader | undefined): Expression[] {
  const { definition, document, file } = event;
  const found: Found = { file, document, event, list: [], reader };
  add(found, "at", definition.at?.sql);
  add(found, "where", definition.where);
  addEach(found, "key", definition.key);
  for (const level of definition.forEach ?? []) add(found, "for_each", level.in);
  addEach(found, "order_by", definition.orderBy);
  add(found, "changes", definition.changes?.value);
  addEach(found, "changes", definition.changes?.per);
  add(found, "variants", definition.variants?.by);
  addEach(found, "once_per", definition.oncePer?.key);
  add(found, "revenue", definition.revenue);
  add(found, "link", definition.link);
  addShared(found, definition);
  addTests(found, definition.tests);
  for (const { sql } of definition.reconcile) add(found, "query", sql);
  return found.list;
}

export function lookupExpressions(lookup: Lookup, file: string, reader?: SqlReader): Expression[] {
  const found: Found = { file, lookup, list: [], reader };
  addJoins(found, lookup.joins);
  addProperties(found, lookup.properties);
  return found.list;
}

function addShared(found: Found, { entities, properties }: SharedKeys): void {
  for (const { name, sql } of entities) add(found, "entity", sql, name.value);
  addProperties(found, properties);
}

function addProperties(found: Found, properties: readonly Property[]): void {
  for (const property of properties) {
    add(found, "property", property.sql, property.name.value, property);
    addTests(found, property.tests);
  }
}

function addTests(found: Found, tests: readonly EventTest[]): void {
  for (const test of tests) if (test.kind === "rows") add(found, "test", test.where);
}

function addJoins(found: Found, joins: readonly Join[]): void {
  for (const { source, on, asOf } of joins) {
    addSource(found, source);
    add(found, "on", on);
    add(found, "as_of", asOf?.start);
    add(found, "as_of", asOf?.end);
    add(found, "as_of", asOf?.at);
  }
}

function addSource(found: Found, source: Source | undefined): void {
  if (source?.kind === "query") add(found, "query", source.sql);
}

function addEach(found: Found, role: ExpressionRole, texts: readonly SqlText[] | undefined): void {
  for (const sql of texts ?? []) add(found, role, sql);
}

function add(
  { file, event, document, lookup, list, reader }: Found,
  role: ExpressionRole,
  sql: SqlText | undefined,
  name?: string,
  property?: Property,
): void {
  if (!sql) return;
  const reading = role === "query" ? undefined : reader?.expression(sql.text);
  const query = role === "query" ? reader?.query(sql.text) : undefined;
  list.push({ sql, role, file, event, document, lookup, name, property, reading, query });
}
