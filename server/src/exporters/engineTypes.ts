/** Types of the columns of an event's own relation, as an engine spells them. */
import { currencyColumn, entityColumn } from "../project/eventColumns.ts";
import type { Dialect } from "../sql/dialects/dialect.ts";
import type { RelationPlan } from "../sql/plan/plan.ts";
import { exactType } from "../sql/render/result.ts";
import type { DialectName } from "../sql/types.ts";

/** Types of an event's relation that is `exact`, by column; none where nobody knows one. */
export function engineTypes(
  dialect: Dialect,
  { entities, properties }: RelationPlan,
): ReadonlyMap<string, string> {
  const { string, [dialect.eventTime]: time } = dialect.types;
  const texts = ["event_id", "event", "link", "source", "source_key", currencyColumn];
  return new Map([
    ...[...texts, ...entities.map(entityColumn)].map((name) => [name, string] as const),
    ["event_version", smallNumber[dialect.name] ?? "integer"],
    ["occurred_at", time],
    ["loaded_at", time],
    ["revenue", dialect.decimal(18, 4)],
    ...properties.flatMap((property) => {
      const type = exactType(dialect, property);
      return type === undefined ? [] : [[property.name, type] as const];
    }),
  ]);
}

/** As engines take a small number that is written out. */
const smallNumber: Readonly<Partial<Record<DialectName, string>>> = {
  bigquery: "int64",
  clickhouse: "UInt8",
};
