import { dbtColumnInWords, dbtTableParagraphs } from "../../../project/dbt/inWords.ts";
import type { Column, Table } from "../../../project/types.ts";
import type { ScopeAlias } from "../../sql/scope.ts";

/** Markdown about a column: type, description, what dbt says of it, origin. */
export function columnDocumentation(
  column: Column,
  alias: Pick<ScopeAlias, "alias" | "detail"> | undefined,
): string {
  const types = [column, ...(column.others ?? [])].flatMap(({ type }) => type ?? []);
  const type = [...new Set(types)].map((one) => ` \`${one}\``).join(" or");
  const nullable = column.nullable === false ? " · never null" : "";
  const origin = alias?.detail ? `\n\n_of ${alias.detail}_` : "";
  const told = [column.description, dbtColumnInWords(column)].filter(Boolean).map((text) => `\n\n${text}`);
  return `**${column.name}**${type}${nullable}${told.join("")}${origin}`;
}

/** Markdown about a table: description, what dbt says of it, columns with their types, origin. */
export function tableDocumentation(table: Table): string {
  const shown = table.columns.slice(0, 40);
  const rows = shown.map(columnLine);
  const more = table.columns.length > shown.length ? [`- … ${table.columns.length - shown.length} more`] : [];
  const description = table.description ? `\n\n${table.description}` : "";
  return [
    `**${table.parts.join(".")}**${description}`,
    ...dbtTableParagraphs(table),
    [...rows, ...more].join("\n"),
    `_from ${table.origin}_`,
  ]
    .filter(Boolean)
    .join("\n\n");
}

function columnLine(column: Column): string {
  const { name, type, description } = column;
  const dbt = dbtColumnInWords(column);
  return `- \`${name}\`${type ? ` ${type}` : ""}${description ? ` — ${description}` : ""}${dbt ? ` · _${dbt}_` : ""}`;
}
