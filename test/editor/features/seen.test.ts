import assert from "node:assert/strict";
import { applyEdits } from "../../../server/src/document/applyEdits.ts";
import { codeActions } from "../../../server/src/editor/features/codeActions.ts";
import { complete } from "../../../server/src/editor/features/completion.ts";
import { factsKey, type KeptFacts } from "../../../server/src/editor/session/facts.ts";
import { withProfile } from "../../../server/src/editor/session/sampling.ts";
import type { Project } from "../../../server/src/project/types.ts";
import type { ColumnProfile } from "../../../server/src/proof/profile/types.ts";
import { viewOf } from "../../support/fileView.ts";
import { factsIn, file, opened } from "../../support/ordersFile.ts";

const head = `from: shop.orders
as: o
key: o.order_id
entities: {customer: o.customer_id}
events:
  order_placed:
    at: o.ordered_at
    properties:
      status: {sql: o.status, type: string}
      "a, b": o.total_cents
      coupon: {sql: '"Coupon Code"', type: string}
`;

const top = [
  { value: "paid", events: 500 },
  { value: "007", events: 325 },
];
const column = (known: Partial<ColumnProfile> & { name: string }): ColumnProfile => ({
  ...{ of: "property", type: "string", nulls: 0, distinct: 9, top: [], masked: false },
  ...known,
});
const columns = [
  column({ name: "customer_id", of: "entity" }),
  column({ name: "status", distinct: 2, top }),
  column({ name: "a, b", type: "integer", distinct: 825 }),
  column({ name: "coupon", nulls: 100, top: [{ value: "SPRING", events: 9 }] }),
];

function profiledFacts(project: Project): Map<string, KeptFacts> {
  const profile = { events: 825, days: [], columns, unseen: [] };
  return new Map(
    [...factsIn(project)].map(([key, facts]) => [key, withProfile(facts, profile, new Set(["nobody"]))]),
  );
}

/** What is offered at the cursor of a text, once its event was profiled. */
async function seenIn(input: string, facts = profiledFacts) {
  const { project, text, cursor } = await opened(input);
  const view = viewOf(project, file, { facts: facts(project) });
  const actions = codeActions(view, { start: cursor, end: cursor })
    .filter(({ title }) => title.startsWith("Propose"))
    .map(({ title, edits }) => ({ title, text: applyEdits(text, edits) }));
  const items = complete(view, cursor).filter(({ detail = "" }) => /825/.test(detail));
  const taken = items.map(({ label, detail, insert, span }) => ({
    ...{ label, detail },
    text: text.slice(0, span.start) + insert + text.slice(span.end),
  }));
  return { text, actions, taken };
}

describe("what a profile has seen", () => {
  const atName = head.replace("order_placed", "order‸_placed");

  it("is proposed as tests at the event's name and its tests, and says what was seen", async () => {
    const title =
      "Propose tests from what was seen: not_null customer, status, a, b (0 of 825 null); unique a, b (825 different in 825)";
    const lines = "- not_null: [customer, status, 'a, b']\n      - unique: ['a, b']\n";
    const { actions } = await seenIn(atName);
    assert.deepEqual(actions, [{ title, text: `${head}    tests:\n      ${lines}` }]);
    const tests = "tests:\n      - not_null: [Customer, status]\n";
    const [some, ...none] = (await seenIn(`${head}    ${tests.replace("tests", "te‸sts")}`)).actions;
    assert.equal(some?.text, `${head}    ${tests}      ${lines.replace("customer, status, ", "")}`);
    assert.deepEqual(none, []);
    assert.deepEqual((await seenIn(head.replace("at:", "a‸t:"))).actions, []);
  });

  it("keeps the line breaks of the file, and the braces of an event", async () => {
    const crlf = (await seenIn(atName.replaceAll("\n", "\r\n"))).actions[0]?.text ?? "";
    assert.match(crlf, /\r\n {4}tests:\r\n {6}- not_null: \[customer, status, 'a, b'\]\r\n {6}- unique/);
    const flow = head.replace(
      /order_placed:[\s\S]*/,
      "order‸_placed: {at: o.ordered_at, properties: {status: o.status}}\n",
    );
    assert.match(
      (await seenIn(flow)).actions[0]?.text ?? "",
      /\{status: o\.status\}, tests: \[\{not_null: \[customer, status\]\}\]\}\n/,
    );
  });

  it("is nothing where only a sample was seen, other rows count now, or all is proved", async () => {
    assert.deepEqual((await seenIn(atName, factsIn)).actions, []);
    const { project } = await opened(head);
    const old = profiledFacts(project);
    const narrowed = atName.replace("events:", "where: o.total_cents > 0\nevents:");
    assert.deepEqual((await seenIn(narrowed, () => old)).actions, []);
    const [event] = project.events;
    assert.ok(event && old.has(factsKey(event)));
    assert.equal((await seenIn(atName, () => old)).actions.length, 1);
    const proved = `${atName}    tests: [not_null: [customer_id, status, 'a, b'], unique: ['a, b']]\n`;
    assert.deepEqual((await seenIn(proved)).actions, []);
  });

  it("is completed as items of tests", async () => {
    const expected = ["not_null: [customer, status, 'a, b']", "unique: ['a, b']"];
    for (const [typed, written] of [
      ["tests:\n      - ‸\n", "unique: ['a, b']"],
      ["tests:\n      ‸\n", "- unique: ['a, b']"],
      ["tests: [‸]\n", "{unique: ['a, b']}"],
      ["tests: [{‸}]\n", "unique: ['a, b']"],
    ] as const) {
      const { text, taken } = await seenIn(`${head}    ${typed}`);
      assert.deepEqual(
        taken.map(({ label }) => label),
        expected,
        typed,
      );
      assert.deepEqual(
        taken.map(({ detail }) => detail),
        ["0 of 825 null", "825 different in 825"],
      );
      const at = `${head}    ${typed}`.indexOf("‸");
      assert.equal(taken[1]?.text, text.slice(0, at) + written + text.slice(at));
    }
  });

  it("is completed as values of a text that has few", async () => {
    const typed = async (values: string) => {
      const { taken } = await seenIn(
        head.replace("o.status, type: string", `o.status, type: string, values: ${values}`),
      );
      return taken.map(({ label, detail, text }) => [label, detail, /values: (.*?)\}\n/.exec(text)?.[1]]);
    };
    assert.deepEqual(await typed("‸"), [["[paid, '007']", "all values in 825", "[paid, '007']"]]);
    assert.deepEqual(await typed("[‸]"), [
      ["paid", "500 of 825", "[paid]"],
      ["007", "325 of 825", "['007']"],
    ]);
    assert.deepEqual(await typed("[paid, ‸]"), [["007", "325 of 825", "[paid, '007']"]]);
    const coupon = head.replace(
      "'\"Coupon Code\"', type: string",
      "'\"Coupon Code\"', type: string, values: [‸]",
    );
    assert.deepEqual((await seenIn(coupon)).taken, []);
  });
});
