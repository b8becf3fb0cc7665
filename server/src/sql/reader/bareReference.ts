/** SQL that is nothing but a column. */

const identifier = /(?:[\p{L}_][\p{L}\p{N}_$]*|"(?:[^"]|"")+"|`[^`]+`)/u.source;
const identifiers = new RegExp(identifier, "gu");
const plainColumn = /^[A-Za-z_][\w$]*(?:\.[A-Za-z_][\w$]*)*$/;
const bareColumn = new RegExp(`^\\s*${identifier}(?:\\s*\\.\\s*${identifier})*\\s*$`, "u");

/** The identifiers, without quotes, when the SQL is nothing but a column. */
export function bareReference(sql: string): string[] | undefined {
  // Nearly all columns are written so, and rules ask for each at every keystroke.
  if (plainColumn.test(sql)) return sql.split(".");
  if (!bareColumn.test(sql)) return undefined;
  const names = sql.match(identifiers) ?? [];
  return names.map((name) => name.replace(/^["`]|["`]$/g, "").replaceAll('""', '"'));
}
