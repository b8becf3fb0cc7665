/** Generated SQL against what people write by hand: the same rows, how long, and how much is read. */
import type { Catalog } from "../../server/src/project/types.ts";
import { distribution } from "../support/measure.ts";
import { consumed, expert, naive, numbers } from "./byHand.ts";
import { type Engine, ours, type Situation, situations } from "./spec.ts";

interface Cost {
  readonly milliseconds: number;
  readonly bytes: number;
}

export interface ShapeEngine {
  readonly name: Engine;
  readonly label: string;
  /** What the product learns of the engine's tables. */
  readonly catalog: Catalog;
  /** A text that two queries share when they give the same rows; `more` are columns besides those of every stream. */
  fingerprint(sql: string, more: readonly string[]): Promise<string>;
  /** Runs a query. */
  run(sql: string): Promise<Cost>;
  close(): Promise<void>;
}

export interface Comparison {
  readonly engine: string;
  readonly situation: string;
  readonly events: number;
  readonly ours: Cost;
  readonly naive: Cost;
  readonly expert: Cost;
}

const counts = [1, 4, 8, 16] as const;
/** What takes milliseconds is run more often, because the machine's own noise is as large. */
const rounds = { fewest: 3, most: 41, milliseconds: 1500 } as const;

/** `tell` hears of each comparison when it is done: all of them take minutes. */
export async function shapes(
  engine: ShapeEngine,
  tell: (comparison: Comparison) => void,
): Promise<Comparison[]> {
  const found: Comparison[] = [];
  for (const events of counts)
    for (const situation of situations) {
      const comparison = await compareOne(engine, events, situation);
      tell(comparison);
      found.push(comparison);
    }
  await engine.close();
  return found;
}

async function compareOne(engine: ShapeEngine, events: number, situation: Situation): Promise<Comparison> {
  const queries = {
    ours: await ours(events, engine, situation),
    naive: naive(events, engine.name, situation),
    expert: expert(events, engine.name, situation),
  };
  // A preview gives any rows, so there is nothing to compare; else the engine consumes them, so that carrying them over does not count.
  const isWhole = situation.limit === undefined;
  if (isWhole) await assertSameRows(engine, queries, situation);
  const looked = (sql: string) => (isWhole ? consumed(engine.name, sql, situation) : sql);
  const costs = await measured(engine, {
    ours: looked(queries.ours),
    naive: looked(queries.naive),
    expert: looked(queries.expert),
  });
  const median = (shape: Shape): Cost => ({
    milliseconds: distribution(costs[shape].map((cost) => cost.milliseconds)).median,
    bytes: distribution(costs[shape].map((cost) => cost.bytes)).median,
  });
  return {
    engine: engine.label,
    situation: situation.name,
    events,
    ours: median("ours"),
    naive: median("naive"),
    expert: median("expert"),
  };
}

type Shape = "ours" | "naive" | "expert";

/** In turn, and each round another one first: what runs after whom has its price. */
async function measured(engine: ShapeEngine, queries: Readonly<Record<Shape, string>>) {
  const costs: Record<Shape, Cost[]> = { ours: [], naive: [], expert: [] };
  const order: Shape[] = ["ours", "naive", "expert"];
  const warmUp: Cost[] = [];
  for (const shape of order) warmUp.push(await engine.run(queries[shape]));
  const longest = Math.max(...warmUp.map(({ milliseconds }) => milliseconds));
  const count = Math.min(rounds.most, Math.max(rounds.fewest, Math.ceil(rounds.milliseconds / longest)));
  for (let round = 0; round < count; round++) {
    for (const shape of order) costs[shape].push(await engine.run(queries[shape]));
    order.push(...order.splice(0, 1));
  }
  return costs;
}

async function assertSameRows(
  engine: ShapeEngine,
  queries: Readonly<Record<string, string>>,
  { numbered }: Situation,
): Promise<void> {
  const prints = new Map<string, string>();
  for (const [shape, sql] of Object.entries(queries))
    prints.set(await engine.fingerprint(sql, numbered ? numbers : []), shape);
  if (prints.size > 1)
    throw new Error(`The queries do not give the same rows: ${JSON.stringify([...prints], undefined, 2)}`);
}

/**
 * Ratios are ours over one rival: the quicker of those that read no more than 1.05 of the fewest bytes, since a stream is read once
 * whatever N is, and warehouses bill by bytes. The other one is shown beside it.
 */
export function shapesTable(comparisons: readonly Comparison[]): string {
  const head = [
    "| engine | situation | N | ours | naive union all | by an expert | time, ratio (≤ 1.10) | bytes, ratio (≤ 1.05) | |",
    "|---|---|---|---|---|---|---|---|---|",
  ];
  return [...head, ...comparisons.map(shapesLine)].join("\n");
}

export function shapesLine({ engine, situation, events, ours, naive, expert }: Comparison): string {
  const fewest = Math.min(naive.bytes, expert.bytes);
  const rivals = [naive, expert].filter((rival) => rival.bytes <= fewest * 1.05);
  const time = ours.milliseconds / Math.min(...rivals.map(({ milliseconds }) => milliseconds));
  const bytes = ours.bytes / fewest;
  const verdict = time <= 1.1 && bytes <= 1.05 ? "met" : "**missed**";
  const cells = [ours, naive, expert].map(
    ({ milliseconds, bytes }) =>
      `${milliseconds.toFixed(milliseconds < 10 ? 2 : 0)} ms, ${(bytes / 1e6).toFixed(0)} MB`,
  );
  return `| ${engine} | ${situation} | ${events} | ${cells.join(" | ")} | ${time.toFixed(2)} | ${bytes.toFixed(2)} | ${verdict} |`;
}
