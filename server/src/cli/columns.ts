import { harmlessLine, jsonText } from "../document/harmless.ts";
import { nameInCatalog } from "../project/catalog.ts";
import { dbtColumnInWords, dbtTableParagraphs } from "../project/dbt/inWords.ts";
import type { Column, Table } from "../project/types.ts";
import { typeInWords } from "../sql/typeInWords.ts";
import { exitCode } from "./commandError.ts";
import { withNamedTable } from "./namedTable.ts";
import type { CommonOptions } from "./options.ts";
import { drawTable, type TableColumn } from "./table.ts";
import { paint, type Terminal } from "./terminal.ts";

export interface ColumnsOptions extends CommonOptions {
  readonly format: "text" | "json";
}

/** `eventspec columns`: what is known of a table's columns. */
export async function columns(name: string, options: ColumnsOptions, terminal: Terminal): Promise<number> {
  return withNamedTable(name, options, terminal, async ({ table }) => {
    terminal.out.write(options.format === "json" ? jsonOf(table) : textOf(table, terminal));
    return exitCode.ok;
  });
}

/** The contract of `columns --format json`, version 1. A key that nothing is known of is absent. */
function jsonOf(table: Table): string {
  const { description, origin, partial, dbt, columns } = table;
  return jsonText({
    version: 1,
    table: nameInCatalog(table),
    from: origin,
    ...(description !== undefined && { description }),
    complete: !partial,
    ...(dbt && { dbt }),
    columns: columns.map((column) => ({
      name: column.name,
      type: typeOf(column),
      engine_type: column.type,
      nullable: column.nullable,
      description: column.description,
      tags: column.tags,
      dbt: column.dbt,
    })),
  });
}

const heads: readonly TableColumn[] = [
  { name: "column", align: "left", firm: true },
  { name: "type", align: "left" },
  { name: "null", align: "left" },
  { name: "description", align: "left" },
  { name: "dbt", align: "left", optional: true },
];

function textOf(table: Table, { out }: Terminal): string {
  const { description, origin, partial, columns } = table;
  const told = [description, ...dbtTableParagraphs(table), `From ${origin}.`].flatMap((text) =>
    text ? [harmlessLine(text)] : [],
  );
  const rows = columns.map((column) => [
    column.name,
    typeOf(column) ?? "unknown",
    column.nullable === undefined ? "?" : column.nullable ? "yes" : "no",
    column.description ?? "",
    dbtColumnInWords(column)?.replace(/^dbt: /, "") ?? "",
  ]);
  // A column of the table that says nothing of any column of the warehouse takes no room.
  const shown = heads.map((_, at) => at < 2 || rows.some((row) => row[at] !== "" && row[at] !== "?"));
  const kept = <T>(cells: readonly T[]): T[] => cells.filter((_, at) => shown[at]);
  const drawn =
    columns.length === 0 ? "Its columns are not known.\n" : drawTable(kept(heads), rows.map(kept), out);
  const more = partial ? "There may be more columns than these.\n" : "";
  const head = `${paint(out, "bold", harmlessLine(nameInCatalog(table)))}\n`;
  return `${head}${told.map((line) => `${line}\n`).join("")}\n${drawn}${more}`;
}

/** Of a union's column each type that it has. */
function typeOf({ others = [], ...column }: Column): string | undefined {
  const types = [column, ...others].flatMap(({ type: spelling, dialect }) =>
    spelling === undefined ? [] : (typeInWords({ spelling, dialect }) ?? []),
  );
  return types.length > 0 ? [...new Set(types)].join(" or ") : undefined;
}
