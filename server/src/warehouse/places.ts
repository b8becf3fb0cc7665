/** Places in SQL as engines tell them. */

/** UTF-16 offset of a line and a column, both counted from 1, columns in characters (code points). */
export function offsetAt(sql: string, line: number, column: number): number | undefined {
  let start = 0;
  for (let passed = 1; passed < line; passed++) {
    const newline = sql.indexOf("\n", start);
    if (newline < 0) return undefined;
    start = newline + 1;
  }
  let offset = start;
  for (let passed = 1; passed < column && offset < sql.length; passed++)
    offset += (sql.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  return offset;
}
