import assert from "node:assert/strict";
import { eventColumns } from "../../server/src/project/eventColumns.ts";
import { compile } from "../../server/src/sql/compile.ts";
import { findingsOf } from "../rules/findingsOf.ts";
import { idTypes } from "../support/idTypes.ts";
import { projectOf } from "../support/memoryProject.ts";

const head = "from: shop.orders\nas: o\nkey: o.order_id\n";

/** Properties that are the same for every event. */
describe("values", () => {
  it("are properties of the types that YAML gives them, the event's before the document's", async () => {
    const project = await projectOf({
      "eventspec.yml": "eventspec: 1\nname: p\n",
      "a.events.yml": `${head}values: {stage: secure, rank: 2, share: 1.50, paid: true, code: '007'}
events:
  order_placed: {at: o.ordered_at, values: {stage: open, rank: ~}}
`,
    });
    const [event] = project.events;
    assert.deepEqual(
      event?.properties.map(({ name, constant }) => [name.value, constant?.value]),
      [
        ["stage", "open"],
        ["share", 1.5],
        ["paid", true],
        ["code", "007"],
      ],
    );
    assert.ok(event && eventColumns(event).some(({ name }) => name === "stage"));
    const { relations } = compile(project, { dialect: "duckdb", layout: "wide", types: idTypes() });
    assert.deepEqual(
      relations[0]?.columns.flatMap(({ name, type }) =>
        ["stage", "share", "paid", "code"].includes(name) ? [[name, type?.kind]] : [],
      ),
      [
        ["stage", "string"],
        ["share", "decimal"],
        ["paid", "boolean"],
        ["code", "string"],
      ],
    );
  });

  it("can't stand under `properties` of the same document or event as well", async () => {
    const text = `${head}values: {stage: secure, plan: free}
properties: {plan: o.status}
events:
  order_placed: {at: o.ordered_at, properties: {stage: o.status, rank: o.status}, values: {rank: 1, plan: paid}}
`;
    const found = (await findingsOf(text)).filter(({ rule }) => rule === "invalid-value");
    assert.deepEqual(
      found.map(({ span, path, related }) => [text.slice(span.start, span.end), path, related?.length]),
      [
        ["plan", "values.plan", 1],
        ["rank", "events.order_placed.values.rank", 1],
      ],
    );
  });

  it("hold no SQL and no lists", async () => {
    const found = await findingsOf(
      `${head}values: {stage: [a], rank: {sql: o.rank}}\nevents: {order_placed: {at: o.ordered_at}}\n`,
    );
    assert.deepEqual(
      found.flatMap(({ rule, message }) => (rule === "invalid-value" ? [message] : [])).length,
      2,
    );
  });
});
