import assert from "node:assert/strict";
import { mostSymbols, workspaceSymbols } from "../../../server/src/editor/features/workspaceSymbols.ts";
import { ordersSpec, projectOf } from "../../support/editorProject.ts";

describe("symbols of the workspace", () => {
  const named = async (query: string) =>
    workspaceSymbols(await projectOf({ "orders.events.yml": ordersSpec }), query).map(
      ({ kind, name, within }) => `${kind} ${name} (${within})`,
    );

  it("are found by letters in their order, the best first", async () => {
    assert.deepEqual(await named("ORDER SHIPPED".replace(" ", "_")), [
      "event order_shipped (orders.events.yml)",
    ]);
    assert.deepEqual(await named("total"), ["property total (order_placed)"]);
    assert.deepEqual((await named("cust"))[0], "entity customer (eventspec.yml)");
    assert.deepEqual(await named("plan_id"), ["property plan_id (plan_at_event)"]);
    assert.deepEqual(await named("ordpl"), ["event order_placed (orders.events.yml)"]);
    assert.deepEqual(await named("lpdr"), []);
  });

  it("are of every kind", async () => {
    const kinds = new Set((await named("")).map((line) => line.split(" ")[0]));
    assert.deepEqual([...kinds].sort(), ["entity", "event", "goal", "lookup", "property", "table", "team"]);
  });

  it("of 5,000 events come at once, and not all of them", async () => {
    const events = (at: number) =>
      Array.from({ length: 100 }, (_, one) => `  event_${at}_${one}: {at: o.at, properties: {p: o.p}}`).join(
        "\n",
      );
    const files = Object.fromEntries(
      Array.from({ length: 50 }, (_, at) => [
        `f${at}.events.yml`,
        `from: shop.orders\nas: o\nkey: o.order_id\nevents:\n${events(at)}\n`,
      ]),
    );
    const project = await projectOf(files);
    const before = process.cpuUsage();
    assert.equal(workspaceSymbols(project, "event_4_").length, mostSymbols);
    assert.equal(workspaceSymbols(project, "event_49_99")[0]?.name, "event_49_99");
    const { user, system } = process.cpuUsage(before);
    assert.ok((user + system) / 1_000 < 1_000, `${(user + system) / 1_000} ms of processor time`);
  }).timeout(30_000);
});
