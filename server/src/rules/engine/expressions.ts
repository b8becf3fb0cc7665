import type { ProjectEvent } from "../../project/types.ts";
import type {
  EventDefinition,
  EventTest,
  Join,
  Lookup,
  Property,
  SharedKeys,
  Source,
  SpecDocument,
  SqlText,
} from "../../spec/types.ts";
import type { ExpressionReading, QueryReading } from "../../sql/parser.ts";

export type ExpressionRole =
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

/** One SQL text of the user and what it stands for. */
export interface Expression {
  readonly sql: SqlText;
  readonly role: ExpressionRole;
  readonly file: string;
  /** The event it belongs to; absent for what a document or a lookup says for all. */
  readonly event?: ProjectEvent;
  readonly document?: SpecDocument;
  readonly lookup?: Lookup;
  /** Of an entity or property: its name. */
  readonly name?: string;
  readonly property?: Property;
  /** What the parser makes of it; absent until it is loaded, and for queries. */
  readonly reading?: ExpressionReading;
  /** The same of a whole `select`. */
  readonly query?: QueryReading;
}

type Part = Pick<Expression, "sql" | "role" | "name" | "property">;

/** SQL that a document says for all its events. */
export function documentExpressions(document: SpecDocument, file: string): Expression[] {
  return [...partsOfDocument(document)].map((part) => ({ ...part, file, document }));
}

/** SQL that an event says for itself; what it takes over from its document or from lookups is not repeated. */
export function eventExpressions(event: ProjectEvent): Expression[] {
  const { file, document } = event;
  return [...partsOfEvent(event.definition)].map((part) => ({ ...part, file, document, event }));
}

export function lookupExpressions(lookup: Lookup, file: string): Expression[] {
  const parts = [...partsOfJoins(lookup.joins), ...partsOfProperties(lookup.properties)];
  return parts.map((part) => ({ ...part, file, lookup }));
}

function* partsOfDocument(document: SpecDocument): Iterable<Part> {
  yield* partsOfSource(document.source);
  yield* each("key", document.key);
  yield* each("where", [document.where]);
  yield* partsOfJoins(document.joins);
  yield* each(
    "for_each",
    document.forEach.map((level) => level.in),
  );
  yield* each(
    "parameter",
    document.lookups.flatMap((use) => use.parameters.map((parameter) => parameter.sql)),
  );
  yield* each("partition", [document.partition?.column]);
  yield* each("order_by", document.orderBy);
  yield* each("loaded_at", [document.loadedAt]);
  yield* partsOfShared(document.defaults);
}

function* partsOfEvent(event: EventDefinition): Iterable<Part> {
  yield* each("at", [event.at?.sql]);
  yield* each("where", [event.where]);
  yield* each("key", event.key ?? []);
  yield* each(
    "for_each",
    (event.forEach ?? []).map((level) => level.in),
  );
  yield* each("order_by", event.orderBy ?? []);
  yield* each("changes", event.changes ? [event.changes.value, ...event.changes.per] : []);
  yield* each("variants", [event.variants?.by]);
  yield* each("once_per", event.oncePer?.key ?? []);
  yield* each("revenue", [event.revenue]);
  yield* each("link", [event.link]);
  yield* partsOfShared(event);
  yield* partsOfTests(event.tests);
  yield* each(
    "query",
    event.reconcile.map((reconciliation) => reconciliation.sql),
  );
}

function* partsOfShared(shared: SharedKeys): Iterable<Part> {
  for (const { name, sql } of shared.entities) if (sql) yield { sql, role: "entity", name: name.value };
  yield* partsOfProperties(shared.properties);
}

function* partsOfProperties(properties: readonly Property[]): Iterable<Part> {
  for (const property of properties) {
    if (property.sql) yield { sql: property.sql, role: "property", name: property.name.value, property };
    yield* partsOfTests(property.tests);
  }
}

function* partsOfTests(tests: readonly EventTest[]): Iterable<Part> {
  for (const test of tests) if (test.kind === "rows") yield { sql: test.where, role: "test" };
}

function* partsOfJoins(joins: readonly Join[]): Iterable<Part> {
  for (const { source, on, asOf } of joins) {
    yield* partsOfSource(source);
    yield* each("on", [on]);
    yield* each("as_of", [asOf?.start, asOf?.end, asOf?.at]);
  }
}

function* partsOfSource(source: Source | undefined): Iterable<Part> {
  if (source?.kind === "query") yield { sql: source.sql, role: "query" };
}

function* each(role: ExpressionRole, texts: readonly (SqlText | undefined)[]): Iterable<Part> {
  for (const sql of texts) if (sql && sql.text.trim() !== "") yield { sql, role };
}
