import assert from "node:assert/strict";
import fc from "fast-check";
import { applyEdits } from "../../../server/src/document/applyEdits.ts";
import { definition } from "../../../server/src/editor/features/definition.ts";
import { references } from "../../../server/src/editor/features/references.ts";
import { rename } from "../../../server/src/editor/features/rename.ts";
import { compile } from "../../../server/src/sql/compile.ts";
import { viewOf } from "../../support/fileView.ts";
import { mark } from "../../support/markers.ts";
import { projectOf } from "../../support/memoryProject.ts";

type Files = Readonly<Record<string, string>>;

const orders = `from: shop.orders
as: o
key: o.id
for_each: {item: line, in: o.lines, position: n}
lookups:
  plan: {account: o.account_id}
  author: {use: user, id: o.user_id}
join:
  - from: ref('customers')
    as: c
    on: "c.id = \\"o\\".customer_id /* o.x */"
  - {event: asked, as: q, by: customer}
entities: {customer: o.customer_id}
properties:
  total: o.total
events:
  placed:
    at: o.at
    where: |
      o.o > 1 and o.kind <> 'o.x' -- o.y
      and exists (select 1 from unnest([1]) as o(x) where o.x = 2)
      and (select max(o.z) from c) > n
      and O.emoji = '😀' and o.b
    sequence: {per: o.customer_id}
    properties:
      line: line
      sku: line.sku
      total: {sql: o.total + 1}
      before: previous.total
      topic: q.topic || q.customer_id
      plan: p.plan_id
      name: author.name || author_more.x
    tests:
      - not_null: [total, customer_id, sku, plan_id, author_email]
      - rows: {where: total < 0 or (sku = 'total') or placed.total is null}
      - follows: {event: asked, by: customer}
    examples:
      - given: {shop.orders: [{id: 1, total: 2}]}
        expect: [{total: 3, customer_id: a}]
    reconcile: [{sql: select o.total from x as o, tables: {x: shop.orders}, measure: {sum: total}}]
`;

const files: Files = {
  "eventspec.yml": `eventspec: 1
entities: {customer: {}}
lookups:
  plan:
    parameters: [account]
    join: [{from: shop.plans, as: p, on: p.account = param.account}]
    properties: {plan_id: p.id}
  user:
    parameters: [id]
    join:
      - {from: shop.users, as: u, on: u.id = param.id}
      - {from: shop.more, as: more, on: more.id = u.id}
    properties: {email: u.email}
streams: {all: {entity: customer, relation: shop.plans}}
`,
  "orders.events.yml": orders,
  "asked.events.yml": `from: shop.questions
key: questions.id
entities: {customer: questions.customer_id}
events:
  asked: {at: questions.at, properties: {topic: questions.topic}, tests: [{not_null: topic}]}
`,
};

const spec = "orders.events.yml";

/** The offset inside a word; `before` leads to it. */
async function at(all: Files, file: string, before: string) {
  const start = (all[file] ?? "").indexOf(before);
  assert.ok(start >= 0, before);
  return { view: viewOf(await projectOf(all), file), offset: start + before.length };
}

async function renamed(all: Files, file: string, before: string, to: string): Promise<Files | string> {
  const { view, offset } = await at(all, file, before);
  const edits = rename(view, offset, to);
  if (typeof edits === "string") return edits;
  const entries = Object.entries(all).map(([name, text]) => [
    name,
    applyEdits(
      text,
      edits.filter((edit) => edit.file === name),
    ),
  ]);
  return Object.fromEntries(entries);
}

async function marked(file: string, before: string, all = files): Promise<string[]> {
  const { view, offset } = await at(all, file, before);
  return references(view, offset, true).map((place) => {
    const text = all[place.file] ?? "";
    return (
      mark(text, [place.span])
        .split("\n")
        .find((line) => line.includes("⟦"))
        ?.trim() ?? ""
    );
  });
}

function changed(now: Files | string, file = spec): string[] {
  assert.ok(typeof now !== "string", String(now));
  const old = (files[file] ?? "").split("\n");
  return (now[file] ?? "").split("\n").flatMap((line, at) => (line === old[at] ? [] : [line.trim()]));
}

/** All SQL of a project, however it is laid out. */
async function sqlOf(all: Files): Promise<string> {
  const { relations } = compile(await projectOf(all), { dialect: "duckdb", layout: "per_event" });
  return relations
    .map(({ sql }) => sql)
    .join("\n")
    .replace(/\s+/g, " ")
    .replace(/(?<=\() | (?=\))/g, "");
}

describe("names in SQL", () => {
  it("an alias is renamed in all SQL that means it, and in nothing that only looks like it", async () => {
    const now = await renamed(files, spec, "as: o", "ord");
    const lines = changed(now);
    assert.ok(lines.includes("ord.o > 1 and ord.kind <> 'o.x' -- o.y"), lines.join("\n"));
    assert.ok(lines.includes('on: "c.id = \\"ord\\".customer_id /* o.x */"'));
    assert.ok(lines.includes("and (select max(ord.z) from c) > n"));
    assert.ok(lines.includes("and ord.emoji = '😀' and ord.b"));
    assert.ok(lines.includes("plan: {account: ord.account_id}"));
    assert.ok(!lines.some((line) => line.includes("exists") || line.includes("reconcile")));
  });

  it("an element of a list is renamed where it stands alone, too", async () => {
    const lines = changed(await renamed(files, spec, "item: line", "row_item"));
    assert.deepEqual(lines, [
      "for_each: {item: row_item, in: o.lines, position: n}",
      "line: row_item",
      "sku: row_item.sku",
    ]);
    const places = changed(await renamed(files, spec, "position: n", "place"));
    assert.equal(places.length, 1, "a sub-query's bare names are not told apart");
  });

  it("a property is one wherever it is declared, in tests, examples, other rows and joined events", async () => {
    assert.deepEqual(await marked(spec, "before: previous.to"), [
      "⟦total⟧: o.total",
      "⟦total⟧: {sql: o.total + 1}",
      "before: previous.⟦total⟧",
      "- not_null: [⟦total⟧, customer_id, sku, plan_id, author_email]",
      "- rows: {where: ⟦total⟧ < 0 or (sku = 'total') or placed.total is null}",
      "- rows: {where: total < 0 or (sku = 'total') or placed.⟦total⟧ is null}",
      "expect: [{⟦total⟧: 3, customer_id: a}]",
      "reconcile: [{sql: select o.total from x as o, tables: {x: shop.orders}, measure: {sum: ⟦total⟧}}]",
    ]);
    assert.deepEqual(await marked("asked.events.yml", "not_null: top"), [
      "asked: {at: questions.at, properties: {⟦topic⟧: questions.topic}, tests: [{not_null: topic}]}",
      "asked: {at: questions.at, properties: {topic: questions.topic}, tests: [{not_null: ⟦topic⟧}]}",
      "topic: q.⟦topic⟧ || q.customer_id",
    ]);
  });

  it("what lookups declare is found where they are used, under a name of their own, too", async () => {
    assert.deepEqual(await marked("eventspec.yml", "properties: {plan_"), [
      "properties: {⟦plan_id⟧: p.id}",
      "- not_null: [total, customer_id, sku, ⟦plan_id⟧, author_email]",
    ]);
    const now = await renamed(files, "eventspec.yml", "properties: {ema", "address");
    assert.deepEqual(changed(now), ["- not_null: [total, customer_id, sku, plan_id, author_address]"]);
    assert.deepEqual(await marked("eventspec.yml", "parameters: [acc"), [
      "parameters: [⟦account⟧]",
      "join: [{from: shop.plans, as: p, on: p.account = param.⟦account⟧}]",
      "plan: {⟦account⟧: o.account_id}",
    ]);
    assert.deepEqual(await marked("eventspec.yml", "plans, as: p"), [
      "join: [{from: shop.plans, as: ⟦p⟧, on: p.account = param.account}]",
      "join: [{from: shop.plans, as: p, on: ⟦p⟧.account = param.account}]",
      "properties: {plan_id: ⟦p⟧.id}",
      "plan: ⟦p⟧.plan_id",
    ]);
    assert.match(String(await renamed(files, "eventspec.yml", "as: mor", "other")), /author_more/);
    assert.match(String(await renamed(files, spec, "  auth", "writer")), /begin with "author_"/);
  });

  it("an entity's column follows its name", async () => {
    const now = await renamed(files, "eventspec.yml", "entities: {cust", "buyer");
    assert.ok(changed(now).includes("topic: q.topic || q.buyer_id"));
    assert.ok(changed(now).includes("expect: [{total: 3, buyer_id: a}]"));
    assert.ok(!changed(now).includes("sequence: {per: o.buyer_id}"));
  });

  it("tables are found, and keep their names", async () => {
    assert.equal((await marked("eventspec.yml", "relation: shop.pl")).length, 2);
    assert.equal((await marked(spec, "from: shop.or")).length, 3);
    assert.match(String(await renamed(files, spec, "from: shop.or", "x")), /declared|warehouse/);
  });

  it("an alias leads to its declaration, the table's own name to the table", async () => {
    const { view, offset } = await at(files, "asked.events.yml", "key: quest");
    assert.deepEqual(
      definition(view, offset).map(({ span }) => view.document.text.slice(span.start, span.end)),
      ["shop.questions"],
    );
    assert.match(String(await renamed(files, "asked.events.yml", "key: quest", "q")), /`as:`/);
  });

  it("a name that can't be is refused, with the reason", async () => {
    for (const [before, to, reason] of [
      ["as: o", "c", /already an alias "c"/],
      ["as: o", "line", /already an alias "line"/],
      ["as: o", "select", /reserved/],
      ["as: o", "event", /meaning of its own/],
      ["as: o", "a b", /can't be a name/],
      ["as: o", "1a", /can't be a name/],
      ["as: c", "x", undefined],
      ["  tot", "sku", /already a column "sku"/],
      ["  tot", "customer_id", /already a column/],
      ["  tot", "occurred_at", /already a column/],
    ] as const) {
      const now = await renamed(files, spec, before, to);
      if (reason) assert.match(String(now), reason, `${before} → ${to}`);
      else assert.ok(typeof now !== "string", String(now));
    }
    const captured = { ...files, [spec]: orders.replace("from unnest([1]) as o(x)", "from c as w") };
    assert.match(String(await renamed(captured, spec, "as: o", "w")), /already means something else/);
  });

  it("comes back to the same bytes, and changes nothing of the SQL but the name", async () => {
    const own = `from: shop.orders
as: o
key: cast(o.id as bigint)
for_each: {item: line, in: o.lines}
join: [{from: shop.customers, as: c, on: "c.id = \\"o\\".customer_id"}]
entities: {customer: o.customer_id}
events:
  placed:
    at: o.at
    where: >-
      o.o > 1 and o.kind <> 'o.x'

      and exists (select 1 from unnest([1]) as k(x) where k.x = o.k) and o.b = '😀'
    sequence: {per: o.customer_id}
    properties: {total: o.total, gone: {sql: previous.total - o.total}, sku: line.sku}
`;
    const aliases = fc.constantFrom(["as: o", "as: "], ["item: line", "item: "], ["as: c", "as: "]);
    const names = fc.stringMatching(/^zz[a-z_0-9]{0,8}$/);
    await fc.assert(
      fc.asyncProperty(aliases, names, fc.boolean(), async ([before, key], to, crlf) => {
        const all = {
          "eventspec.yml": "eventspec: 1\nentities: {customer: {type: integer}}\n",
          [spec]: crlf ? own.replaceAll("\n", "\r\n") : own,
        };
        const old = String(before).slice(String(key).length);
        const now = await renamed(all, spec, String(before), to);
        assert.ok(typeof now !== "string", String(now));
        assert.notDeepEqual(now, all);
        assert.deepEqual(await renamed(now, spec, `${key}${to}`, old), all);
        const [one, other] = [await sqlOf(all), await sqlOf(now)];
        assert.match(one, /customer_id/, "there is SQL to compare");
        const plain = (text: string) => text.replace(new RegExp(`\\b(each_)?(?:${old}|${to})\\b`, "g"), "·");
        assert.equal(plain(other), plain(one));
      }),
      { numRuns: 40 },
    );
  });
});
