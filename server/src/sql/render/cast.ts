import type { Dialect } from "../dialects/dialect.ts";
import { loosenessOf } from "../reader/looseness.ts";

/** A value as another type, as people write it: `o.order_id::text` where the engine has that and it needs no parentheses. */
export function castAs(dialect: Dialect, sql: string, type: string): string {
  const isShort =
    dialect.shortCasts &&
    !/^case\b/i.test(sql) &&
    !sql.includes("\n") &&
    loosenessOf(sql, dialect.name) === "operand";
  return isShort ? `${sql}::${type}` : `cast(${sql} as ${type})`;
}
