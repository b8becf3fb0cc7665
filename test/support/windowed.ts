/** A table of orders, and the SQL of its events in one window: for tests of what a window lets an engine leave unread. */
import type { Project } from "../../server/src/project/types.ts";
import { withCatalog } from "../../server/src/project/updateFile.ts";
import { compile } from "../../server/src/sql/compile.ts";
import type { DialectName } from "../../server/src/sql/types.ts";
import { projectOf } from "./memoryProject.ts";

const columns = ["order_id", "ordered_at", "paid_at", "shipped_at", "status"];
const window = { since: "2025-06-01T00:00:00Z", until: "2025-06-08T00:00:00Z" };

/** In: the types of the table's columns, as a dialect spells them. */
export async function windowedProject(
  partition: string,
  types: readonly string[],
  dialect: DialectName,
): Promise<Project> {
  const spec = `
from: shop.orders
as: o
key: o.order_id
timezone: Europe/Brussels
${partition}
events:
  order_placed: {at: o.ordered_at}
  order_paid: {at: o.paid_at}
  order_shipped: {at: o.shipped_at}
  order_settled: {at: o.paid_at, variants: {by: o.status, names: {a: order_won}, otherwise: skip}}
  status_changed: {at: o.paid_at, changes: {value: o.status, per: o.order_id}}
`;
  const project = await projectOf({ "eventspec.yml": "eventspec: 1\nname: p\n", "a.events.yml": spec });
  const table = {
    parts: ["shop", "orders"],
    origin: "test",
    columns: columns.map((name, at) => ({ name, type: types[at] ?? "", dialect })),
  };
  return withCatalog(project, { known: true, tables: [table] });
}

export function windowedSql(project: Project, dialect: DialectName, events: readonly string[]): string {
  const now = "2027-01-01T00:00:00Z";
  const { relations } = compile(project, { dialect, layout: "narrow", events, window, now });
  return relations[0]?.sql ?? "";
}

export const within = "partition: {column: o.ordered_at, within: 10 days}";
export const several = ["order_placed", "order_paid", "order_shipped", "order_won"];
