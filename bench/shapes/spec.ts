/** One wide table with lifecycle timestamps, and N events of it: as a spec, and as the queries that people write by hand. */
import type { Catalog, Project } from "../../server/src/project/types.ts";
import { withCatalog } from "../../server/src/project/updateFile.ts";
import { compile } from "../../server/src/sql/compile.ts";
import { memoryProject } from "../support/memoryProject.ts";
import { projectText } from "../support/specs.ts";

export type Engine = "duckdb" | "postgres";

/** Timestamps of the table; the k-th is filled in one of k + 1 rows. */
export const lifecycle = 16;
export const lastDay = "2026-01-01";

export interface Situation {
  readonly name: string;
  /** Both ends, when there is a window. */
  readonly window?: { readonly since: string; readonly until: string };
  /** Whether it is known how far an event's time may lie from the column that the table is sorted by. */
  readonly bound?: true;
  readonly limit?: number;
  /** Whether events are numbered for each customer and event. */
  readonly numbered?: true;
}

const window = { since: "2025-06-01T00:00:00Z", until: "2025-06-08T00:00:00Z" };

export const situations: readonly Situation[] = [
  { name: "full build", bound: true },
  { name: "window of 7 days", window, bound: true },
  { name: "window of 7 days, no bound", window },
  { name: "preview of 20 rows", limit: 20, bound: true },
  { name: "full build, numbered", bound: true, numbered: true },
  { name: "window of 7 days, numbered", window, bound: true, numbered: true },
];

/** How far an event's time lies from the column that the table is sorted by. */
export const withinDays = 30;

export function lifecycleSpec(events: number, bound: boolean): string {
  const definitions = Array.from({ length: events }, (_, i) => [
    `  ${eventName(i)}:`,
    `    at: o.t${i}`,
    "    properties:",
    "      channel: o.channel",
    "      country: o.country",
    "      total: {sql: o.total_cents, type: integer}",
    "    revenue: o.total_cents / 100.0",
  ]);
  return [
    "from: shop.orders",
    "as: o",
    "key: o.order_id",
    ...(bound ? [`partition: {column: o.created_at, within: ${withinDays} days}`] : []),
    "entities: {customer: o.customer_id}",
    "events:",
    ...definitions.flat(),
    "",
  ].join("\n");
}

export function eventName(i: number): string {
  return `order_step_${String.fromCharCode(97 + i)}`;
}

/** In: what the engine tells of its tables, as the product asks it. */
async function project(events: number, catalog: Catalog, bound: boolean): Promise<Project> {
  const files = {
    "eventspec.yml": `${projectText}${numberedStream}`,
    "orders.events.yml": lifecycleSpec(events, bound),
  };
  return withCatalog(await memoryProject(files), catalog);
}

const numberedStream =
  "streams: {numbered: {layout: narrow, entity: customer, occurrence: entity_and_event}}\n";

/** What EventSpec writes. */
export async function ours(
  events: number,
  { name: dialect, catalog }: { readonly name: Engine; readonly catalog: Catalog },
  situation: Situation,
): Promise<string> {
  const { relations, findings } = compile(await project(events, catalog, situation.bound ?? false), {
    dialect,
    layout: "narrow",
    ...(situation.numbered && { stream: "numbered" }),
    now: `${lastDay}T00:00:00Z`,
    window: { ...situation.window, ...(situation.limit && { limit: situation.limit }) },
  });
  const [relation] = relations;
  if (!relation || findings.length > 0) throw new Error(findings.map(({ message }) => message).join("\n"));
  return relation.sql;
}
