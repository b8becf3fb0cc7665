import assert from "node:assert/strict";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";

const spec = `from: orders
as: o
key: o.order_id
events:
  order_win:
    at: o.ordered_at
    where: row_number() over (partition by o.customer_id order by o.ordered_at) = 1
  order_win_at:
    at: max(o.ordered_at) over (partition by o.customer_id)
  order_win_key:
    at: o.ordered_at
    key: row_number() over (order by o.ordered_at)
  order_win_once:
    at: o.ordered_at
    once_per: first_value(o.order_id) over (partition by o.customer_id order by o.ordered_at)
  order_set:
    at: o.ordered_at
    properties: {u: 'unnest([1, 2])', g: 'generate_series(1, 3)'}
  order_rand:
    at: o.ordered_at
    properties: {u: random(), id: uuid()}
`;

describe("functions that return rows or look at others", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  before(async () => {
    folder = await temporaryFolder({
      "eventspec.yml": `eventspec: 1
name: t
connection: dev
connections: {dev: {type: duckdb, files: {orders: orders.csv}}}
rules: {extends: minimal, event-without-entity: 'off'}
`,
      "a.events.yml": spec,
      "orders.csv": "order_id,customer_id,ordered_at\n1,7,2025-03-01 10:00:00\n2,7,2025-03-02 11:30:00\n",
    });
  });
  after(() => folder.remove());

  const here = (...args: string[]) => runHere(args, { cwd: folder.path });

  it("are one finding each, at their characters", async () => {
    const { stdout, code } = await here("check", "--format", "json");
    const { findings } = JSON.parse(stdout) as {
      findings: {
        range: { start: { line: number; column: number } };
        rule: string;
        severity: string;
        hint?: string;
      }[];
    };
    assert.equal(code, 1);
    assert.deepEqual(
      findings.map(({ range: { start }, rule, severity }) => [start.line, start.column, rule, severity]),
      [
        [7, 12, "window-in-expression", "error"],
        [9, 9, "window-in-expression", "error"],
        [12, 10, "window-in-expression", "error"],
        [15, 15, "window-in-expression", "error"],
        [18, 22, "rows-from-expression", "error"],
        [21, 21, "non-deterministic-value", "warning"],
        [21, 35, "non-deterministic-value", "warning"],
      ],
    );
    assert.ok(findings.every(({ hint }) => hint));
  });

  it("are refused by compile and preview, too", async () => {
    for (const event of ["order_win", "order_win_at", "order_win_key", "order_win_once", "order_set"]) {
      for (const command of ["compile", "preview"]) {
        const { code, stdout, stderr } = await here(command, event);
        assert.notEqual(code, 0, `${command} ${event}`);
        assert.match(stdout + stderr, /window-in-expression|rows-from-expression/, `${command} ${event}`);
      }
    }
    assert.equal((await here("preview", "order_rand")).code, 0);
  });
});
