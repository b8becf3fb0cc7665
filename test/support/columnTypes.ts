/** Types of a result's columns as an engine calls them, beside those that the plan promises. */
import type { ValueType } from "../../server/src/spec/types.ts";
import { type LogicalType, logicalTypeOf } from "../../server/src/sql/logicalType.ts";
import type { DialectName, RelationColumn } from "../../server/src/sql/types.ts";

export interface GivenColumn {
  readonly name: string;
  /** As the engine spells it. */
  readonly type: string;
}

/** Engines that hold JSON as a text. */
const jsonIsText: ReadonlySet<DialectName> = new Set(["clickhouse", "databricks", "trino"]);

/** What does not agree, in words, column by column. Names are compared elsewhere: columns are matched by their place. */
export function wrongTypes(
  promised: readonly RelationColumn[],
  given: readonly GivenColumn[],
  dialect: DialectName,
): string[] {
  return promised.flatMap(({ name, type }, at) => {
    const spelling = given[at]?.type;
    if (
      type === undefined ||
      spelling === undefined ||
      agrees(type, logicalTypeOf(spelling, dialect), dialect)
    )
      return [];
    return [`${name} is ${spelling}, promised is ${JSON.stringify(type)}`];
  });
}

function agrees(promised: ValueType, given: LogicalType, dialect: DialectName): boolean {
  switch (promised.kind) {
    case "timestamp":
      return given.kind === "instant";
    case "json":
      return given.kind === (jsonIsText.has(dialect) ? "string" : "json");
    case "decimal":
      return given.kind === "decimal" && hasDigits(promised, given);
    default:
      return given.kind === promised.kind;
  }
}

/** Engines that don't tell digits of a result have nothing to be wrong about. */
function hasDigits(promised: ValueType & { readonly kind: "decimal" }, given: LogicalType): boolean {
  return (
    promised.scale === undefined ||
    given.scale === undefined ||
    (promised.scale === given.scale && promised.precision === given.precision)
  );
}
