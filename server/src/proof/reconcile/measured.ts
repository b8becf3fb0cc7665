import { standardTypes } from "../../project/eventColumns.ts";
import type { Reconciliation } from "../../spec/types.ts";
import { declaredType, isNumber } from "../../sql/logicalType.ts";
import { columnCalled } from "../checks.ts";
import type { Verdict } from "../results.ts";
import { missingColumn } from "../rows/conditions.ts";
import type { CheckedRows } from "../rows/eventRelation.ts";
import type { Measured } from "./reconcileQuery.ts";

/** What a reconciliation measures of the event; the verdict where that is no number. */
export function measuredOf(relation: CheckedRows, { measure }: Reconciliation): Measured | Verdict {
  if (measure.kind === "count") return measure;
  const column = columnCalled(relation.event, measure.property.value);
  const missing = missingColumn(relation, [column]);
  if (missing) return missing;
  const property = relation.plan.properties.find(({ name }) => name === column);
  const type = column === "revenue" ? declaredType(standardTypes.revenue) : property?.type;
  if (!property && column !== "revenue")
    return { status: "error", message: `"${column}" is no property, so it can't be added up.` };
  if (type && !isNumber(type.kind))
    return {
      status: "error",
      message: `"${column}" is no number but ${type.kind}, so it can't be added up.`,
    };
  return { kind: "sum", column, type };
}
