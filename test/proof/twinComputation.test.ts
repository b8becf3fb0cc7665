/** Tracked twins over generated tables agree with a plain computation over the same rows. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Connection } from "../../server/src/warehouse/types.ts";
import { open } from "../support/connections.ts";
import { projectOf } from "../support/memoryProject.ts";
import { prove } from "../support/prove.ts";
import "../support/randomness.ts";

interface Row {
  readonly key: string | null;
  /** Hours after the start. */
  readonly hour: number;
  readonly value: number | null;
}

const key = fc.option(fc.constantFrom("a", "A", " a", "b", "c", "d", "e ", "f", "g", "h", "i", "j"), {
  freq: 8,
});
const row = fc.record({
  key,
  hour: fc.integer({ min: 0, max: 200 }),
  value: fc.option(fc.integer({ min: 0, max: 2 }), { freq: 4 }),
});
const side = fc.array(row, { maxLength: 14 });

const start = Date.UTC(2026, 0, 1);
const hourMs = 3600_000;
const dayHours = 24;

function table(rows: readonly Row[]): string {
  const listed = rows.map(({ key, hour, value }) => {
    const time = new Date(start + hour * hourMs).toISOString().slice(0, 19).replace("T", " ");
    return `(${key === null ? "null" : `'${key}'`}, timestamp '${time}', ${value})`;
  });
  const none = "(cast(null as varchar), cast(null as timestamp), cast(null as integer))";
  return `select * from (values ${[...listed, none].join(", ")}) as t(id, at_time, v) where at_time is not null`;
}

function spec(truth: readonly Row[], tracked: readonly Row[]): string {
  const document = (rows: readonly Row[], events: string) =>
    `from: {sql: "${table(rows)}"}\nas: o\nkey: o.id\nproperties: {amount: {sql: o.v, type: integer}}\nevents:\n${events}`;
  return `${document(truth, "  paid: {at: o.at_time, tracked_as: {event: seen, by: key, coverage: 60%}}")}
---
${document(tracked, "  seen: {at: o.at_time}")}`;
}

/** The first row of each key. */
function firsts(rows: readonly Row[], keyOf: (key: string) => string): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const one of [...rows].sort((a, b) => a.hour - b.hour)) {
    if (one.key === null) continue;
    const key = keyOf(one.key);
    found.set(key, [...(found.get(key) ?? []), one]);
  }
  return found;
}

const hoursOf = (rows: readonly Row[]) => rows.map(({ hour }) => hour);
const trimmed = (key: string) => key.trim().toLowerCase();

function edge(own: number, other: number, wide: typeof Math.max, narrow: typeof Math.max): number {
  return Math.abs(own - other) <= dayHours ? wide(own, other) : narrow(own, other);
}

interface Expected {
  readonly status: string;
  readonly events?: number;
  readonly tracked?: number;
  readonly only?: number;
  readonly duplicates?: number;
}

function plainly(truth: readonly Row[], tracked: readonly Row[]): Expected {
  if (truth.length + tracked.length === 0) return { status: "skipped" };
  const byText = [firsts(truth, String), firsts(tracked, String)];
  if (byText.some((keys) => keys.size === 0)) return { status: "error" };
  const repeated = [...(byText[0]?.values() ?? [])].filter((rows) => rows.length > 1).flat().length;
  if (repeated > truth.length / 2) return { status: "error" };
  const [own, other] = [hoursOf(truth), hoursOf(tracked)];
  const from = edge(Math.min(...own), Math.min(...other), Math.min, Math.max);
  const until = edge(Math.max(...own), Math.max(...other), Math.max, Math.min);
  if (from > until) return { status: "error" };
  const of = (keyOf: (key: string) => string) => {
    const [left, right] = [firsts(truth, keyOf), firsts(tracked, keyOf)];
    const isIn = ([first]: readonly Row[]) =>
      first !== undefined && first.hour >= from && first.hour <= until;
    const events = [...left].filter(([, rows]) => isIn(rows)).map(([key]) => key);
    const seen = [...right].filter(([, rows]) => isIn(rows));
    return {
      events: events.length,
      tracked: events.filter((key) => right.has(key)).length,
      only: seen.filter(([key]) => !left.has(key)).length,
      duplicates: seen.reduce((sum, [, rows]) => sum + rows.length - 1, 0),
    };
  };
  const [text, loose] = [of(String), of(trimmed)];
  const best = loose.tracked > text.tracked ? loose : text;
  if (best.events === 0 || best.tracked === 0 || best.tracked < best.events * 0.05)
    return { status: "error" };
  return { status: best.tracked / best.events < 0.6 ? "failed" : "passed", ...best };
}

describe("tracked twins of generated tables", function () {
  this.timeout(120_000);
  let connection: Connection;
  before(async () => {
    connection = await open("duckdb", {});
  });
  after(() => connection?.close());

  it("agree with a plain computation", async () => {
    await fc.assert(
      fc.asyncProperty(side, side, async (truth, tracked) => {
        const project = await projectOf({
          "eventspec.yml": "eventspec: 1\nname: p\n",
          "a.events.yml": spec(truth, tracked),
        });
        const results = await prove(project, connection, {
          now: "2026-04-01T00:00:00.000Z",
          isWanted: ({ part }) => part === "tracked_as",
        });
        const result = results.get("paid tracked_as seen");
        const expected = plainly(truth, tracked);
        const told = [result?.message, ...(result?.details ?? [])].join("\n");
        assert.equal(result?.status, expected.status, told);
        if (expected.events === undefined) return;
        const words = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;
        assert.ok(told.startsWith(`${expected.tracked} of ${words(expected.events, "event")} `), told);
        const others = `Without a true event: ${words(expected.only ?? 0, "tracked key")}. Duplicates: ${words(expected.duplicates ?? 0, "tracked event")}.`;
        assert.ok(told.includes(others), `${others}\n${told}`);
      }),
      { numRuns: 60 },
    );
  });
});
