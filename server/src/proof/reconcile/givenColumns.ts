/** Which columns of an author's query hold the number, its period and its key. */

import type { Reconciliation } from "../../spec/types.ts";
import { type LogicalType, logicalTypeOf } from "../../sql/logicalType.ts";
import type { DialectName } from "../../sql/types.ts";
import type { ResultColumn } from "../../warehouse/types.ts";
import type { Verdict } from "../results.ts";

export interface GivenColumn {
  /** As the engine calls it. */
  readonly name: string;
  readonly type: LogicalType;
}

export interface GivenColumns {
  /** Absent where each row of a query with a key counts as one. */
  readonly value?: GivenColumn;
  readonly period?: GivenColumn;
  readonly key?: GivenColumn;
}

/** In: the columns that the query gives. Out: what is wrong with them. */
export function givenColumns(
  reconciliation: Reconciliation,
  columns: readonly ResultColumn[],
  dialect: DialectName,
): GivenColumns | Verdict {
  const { per, key, measure } = reconciliation;
  const named = (wanted: string | undefined): GivenColumn | undefined => {
    const found = columns.find(({ name }) => name.toLowerCase() === wanted?.toLowerCase());
    return found && { name: found.name, type: logicalTypeOf(found.type, dialect) };
  };
  const period = named(per?.value);
  const keyColumn = named(key?.value);
  const given = columns.map(({ name }) => name).join(", ");
  const missing = [...(per && !period ? [per.value] : []), ...(key && !keyColumn ? [key.value] : [])];
  if (missing.length > 0)
    return wrong(
      `The query gives no column ${missing.join(" and no column ")}, only ${given}: name it by \`as ${missing[0]}\`.`,
    );
  const others = columns.filter(({ name }) => name !== period?.name && name !== keyColumn?.name);
  const value = named("value") ?? named(others.length === 1 ? others[0]?.name : undefined);
  const countsRows = keyColumn !== undefined && measure.kind === "count" && others.length === 0;
  if (!value && !countsRows)
    return wrong(`The query does not say which column is the number, of ${given}: name it by \`as value\`.`);
  if (value && keyColumn && !numbers.has(value.type.kind))
    return wrong(
      `The query's ${value.name} is no number and can't be added up: write \`cast(… as ${isExactType})\`.`,
    );
  return { ...(value && { value }), ...(period && { period }), ...(keyColumn && { key: keyColumn }) };
}

const numbers: ReadonlySet<LogicalType["kind"]> = new Set(["integer", "decimal", "float"]);
const isExactType = "decimal(18, 2)";

function wrong(message: string): Verdict {
  return { status: "error", message };
}
