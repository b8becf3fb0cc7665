import assert from "node:assert/strict";
import { statedType } from "../../../server/src/sql/reader/statedType.ts";

describe("the type that an expression states itself", () => {
  const cases: readonly (readonly [sql: string, type: string | undefined])[] = [
    ["cast(o.id as bigint)", "bigint"],
    ["( CAST (lower(o.a || 'x') as decimal(12, 2)) )", "decimal(12, 2)"],
    ["try_cast(cast(o.a as int) as timestamp with time zone)", "timestamp with time zone"],
    ["o.id::text", "text"],
    ["(o.a + 1)::bigint", "bigint"],
    ["lower(o.a)::int::varchar", "varchar"],
    ["o.tags::text[]", "text[]"],
    ["'A-' || o.id", "varchar"],
    ["o.a || '-' || lower(o.b)", "varchar"],
    ["'A'", "varchar"],
    ["o.id", undefined],
    ["lower(o.a)", undefined],
    ["o.a || o.b", undefined],
    ["cast(o.a as int) + cast(o.b as int)", undefined],
    ["o.a + o.b::int", undefined],
    ["not o.a::boolean", undefined],
    ["case when a then 'b' else c end", undefined],
    ["date '2026-01-01'", "date"],
    ["timestamp '2026-01-01 10:00:00'", "timestamp"],
    ["interval '1 day'", undefined],
    ["date '2026-01-01' + 1", undefined],
    ["o.a = 'x' || 'y'", undefined],
    ["coalesce(o.a, 'as')", undefined],
    ["cast(o.id)", undefined],
    ["cast(o.id as", undefined],
    ["::text", undefined],
    ["", undefined],
  ];
  for (const [sql, type] of cases)
    it(`of ${sql} is ${type ?? "none"}`, () => assert.equal(statedType(sql, "duckdb"), type));
});
