/** SQL that is nothing but a column. */

const identifier = /(?:[\p{L}_][\p{L}\p{N}_$]*|"(?:[^"]|"")+"|`[^`]+`)/u.source;
const bareColumn = new RegExp(`^\\s*${identifier}(?:\\s*\\.\\s*${identifier})*\\s*$`, "u");

/** The identifiers, without quotes, when the SQL is nothing but a column. */
export function bareReference(sql: string): string[] | undefined {
  if (!bareColumn.test(sql)) return undefined;
  const names = sql.match(new RegExp(identifier, "gu")) ?? [];
  return names.map((name) => name.replace(/^["`]|["`]$/g, "").replaceAll('""', '"'));
}
