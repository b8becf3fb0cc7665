/** Which columns of an author's query hold the number, its period and its key. */

import { reconciledColumns } from "../../project/reconciledColumns.ts";
import type { Reconciliation } from "../../spec/types.ts";
import { isNumber, type LogicalType, logicalTypeOf } from "../../sql/logicalType.ts";
import type { DialectName } from "../../sql/types.ts";
import type { ResultColumn } from "../../warehouse/types.ts";
import type { Verdict } from "../results.ts";

export interface GivenColumn {
  /** As the engine calls it. */
  readonly name: string;
  readonly type: LogicalType;
}

export interface GivenColumns {
  /** Names of all of them, in order. */
  readonly all: readonly string[];
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
  const all = columns.map(({ name }) => name);
  const found = reconciledColumns(reconciliation, all);
  const given = all.join(", ");
  const [first] = found.missing;
  if (first !== undefined)
    return wrong(
      `The query gives no column ${found.missing.join(" and no column ")}, only ${given}: name it by \`as ${first}\`.`,
    );
  const column = (name: string | undefined): GivenColumn | undefined => {
    const type = columns.find((one) => one.name === name)?.type;
    return name === undefined || type === undefined
      ? undefined
      : { name, type: logicalTypeOf(type, dialect) };
  };
  const [value, period, key] = [column(found.value), column(found.period), column(found.key)];
  if (value && key && !isNumber(value.type.kind))
    return wrong(
      `The query's ${value.name} is no number and can't be added up: write \`cast(… as decimal(18, 2))\`.`,
    );
  return { all, ...(value && { value }), ...(period && { period }), ...(key && { key }) };
}

function wrong(message: string): Verdict {
  return { status: "error", message };
}
