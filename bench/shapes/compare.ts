/** Generated SQL against what people write by hand: the same rows, how long, and how much is read. */
import { distribution } from "../support/measure.ts";
import { type Engine, expert, naive, ours, type Situation, situations } from "./spec.ts";

interface Cost {
  readonly milliseconds: number;
  readonly bytes: number;
}

export interface ShapeEngine {
  readonly name: Engine;
  readonly label: string;
  /** A text that two queries share when they give the same rows. */
  fingerprint(sql: string): Promise<string>;
  /** Runs a query; `consumed` on the engine, so that carrying rows over does not count. */
  run(sql: string, consumed: boolean): Promise<Cost>;
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
const rounds = 3;

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
    ours: await ours(events, engine.name, situation),
    naive: naive(events, engine.name, situation),
    expert: expert(events, engine.name, situation),
  };
  // A preview gives any rows, so there is nothing to compare.
  if (situation.limit === undefined) await assertSameRows(engine, queries);
  const costs: Record<keyof typeof queries, Cost[]> = { ours: [], naive: [], expert: [] };
  for (let round = -1; round < rounds; round++)
    for (const shape of ["ours", "naive", "expert"] as const) {
      const cost = await engine.run(queries[shape], situation.limit === undefined);
      if (round >= 0) costs[shape].push(cost);
    }
  const median = (shape: keyof typeof queries): Cost => ({
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

async function assertSameRows(engine: ShapeEngine, queries: Readonly<Record<string, string>>): Promise<void> {
  const prints = new Map<string, string>();
  for (const [shape, sql] of Object.entries(queries)) prints.set(await engine.fingerprint(sql), shape);
  if (prints.size > 1)
    throw new Error(`The queries do not give the same rows: ${JSON.stringify([...prints], undefined, 2)}`);
}

/** Ratios are ours over the better of the two others. */
export function shapesTable(comparisons: readonly Comparison[]): string {
  const head = [
    "| engine | situation | N | ours | naive union all | by an expert | time, ratio (≤ 1.10) | bytes, ratio (≤ 1.05) | |",
    "|---|---|---|---|---|---|---|---|---|",
  ];
  return [...head, ...comparisons.map(shapesLine)].join("\n");
}

export function shapesLine({ engine, situation, events, ours, naive, expert }: Comparison): string {
  const better = naive.milliseconds < expert.milliseconds ? naive : expert;
  const time = ours.milliseconds / better.milliseconds;
  const bytes = ours.bytes / Math.min(naive.bytes, expert.bytes);
  const verdict = time <= 1.1 && bytes <= 1.05 ? "met" : "**missed**";
  const cells = [ours, naive, expert].map(
    ({ milliseconds, bytes }) => `${milliseconds.toFixed(0)} ms, ${(bytes / 1e6).toFixed(0)} MB`,
  );
  return `| ${engine} | ${situation} | ${events} | ${cells.join(" | ")} | ${time.toFixed(2)} | ${bytes.toFixed(2)} | ${verdict} |`;
}
