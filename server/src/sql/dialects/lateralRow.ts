import { indent, list } from "../layout.ts";

/** A row of named columns that may speak of the tables before it in `from`: on one line where it fits. */
export function lateralRow(
  alias: string,
  columns: readonly { readonly name: string; readonly sql: string }[],
): string {
  const named = list(columns.map(({ name, sql }) => `${sql} as ${name}`));
  const row = named.startsWith("\n") ? `\n  select${indent(named).trimEnd()}\n` : `select ${named}`;
  return `cross join lateral (${row}) as ${alias}`;
}
