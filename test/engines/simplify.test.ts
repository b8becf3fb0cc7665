import assert from "node:assert/strict";
import { writeCatalog } from "../../server/src/project/catalog.ts";
import type { Verdict } from "../../server/src/review/types.ts";
import { isSame } from "../../server/src/review/types.ts";
import { changesOf, ladderEngine } from "../review/support.ts";
import { projectOf } from "../support/memoryProject.ts";
import { simplifiedPairs } from "../support/sqlglotSource.ts";

/** Each of a few types with values that tell expressions apart: chosen here, and not by the ladder's own grid. */
const values: Readonly<Record<string, readonly string[]>> = {
  boolean: ["null", "true", "false"],
  integer: ["null", "-2", "-1", "0", "1", "2", "3", "5", "10"],
  varchar: ["null", "''", "'a'", "'b'", "'A'", "'x'", "'abc'", "'1'"],
  date: ["null", "'1998-12-01'", "'2021-01-01'", "'2022-12-31'", "'2023-02-28'", "'9999-12-31'"],
};

const keywords = new Set(
  "and or not null true false case when then else end cast as in is between like interval date day month year if coalesce extract from timestamp datetime int array struct text varchar char boolean concat concat_ws any all exists select distinct over".split(
    " ",
  ),
);

/** Names that may be columns: words outside of texts that open no call. */
function columnsIn(...texts: readonly string[]): string[] {
  const words = texts.flatMap((text) => [
    ...text.replace(/'[^']*'/g, "''").matchAll(/\b[a-z_]\w*\b(?!\s*[(.])/gi),
  ]);
  return [...new Set(words.map(([word]) => word.toLowerCase()))].filter((word) => !keywords.has(word));
}

describe("pairs that a public rewriter takes for the same", () => {
  let engine: Awaited<ReturnType<typeof ladderEngine>>;
  before(async () => {
    engine = await ladderEngine();
  });
  after(() => engine.close());
  const signal = new AbortController().signal;

  /** The rows on which both agree, or don't; `undefined` where they don't run. */
  async function differs([one, other]: readonly [string, string], columns: readonly string[], type: string) {
    const grid = columns.map(
      (name) =>
        `(values ${(values[type] ?? []).map((value) => `(${value}::${type})`).join(", ")}) as t_${name}(${name})`,
    );
    const from = grid.length === 0 ? "" : ` from ${grid.join(" cross join ")}`;
    const sql = `select (${one})::varchar, (${other})::varchar${from}`;
    const { rows } = await engine.connection
      .run(sql, { limit: 10_000, timeoutMs: 10_000 }, signal)
      .catch(() => ({ rows: undefined }));
    return rows?.some(([a, b]) => a !== b);
  }

  async function verdict([one, other]: readonly [string, string], columns: readonly string[], type: string) {
    const spec = (sql: string) =>
      `from: shop.t\nkey: t.k\nevents:\n  row_seen:\n    at: t.k\n    properties:\n      p: {sql: ${JSON.stringify(sql)}}\n`;
    const table = {
      parts: ["shop", "t"],
      origin: "test",
      columns: ["k", ...columns].map((name) => ({
        name,
        type: type.toUpperCase(),
        dialect: "duckdb" as const,
      })),
    };
    const catalog = writeCatalog({ tables: [table], known: true });
    const of = (sql: string) =>
      projectOf({
        "eventspec.yml": "eventspec: 1\nname: p\n",
        "eventspec.catalog.json": catalog,
        "a.events.yml": spec(sql),
      });
    const [change] = await changesOf(await of(one), await of(other), engine);
    return change?.verdict ?? ({ step: "same tokens" } satisfies Verdict);
  }

  it("are never called the same where a grid of values tells them apart", async () => {
    const wrong: string[] = [];
    const steps = new Map<string, number>();
    let ran = 0;
    let apart = 0;
    for (const pair of await simplifiedPairs()) {
      const columns = columnsIn(...pair);
      if (columns.length > 4) continue;
      for (const type of Object.keys(values)) {
        const found = await differs(pair, columns, type);
        if (found === undefined) continue;
        ran += 1;
        const { step } = await verdict(pair, columns, type);
        steps.set(step, (steps.get(step) ?? 0) + 1);
        if (found) apart += 1;
        if (found && isSame({ step })) wrong.push(`${type}: ${pair.join("  |  ")}: ${step}`);
        if (columns.length === 0) break;
      }
    }
    assert.deepEqual(wrong, []);
    assert.ok(ran > 200, `${ran} ran`);
    // The oracle is worth something: some of the pairs are not the same, and of many something is known.
    assert.ok(apart > 5, `${apart} differ`);
    assert.ok((steps.get("proved") ?? 0) > 30, JSON.stringify([...steps]));
    assert.ok((steps.get("refuted") ?? 0) > 5, JSON.stringify([...steps]));
  });
});
