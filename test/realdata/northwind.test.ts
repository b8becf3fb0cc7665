import assert from "node:assert/strict";
import { runHere } from "../support/cli.ts";
import { type Preview, readCheck, readPreview } from "../support/contracts.ts";
import { copyProject } from "../support/realData.ts";

describe("Northwind's orders", () => {
  let project: Awaited<ReturnType<typeof copyProject>>;

  before(async () => {
    project = await copyProject("northwind");
  });
  after(() => project.remove());

  const preview = async (event: string): Promise<Preview> => {
    const args = ["preview", event, "--format", "json", "--limit", "10000"];
    const { code, stdout, stderr } = await runHere(args, { cwd: project.path });
    assert.equal(code, 0, stderr);
    return readPreview(stdout);
  };

  it("are described without findings", async () => {
    const { code, stdout, stderr } = await runHere(["check", "--format", "json"], { cwd: project.path });
    assert.equal(stderr, "");
    const { findings, events } = readCheck(stdout);
    assert.deepEqual(findings, []);
    assert.equal(events, 3);
    assert.equal(code, 0);
  });

  it("give an event for each order, at OrderDate", async () => {
    const { rows, truncated } = await preview("order_placed");
    assert.equal(rows.length, 830);
    assert.equal(truncated, false);
    const times = rows.map((row) => String(row.occurred_at)).sort();
    assert.match(times[0] ?? "", /^1996-07-04T00:00:00/);
    assert.match(times.at(-1) ?? "", /^1998-05-06T00:00:00/);
    assert.equal(new Set(rows.map((row) => row.event_id)).size, 830);
  });

  it("give an event for each order that was shipped, at ShippedDate", async () => {
    const { rows } = await preview("order_shipped");
    assert.equal(rows.length, 809);
    assert.equal(rows.filter((row) => row.is_late === true).length, 37);
  });

  it("have RequiredDate as a property: a promise is no event", async () => {
    const { rows, columns } = await preview("order_placed");
    assert.equal(columns.find(({ name }) => name === "required_on")?.type, "DATE");
    assert.ok(rows.every((row) => /^\d{4}-\d\d-\d\d$/.test(String(row.required_on))));
    const { stdout } = await runHere(["compile", "--format", "json"], { cwd: project.path });
    const { relations } = JSON.parse(stdout) as { relations: { events: string[] }[] };
    assert.deepEqual(relations.flatMap(({ events }) => events).sort(), [
      "order_placed",
      "order_shipped",
      "product_ordered",
    ]);
  });

  it("have lines in a table whose name holds a space", async () => {
    const { rows } = await preview("product_ordered");
    assert.equal(rows.length, 2155);
    const revenue = rows.reduce((sum, row) => sum + Number(row.revenue), 0);
    assert.ok(Math.abs(revenue - 1_265_793.04) < 1, `${revenue}`);
  });
});
