import type { Column } from "./types.ts";

/** Whether a column has a value in every row: as the engine says, a constraint of its dbt model, or a test of dbt's that fails where it has none. */
export function isNeverNull({ nullable, dbt }: Pick<Column, "nullable" | "dbt">): boolean {
  if (nullable === false) return true;
  const constraints = dbt?.constraints ?? [];
  return (
    constraints.includes("not_null") ||
    constraints.includes("primary_key") ||
    (dbt?.tests ?? []).some(({ name, warns }) => name === "not_null" && !warns)
  );
}
