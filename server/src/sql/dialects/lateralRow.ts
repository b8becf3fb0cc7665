type Column = { readonly name: string; readonly sql: string };

/** A row of named columns that may speak of the tables before it in `from`; `list` breaks lines where they are too long. */
export function lateralRow(
  alias: string,
  columns: readonly Column[],
  list: (items: readonly string[]) => string,
): string {
  const named = list(columns.map(({ name, sql }) => `${sql} as ${name}`));
  const row = named.startsWith("\n")
    ? `\n  select${named.trimEnd().replaceAll("\n", "\n  ")}\n`
    : `select ${named}`;
  return `cross join lateral (${row}) as ${alias}`;
}
