/** Which tables files read, and how they describe columns of them: what rules compare that look at several readers of one table. */
import type { Located, Span } from "../../document/types.ts";
import { calledAlias } from "../../project/defaultAlias.ts";
import type { ProjectEvent } from "../../project/types.ts";
import { plainName } from "../../spec/nameWords.ts";
import type { SpecDocument, TableReference } from "../../spec/types.ts";
import { bareReference } from "../../sql/reader/bareReference.ts";

/** A document that reads a table. */
export interface SourcePlace {
  readonly table: string;
  readonly file: string;
  readonly span: Span;
}

/** A property that is nothing but a column, and what is said of it. */
export interface DescribedPlace {
  /** The same for all that call the same column of the same table the same. */
  readonly key: string;
  readonly file: string;
  readonly event: string;
  readonly name: Located<string>;
  readonly description: Located<string>;
}

/** The table that an event's document reads; of its first event, so that each document is there once. */
export function readingOf({ document, definition, file, each }: ProjectEvent): SourcePlace[] {
  const { source, events } = document;
  if (source?.kind !== "table" || each || events[0] !== definition) return [];
  return [{ table: tableKey(source.table), file, span: source.span }];
}

/** The described properties that stand in an event, and in its document where it is the first of it. */
export function describedOf(event: ProjectEvent): DescribedPlace[] {
  const { document, definition, file, each, name: own } = event;
  if (each && each.place > 0) return [];
  const properties =
    document.events[0] === definition
      ? [...document.defaults.properties, ...definition.properties]
      : definition.properties;
  return properties.flatMap(({ name, sql, description }): DescribedPlace[] => {
    if (!sql || !description?.value.trim()) return [];
    const column = columnKey(sql.text, document);
    return column === undefined
      ? []
      : [{ key: `${column} ${name.value.toLowerCase()}`, file, event: own, name, description }];
  });
}

/** Whether two descriptions say the same, but for case, punctuation and blanks. */
export function saySame(one: DescribedPlace, other: DescribedPlace): boolean {
  return plainName(one.description.value) === plainName(other.description.value);
}

/** As it is written: what dbt and a catalog make of it is the same for all who write it so. */
function tableKey({ sql }: TableReference): string {
  return sql.text.replace(/\s+/g, "").toLowerCase();
}

/** The column that SQL is, with its table; `undefined` for anything else. */
function columnKey(sql: string, document: SpecDocument): string | undefined {
  const parts = bareReference(sql);
  const column = parts?.at(-1);
  if (!parts || column === undefined || parts.length > 2) return undefined;
  const alias = parts.length === 2 ? parts[0] : undefined;
  const readers = [document, ...document.joins];
  const reader = readers.find(({ source, alias: as }) => {
    if (source?.kind !== "table") return false;
    // Without an alias it can only be the one table that there is.
    if (alias === undefined) return document.joins.length === 0;
    return calledAlias({ source, ...(as && { alias: as }) })?.toLowerCase() === alias.toLowerCase();
  });
  const table = reader?.source?.kind === "table" ? reader.source.table : undefined;
  return table && `${tableKey(table)}.${column.toLowerCase()}`;
}
