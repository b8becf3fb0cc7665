/** Types of a result's columns as an engine calls them, beside those that the plan promises. */
import { eventTimeNames } from "../../server/src/project/eventColumns.ts";
import type { ValueType } from "../../server/src/spec/types.ts";
import { dialectOf } from "../../server/src/sql/dialects/index.ts";
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
    const spelling = given[at]?.type ?? "";
    if (type === undefined || agrees(name, type, logicalTypeOf(spelling, dialect), dialect)) return [];
    return [`${name} is ${spelling || "of a type that was not told"}, promised is ${JSON.stringify(type)}`];
  });
}

function agrees(name: string, promised: ValueType, given: LogicalType, dialect: DialectName): boolean {
  switch (promised.kind) {
    case "timestamp":
      // An author's own time is what it is; events' times are the dialect's.
      return eventTimeNames.others.has(name) || eventTimeNames.activity.has(name)
        ? given.kind === dialectOf(dialect).eventTime
        : given.kind === "timestamp" || given.kind === "instant";
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
