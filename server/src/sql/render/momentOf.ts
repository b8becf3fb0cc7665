import type { Dialect } from "../dialects/dialect.ts";
import type { TypedSql } from "../plan/plan.ts";
import type { Moment } from "./renderer.ts";
import { embed } from "./sqlText.ts";
import { instantOf } from "./values.ts";

/** A user's expression as a moment. */
export function momentOf(dialect: Dialect, expression: TypedSql, timezone: string): Moment {
  return {
    sql: embed(dialect, expression),
    type: expression.type,
    timezone,
    instant: instantOf(dialect, { expression, timezone, nullValues: [] }),
  };
}
