/** Types of the columns of an event's own relation, as an engine spells them. */
import type { Dialect } from "../sql/dialects/dialect.ts";
import type { RelationPlan } from "../sql/plan/plan.ts";
import { exactType, textColumns } from "../sql/render/result.ts";
import type { DialectName } from "../sql/types.ts";

/** Types of an event's relation that is `exact`, by column; none where nobody knows one. */
export function engineTypes(dialect: Dialect, relation: RelationPlan): ReadonlyMap<string, string> {
  const { string, [dialect.eventTime]: time } = dialect.types;
  return new Map([
    ...textColumns(relation).map((name) => [name, string] as const),
    ["event_version", smallNumber[dialect.name] ?? "integer"],
    ["occurred_at", time],
    ["loaded_at", time],
    ["revenue", dialect.decimal(18, 4)],
    ...relation.properties.flatMap((property) => {
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
