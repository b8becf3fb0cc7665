import type { LogicalType } from "../sql/logicalType.ts";
import { canonicalText } from "../sql/render/canonical.ts";
import { identifier } from "../sql/render/sqlText.ts";
import { columnCalled } from "./checks.ts";
import type { CheckedRows, EventRelation } from "./rows/eventRelation.ts";

/** Whether what two events share is not for everybody's eyes. */
export function isPersonalKey({ event, personal }: EventRelation, by: string): boolean {
  return personal.columns.has(by === "key" ? "source_key" : columnCalled(event, by));
}

/** SQL of what both share, as text; `undefined` where the relation has none. */
export function sharedKey({ dialect, event, columns, plan }: CheckedRows, by: string): string | undefined {
  if (by === "key") return "source_key";
  const name = columnCalled(event, by);
  if (!columns.includes(name)) return undefined;
  const type: LogicalType | undefined = plan.properties.find((one) => one.name === name)?.type;
  return plan.properties.some((one) => one.name === name)
    ? canonicalText(dialect, identifier(dialect, name), type)
    : identifier(dialect, name);
}
