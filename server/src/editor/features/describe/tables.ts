import type { Column, Table } from "../../../project/types.ts";
import type { ScopeAlias } from "../../sql/scope.ts";

/** Markdown about a column: type, description, origin. */
export function columnDocumentation(
  column: Column,
  alias: Pick<ScopeAlias, "alias" | "detail"> | undefined,
): string {
  const types = [column, ...(column.others ?? [])].flatMap(({ type }) => type ?? []);
  const type = [...new Set(types)].map((one) => ` \`${one}\``).join(" or");
  const nullable = column.nullable === false ? " · never null" : "";
  const origin = alias?.detail ? `\n\n_of ${alias.detail}_` : "";
  return `**${column.name}**${type}${nullable}${column.description ? `\n\n${column.description}` : ""}${origin}`;
}

/** Markdown about a table: description, columns with their types, origin. */
export function tableDocumentation(table: Table): string {
  const shown = table.columns.slice(0, 40);
  const rows = shown.map(
    (c) => `- \`${c.name}\`${c.type ? ` ${c.type}` : ""}${c.description ? ` — ${c.description}` : ""}`,
  );
  const more = table.columns.length > shown.length ? [`- … ${table.columns.length - shown.length} more`] : [];
  const description = table.description ? `\n\n${table.description}` : "";
  return [
    `**${table.parts.join(".")}**${description}`,
    [...rows, ...more].join("\n"),
    `_from ${table.origin}_`,
  ]
    .filter(Boolean)
    .join("\n\n");
}
