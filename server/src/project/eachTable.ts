/** One document for tables that look alike: for each of them a document of its own, with events of names that say which. */
import type { Located } from "../document/types.ts";
import type {
  EachTable,
  EventDefinition,
  EventTest,
  Join,
  SpecDocument,
  TableReference,
} from "../spec/types.ts";
import { unnamedQuery } from "./defaultAlias.ts";
import type { Catalog, Project, ProjectEvent } from "./types.ts";
import { tablesMatching } from "./unions.ts";

/** What stands for the table's own name in names of events. */
export const tablePlace = "{table}";

/** A document as it counts for one table. */
export interface OfTable {
  readonly document: SpecDocument;
  /** Absent for a document of one source. */
  readonly table?: string;
}

/** In: a document as it is written. Out: itself, or one for each table that its pattern finds in the catalog. */
export function documentsOf(document: SpecDocument, catalog: Catalog): OfTable[] {
  const { each } = document;
  if (!each) return [{ document }];
  return eachTables(each, catalog).map((reference) => {
    const name = reference.parts.at(-1) ?? "";
    const alias = document.alias ?? { value: unnamedQuery, span: each.span };
    const source = { kind: "table", table: reference, span: each.span } as const;
    const events = document.events.map((event) => named(event, name));
    const joins = document.joins.map((join) => joined(join, name));
    return { table: reference.parts.join("."), document: { ...document, source, alias, joins, events } };
  });
}

/** The tables of a pattern, by name. */
export function eachTables({ table, pattern }: EachTable, catalog: Catalog) {
  return tablesMatching(pattern, catalog).map((parts) => ({
    kind: "relation" as const,
    parts,
    sql: table.sql,
  })) satisfies TableReference[];
}

/** The event with a table's name where its names leave a place for it. */
function named(event: EventDefinition, table: string): EventDefinition {
  const fill = fillerOf(table);
  const { name, formerly, variants, tests, trackedAs, deprecated } = event;
  return {
    ...event,
    name: fill(name),
    ...(formerly && { formerly: formerly.map(fill) }),
    ...(variants && {
      variants: {
        ...variants,
        names: variants.names.map((one) => ({
          ...one,
          event: fill(one.event),
          ...(one.formerly && { formerly: one.formerly.map(fill) }),
        })),
      },
    }),
    tests: tests.map(
      (test): EventTest => (test.kind === "follows" ? { ...test, event: fill(test.event) } : test),
    ),
    ...(trackedAs && { trackedAs: { ...trackedAs, event: fill(trackedAs.event) } }),
    ...(deprecated?.use && { deprecated: { ...deprecated, use: fill(deprecated.use) } }),
  };
}

function joined(join: Join, table: string): Join {
  const { event } = join;
  return event ? { ...join, event: { ...event, name: fillerOf(table)(event.name) } } : join;
}

function fillerOf(table: string): (name: Located<string>) => Located<string> {
  return (name) => ({ ...name, value: nameForTable(name.value, table) });
}

/** A name with a table's own in the place that is left for it. */
export function nameForTable(name: string, table: string): string {
  return name.replaceAll(tablePlace, () => table.toLowerCase());
}

/** What an event is called in its file. */
export function writtenName({ name, each }: ProjectEvent): string {
  return each?.written ?? name;
}

/** Patterns of documents that find no table. */
export function unfoundTables({ specs, catalog }: Pick<Project, "specs" | "catalog">): EachTable[] {
  return specs
    .flatMap(({ documents }) => documents.flatMap(({ each }) => each ?? []))
    .filter((each) => eachTables(each, catalog).length === 0);
}
