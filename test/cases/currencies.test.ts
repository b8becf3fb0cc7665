import assert from "node:assert/strict";
import { findingsIn } from "../support/inProject.ts";
import { overFiles, previewJson } from "../support/previews.ts";

const spec = (revenue: string, more = "") =>
  `from: orders\nas: o\nkey: o.id\nevents:\n  order_placed:\n    at: o.at\n    revenue: ${revenue}\n${more}`;
const paid = "  order_paid: {at: o.at, revenue: {sql: o.total, currency: USD}}\n";

const files = (text: string, project = "") => ({
  "eventspec.yml": overFiles(project),
  "a.events.yml": text,
  "data/orders.csv": "id,total,currency,at\n1,12.50,EUR,2025-03-01 10:00:00\n2,3.00,,2025-03-02 11:30:00\n",
});

async function findings(text: string, project = "") {
  const found = await findingsIn(files(text, project));
  return found.map(({ rule, range: { start }, message, hint }) => ({
    at: `${rule} ${start.line}:${start.column}`,
    message,
    hint,
  }));
}

describe("the currency of revenue", () => {
  it("is a column of the event, of a code and of SQL", async () => {
    const currencies = async (revenue: string) =>
      (await previewJson(files(spec(revenue)), ["order_placed"])).rows.map(({ currency }) => currency);
    assert.deepEqual(await currencies("{sql: o.total, currency: EUR}"), ["EUR", "EUR"]);
    assert.deepEqual(await currencies("{sql: o.total, currency: o.currency}"), ["EUR", null]);
    assert.deepEqual(await currencies("o.total"), [undefined, undefined]);
  });

  it("must be one that there is", async () => {
    const [found] = await findings(spec("{sql: o.total, currency: EUX}"));
    assert.equal(found?.at, "invalid-value 7:39");
    assert.match(found?.hint ?? "", /^Did you mean EU\w\? For a column of that name/);
    assert.deepEqual(await findings(spec("{sql: o.total, currency: DEM}")), []);
  });

  it("is SQL that is checked like any other", async () => {
    const [found] = await findings(spec("{sql: o.total, currency: o.curency}"));
    assert.equal(found?.at, "unknown-column 7:39");
  });

  it("is no other property", async () => {
    const more = "    properties: {currency: o.currency}\n";
    const [found] = await findings(spec("{sql: o.total, currency: EUR}", more));
    assert.equal(found?.at, "reserved-property-name 8:18");
    assert.deepEqual(await findings(spec("o.total", more)), []);
  });

  it("is no other property where another event of a stream says it, as no `first_at` is where a stream has it", async () => {
    const more = "    properties: {currency: o.currency, first_at: o.at}\n";
    const found = async (stream: string) =>
      (await findings(spec("o.total", `${more}${paid}`), `streams:\n  all: ${stream}\n`)).flatMap(
        ({ at, message }) => (at.startsWith("reserved-property-name") ? [message] : []),
      );
    const taken = (name: string) =>
      `"${name}" is a column of the stream "all"; a property can't have the same name.`;
    assert.deepEqual(await found("{layout: wide}"), [taken("currency")]);
    assert.deepEqual(await found("{layout: wide, first_at: true}"), [taken("currency"), taken("first_at")]);
    assert.deepEqual(await found("{layout: per_event, first_at: true}"), [taken("first_at")]);
    assert.deepEqual(await found("{first_at: true}"), []);
    assert.deepEqual(await found("{layout: wide, events: {name: order_placed}}"), []);
  });

  it("is told in every event of a stream or in none, and Activity Schema has one", async () => {
    const streams = "streams:\n  all: {}\n  activities:\n    layout: activity_schema\n";
    const told = async (revenue: string) =>
      (await findings(spec(revenue, paid), streams)).map(({ at, message }) => [at, message]);
    const unknown = (name: string) =>
      `Stream "${name}" tells the currency of revenue, but not of "order_placed".`;
    assert.deepEqual(await told("o.total"), [
      ["mixed-currencies 7:3", unknown("all")],
      ["mixed-currencies 8:3", unknown("activities")],
    ]);
    assert.deepEqual(await told("{sql: o.total, currency: EUR}"), [
      [
        "mixed-currencies 9:13",
        'Stream "activities" has revenue in EUR and USD, and no column that tells which.',
      ],
    ]);
    assert.deepEqual(await told("{sql: o.total, currency: USD}"), []);
  });
});
