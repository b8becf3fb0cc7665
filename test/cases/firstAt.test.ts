import assert from "node:assert/strict";
import { findingsIn, runIn } from "../support/inProject.ts";
import { overFiles } from "../support/previews.ts";

const spec = `from: orders
as: o
key: o.id
entities: {customer: o.customer}
events:
  order_placed: {at: o.at}
  order_sent: {at: o.sent}
`;

const files = (streams: string, text = spec) => ({
  "eventspec.yml": overFiles(`entities: {customer: ~}\nstreams:\n${streams}`),
  "a.events.yml": text,
  "data/orders.csv":
    "id,customer,at,sent\n1,7,2025-03-01 10:00:00,2025-03-03 10:00:00\n2,7,2025-03-02 10:00:00,\n3,,2025-03-02 10:00:00,\n",
});

describe("the time of an entity's first event", () => {
  it("is the same beside each of its events, in every window", async () => {
    const args = ["preview", "--stream", "all", "--since", "2025-03-02", "--format", "json"];
    const { stdout } = await runIn(files("  all: {entity: customer, first_at: true}\n"), args);
    const { rows } = JSON.parse(stdout) as {
      rows: { event: string; source_key: string; first_at: string | null }[];
    };
    assert.deepEqual(
      rows.map(({ event, source_key: key, first_at: first }) => `${event} ${key} ${first}`).sort(),
      ["order_placed 2 2025-03-01T10:00:00Z", "order_placed 3 null", "order_sent 1 2025-03-01T10:00:00Z"],
    );
  });

  it("has no place in Activity Schema", async () => {
    const streams = "  all:\n    layout: activity_schema\n    first_at: true\n";
    const findings = await findingsIn(files(streams));
    assert.deepEqual(
      findings.map(({ rule, range: { start } }) => [rule, start.line, start.column]),
      [["invalid-value", 10, 15]],
    );
  });

  it("is no property of a wide stream", async () => {
    const text = `${spec}  order_seen: {at: o.at, properties: {first_at: o.at}}\n`;
    const messages = async (streams: string) =>
      (await runIn(files(streams, text), ["compile", "--stream", "all"])).stderr;
    assert.match(
      await messages("  all: {layout: wide, entity: customer, first_at: true}\n"),
      /Property "first_at" has the name of a column that every event has/,
    );
    assert.doesNotMatch(await messages("  all: {layout: wide, entity: customer}\n"), /first_at/);
  });
});
