import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { runHere } from "../support/cli.ts";
import { dbt, dbtPython, metricFlow, metricFlowPython } from "../support/dbtProject.ts";
import { copyShopDbt } from "../support/shopDbt.ts";

const events = [
  "order_placed",
  "order_shipped",
  "order_cancelled",
  "customer_converted",
  "ticket_opened",
  "ticket_solved",
  "ticket_closed",
  "ticket_status_changed",
];
const streams = ["shop_events", "customer_events"];

describe("the example shop, built by dbt as its README says", () => {
  let folder: Awaited<ReturnType<typeof copyShopDbt>>;
  let python: string;
  const run = (...args: string[]) => runHere(args, { cwd: folder.path });
  const rowsIn = async (table: string): Promise<number> => {
    const instance = await DuckDBInstance.create(join(folder.path, "shop.duckdb"), {
      access_mode: "READ_ONLY",
    });
    const session = await instance.connect();
    const result = await session.runAndReadAll(`select count(*)::integer from ${table}`);
    session.closeSync();
    instance.closeSync();
    return Number(result.getRows()[0]?.[0]);
  };

  before(async function () {
    this.timeout(900_000);
    python = await dbtPython();
    folder = await copyShopDbt();
    await dbt(python, folder.path, "build", "--select", "staging");
  });
  after(() => folder.remove());

  it("builds green, twice, with all that is committed", async function () {
    this.timeout(300_000);
    const { code, stdout, stderr } = await run("export", "dbt", "--check");
    assert.equal(code, 0, stdout + stderr);
    await dbt(python, folder.path, "--warn-error", "build");
    await dbt(python, folder.path, "--warn-error", "build");
  });

  it("holds as many rows as a preview counts", async function () {
    this.timeout(300_000);
    for (const name of events) assert.equal(await rowsIn(name), await previewed(name), name);
    for (const name of streams) assert.equal(await rowsIn(name), await previewed("--stream", name), name);
  });

  it("has metrics that MetricFlow takes, and that count what is there by the zone's months", async function () {
    this.timeout(900_000);
    const metrics = await metricFlowPython();
    await dbt(metrics, folder.path, "parse", "--no-partial-parse");
    await metricFlow(metrics, folder.path, "validate-configs");
    const answer = join(folder.path, "metrics.csv");
    const asked = ["order_placed_count", "order_placed_revenue"];
    await metricFlow(
      ...([metrics, folder.path, "query", "--metrics", asked.join(","), "--csv", answer] as const),
      ...["--group-by", "metric_time__month", "--order", "metric_time__month"],
    );
    const [, ...months] = (await readFile(answer, "utf8")).trim().split(/\r?\n/);
    assert.ok(months.length > 3);
    const counted = await rowsIn(
      `(select strftime(date_trunc('month', occurred_at at time zone 'Europe/Brussels'), '%Y-%m-%d') || ',' || count(*) || ',' || sum(revenue)::double as row from order_placed group by date_trunc('month', occurred_at at time zone 'Europe/Brussels')) where row in (${months.map((row) => `'${withoutTime(row)}'`).join(", ")})`,
    );
    assert.equal(counted, months.length);
  });

  it("is checked without an error", async () => {
    const { code, stdout } = await run("check", "--fail-on", "warning");
    assert.equal(code, 0, stdout);
  });

  /** `2025-01-01T00:00:00,12,34.50` as `2025-01-01,12,34.5`. */
  function withoutTime(row: string): string {
    const [month = "", count, sum] = row.split(",");
    return [month.slice(0, 10), count, Number(sum)].join(",");
  }

  async function previewed(...of: readonly string[]): Promise<number> {
    const { code, stdout, stderr } = await run("preview", ...of, "--limit", "100000", "--format", "json");
    assert.equal(code, 0, stderr);
    return (JSON.parse(stdout).rows as unknown[]).length;
  }
});
