/** Whether all rows of an event cost more than its connection allows. */
import type { Finding } from "../../document/types.ts";
import { restoreBreaks, select, withTables } from "../../sql/render/sqlText.ts";
import { bytesText } from "../../warehouse/costGuard.ts";
import type { DataRequest, Rows } from "./types.ts";

export async function overBudget(
  { event, relation, asking }: Rows,
  { connection, maxBytes }: DataRequest,
): Promise<Finding | undefined> {
  if (maxBytes === undefined || !connection.capabilities.estimate) return undefined;
  const all = select({ columns: ["*"], from: relation.events });
  const sql = `${restoreBreaks(`${withTables(relation.tables)}\n${all}`)}\n`;
  const { bytes } = await connection.estimate(sql, asking.signal);
  if (bytes === undefined || bytes <= maxBytes) return undefined;
  const { source, partition } = event.document;
  return {
    file: event.file,
    rule: "scan-over-budget",
    severity: "warning",
    event: event.name,
    span: source?.span ?? event.definition.name.span,
    message: `All rows of "${event.name}" read ${bytesText(bytes)}; the connection "${connection.name}" allows ${bytesText(maxBytes)} (max_bytes).`,
    hint: partition
      ? "Narrow what is read: fewer columns in a query, a stricter `where`, or a table that holds less."
      : "Say in `partition` by which column the table is parted, so that a window reads its part alone.",
  };
}
