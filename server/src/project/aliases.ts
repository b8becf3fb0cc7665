import type { Located, Span } from "../document/types.ts";
import type {
  EventDefinition,
  ForEach,
  Join,
  Source,
  SpecDocument,
  SqlText,
  TableReference,
} from "../spec/types.ts";
import { findTable } from "./catalog.ts";
import type { Project, Table } from "./types.ts";

/** A name that may stand before the dot of a column in an event's SQL. */
export interface Alias {
  readonly alias: string;
  readonly kind: "source" | "join" | "lookup" | "item";
  /** What is known of its columns; absent for items, for queries, and where no catalog knows the table. */
  readonly table?: Table;
  /** The table as written; absent for items and queries. */
  readonly reference?: TableReference;
  /** The query as written, where the source is one: a parser may tell its columns. */
  readonly query?: SqlText;
  /** Path of the file that `span` points into. */
  readonly file: string;
  readonly span: Span;
}

/** What brings names into scope: an event; or a document or lookup alone, of which no event is known yet. */
export interface AliasScope {
  readonly file: string;
  readonly document: Pick<SpecDocument, "source" | "alias" | "joins" | "forEach" | "lookups">;
  readonly definition: Pick<EventDefinition, "forEach">;
}

/**
 * The names that qualify columns in the SQL of an event: its source, joins, lookups' joins and items. `event` and `param`
 * are not among them: they exist inside lookups and as-of joins only.
 */
export function aliasesOf(event: AliasScope, project: Project): Alias[] {
  const { document, file } = event;
  const source = document.source && sourceAlias(document.source, document.alias, "source", file, project);
  return [
    ...(source ? [source] : []),
    ...items(event.definition.forEach ?? document.forEach, file),
    ...joins(document.joins, "join", file, project),
    ...document.lookups.flatMap((use) => {
      const lookup = project.lookups.get(use.name.value);
      return lookup ? joins(lookup.joins, "lookup", project.file.file, project) : [];
    }),
  ];
}

/** The alias of a query that was given none. */
export const unnamedQuery = "source";

/** The columns of a table reference, as far as the project knows them. */
export function tableOf(reference: TableReference, project: Project): Table | undefined {
  const parts = project.resolveTable(reference);
  return parts && findTable(project.catalog, parts);
}

/** The alias that a table has when none is given: the last part of its name. */
export function defaultAlias(reference: TableReference): string {
  if (reference.kind === "ref") return reference.model;
  if (reference.kind === "source") return reference.table;
  return reference.parts.at(-1) ?? "";
}

function joins(list: readonly Join[], kind: "join" | "lookup", file: string, project: Project): Alias[] {
  return list.flatMap((join) => {
    const alias = join.source && sourceAlias(join.source, join.alias, kind, file, project);
    return alias ? [alias] : [];
  });
}

function sourceAlias(
  source: Source,
  written: Located<string> | undefined,
  kind: Alias["kind"],
  file: string,
  project: Project,
): Alias | undefined {
  if (source.kind === "query") {
    const alias = written?.value ?? unnamedQuery;
    return { alias, kind, query: source.sql, file, span: written?.span ?? source.span };
  }
  const table = tableOf(source.table, project);
  return {
    alias: written?.value ?? defaultAlias(source.table),
    kind,
    ...(table && { table }),
    reference: source.table,
    file,
    span: written?.span ?? source.span,
  };
}

function items(list: readonly ForEach[], file: string): Alias[] {
  return list.flatMap(({ item, position }) =>
    [item, position].flatMap((name) =>
      name ? [{ alias: name.value, kind: "item" as const, file, span: name.span }] : [],
    ),
  );
}
