import assert from "node:assert/strict";
import type { CodeAction, Diagnostic } from "vscode-languageserver/node";
import { applyEdits } from "../../server/src/document/applyEdits.ts";
import type { Finding } from "../../server/src/document/types.ts";
import { findingsOf } from "../rules/findingsOf.ts";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";
import { startClient } from "../support/languageClient.ts";
import { overFiles } from "../support/previews.ts";

/** Governance has its say elsewhere. */
async function errorsIn(text: string): Promise<Finding[]> {
  const found = await findingsOf(text);
  return found.filter(({ severity, rule }) => severity === "error" && rule !== "event-without-entity");
}

/** The one error of a text marks `at`, says in its hint what to do, and is gone when its fix is taken. */
async function answered(text: string, at: string, hint: RegExp): Promise<string> {
  const found = await errorsIn(text);
  assert.equal(found.length, 1, found.map(({ message }) => message).join("\n"));
  const [finding] = found;
  assert.ok(finding);
  assert.equal(text.slice(finding.span.start, finding.span.end), at);
  assert.match(finding.hint ?? "", hint);
  const [fix] = finding.fixes ?? [];
  assert.ok(fix, "no fix");
  const fixed = applyEdits(text, fix.edits);
  assert.deepEqual(
    (await errorsIn(fixed)).map(({ message }) => message),
    [],
    fixed,
  );
  return fixed;
}

interface Written {
  readonly from?: string;
  readonly key?: string;
  readonly document?: string;
  readonly at?: string;
  readonly event?: string;
}

function spec({
  from = "from: shop.orders",
  key = "key",
  document = "",
  at = "at",
  event = "",
}: Written): string {
  return `${from}\nas: o\n${key}: o.order_id\n${document}events:\n  order_placed:\n    ${at}: o.ordered_at\n${event}`;
}

describe("words that newcomers bring along", () => {
  for (const word of ["table", "source", "model", "relation", "sql_table_name"])
    it(`${word} is from`, () => answered(spec({ from: `${word}: shop.orders` }), word, /"from"/));

  for (const word of ["primary_key", "id", "grain", "unique_key", "primaryKey"])
    it(`${word} is key`, () => answered(spec({ key: word }), word, /"key"/));

  for (const word of [
    "time",
    "timestamp",
    "event_time",
    "agg_time_dimension",
    "created_at",
    "originalTimestamp",
  ])
    it(`${word} is at`, () => answered(spec({ at: word }), word, /"at"/));

  for (const word of ["filter", "where_clause", "sql_always_where", "having"]) {
    it(`${word} is where, in a document and in an event`, async () => {
      await answered(spec({ document: `${word}: not o.is_test\n` }), word, /"where"/);
      await answered(spec({ event: `    ${word}: not o.is_test\n` }), word, /"where"/);
    });
  }

  for (const word of ["dimensions", "columns", "fields", "measures", "attributes", "traits"])
    it(`${word} is properties`, () =>
      answered(spec({ event: `    ${word}: {currency: o.currency}\n` }), word, /"properties"/));

  for (const [word, value, key] of [
    ["data_tests", "[{not_null: event_id}]", "tests"],
    ["desc", "The customer confirmed it.", "description"],
    ["descripton", "The customer confirmed it.", "description"],
  ] as const)
    it(`${word} is ${key}`, () =>
      answered(spec({ event: `    ${word}: ${value}\n` }), word, new RegExp(`"${key}"`)));

  it("expr and data_type are sql and type", async () => {
    const property = (keys: string) => spec({ event: `    properties:\n      currency: {${keys}}\n` });
    await answered(property("expr: o.currency"), "expr", /"sql"/);
    await answered(property("sql: o.currency, data_type: string"), "data_type", /"type"/);
  });

  it("a condition is where, and on in a join", async () => {
    const join = (key: string) =>
      spec({ document: `join:\n  - {from: shop.customers, as: c, ${key}: c.customer_id = o.customer_id}\n` });
    await answered(join("condition"), "condition", /"on"/);
    await answered(spec({ document: "condition: not o.is_test\n" }), "condition", /"where"/);
  });

  it("a word whose key is there already has no fix that would write it twice", async () => {
    const [finding] = await errorsIn(spec({ event: "    timestamp: o.shipped_at\n" }));
    assert.match(finding?.hint ?? "", /"at", which is there already/);
    assert.equal(finding?.fixes, undefined);
  });

  it("a key at the wrong level is told where it belongs", async () => {
    const [at] = await errorsIn(spec({ document: "timestamp: o.ordered_at\n" }));
    assert.match(at?.hint ?? "", /Each event says its own `at`/);
    const [model] = await errorsIn(spec({ event: "    model: shop.orders\n" }));
    assert.match(model?.hint ?? "", /`from` stands at the top of the document/);
  });

  it("a name is the key itself", async () => {
    const [finding] = await errorsIn(spec({ event: "    name: order_placed\n" }));
    assert.match(finding?.hint ?? "", /The event's name is its key, "order_placed": leave this out/);
  });

  it("events in a list, with their names, become keys; nothing else is found in them", async () => {
    const text = spec({}).replace("  order_placed:\n    at:", "  - name: order_placed\n    at:");
    const fixed = await answered(text, "-", /`order_placed:`, not a list/);
    assert.equal(fixed, spec({}));
    const flow = spec({ event: "    properties:\n      - {name: currency, sql: o.currency}\n" });
    const written = await answered(flow, "-", /as a key/);
    assert.match(written, /\n {6}currency: \{sql: o\.currency\}\n/);
  });

  describe("one join without a list becomes a list of one", () => {
    for (const [style, join] of [
      ["in braces", "join: {from: shop.customers, as: c, on: c.customer_id = o.customer_id}\n"],
      [
        "in lines",
        "join:\n  from: shop.customers\n  as: c\n\n  on: >\n    c.customer_id\n    = o.customer_id\n",
      ],
    ] as const)
      for (const [breaks, lineBreak] of [
        ["LF", "\n"],
        ["CRLF", "\r\n"],
      ] as const)
        it(`${style}, ${breaks}`, async () => {
          const event = "    properties: {email: {sql: c.email, privacy: personal}}\n";
          const text = spec({ document: join, event }).replaceAll("\n", lineBreak);
          const [finding] = await errorsIn(text);
          assert.match(finding?.hint ?? "", /a list, even of one/);
          const fixed = applyEdits(text, finding?.fixes?.[0]?.edits ?? []);
          assert.deepEqual(await errorsIn(fixed), []);
        });

    it("and so do one goal and one test", async () => {
      const fixed = await answered(spec({ document: "goals: conversion\n" }), "conversion", /even of one/);
      assert.match(fixed, /goals: \[conversion\]/);
      await answered(spec({ event: "    tests:\n      not_null: event_id\n" }), "not_null", /even of one/);
    });
  });

  it("names in a list of the project file are keys there, too", async () => {
    const found = await findingsOf("# eventspec.yml\neventspec: 1\nteams: [growth]\n");
    assert.match(found.find(({ path }) => path === "teams")?.hint ?? "", /`growth:`, not a list/);
  });

  it("settings of other tools' connections are those of ours", async () => {
    const found = await findingsOf(
      "# eventspec.yml\neventspec: 1\nconnections: {dev: {type: postgres, dbname: shop, username: me, pass: {env: X}}}\n",
    );
    const hints = found.filter(({ rule }) => rule === "unknown-key").map(({ hint }) => hint);
    assert.deepEqual(
      hints,
      ["database", "user", "password"].map((key) => `Here it is called "${key}".`),
    );
  });

  it("a test without its columns is told how to write them", async () => {
    const [finding] = await errorsIn(spec({ event: "    tests:\n      - not_null\n" }));
    assert.match(finding?.hint ?? "", /"not_null" is a key here/);
  });

  it("decimal(12,2) in braces is put in quotes, with one finding, in spec and project file", async () => {
    const text = spec({
      event: "    properties:\n      total: {sql: o.total_cents / 100.0, type: decimal(12,2), unit: EUR}\n",
    });
    const fixed = await answered(text, "decimal(12,2)", /in quotes/);
    assert.match(fixed, /type: 'decimal\(12,2\)', unit/);
    const project = `# eventspec.yml
eventspec: 1
connection: dev
connections:
  dev: {type: duckdb, files: {shop.orders: {path: data/orders.csv, types: {total: decimal(12,2), n: integer}}}}
`;
    const found = (await findingsOf(project)).filter(({ rule }) => rule !== "unknown-table");
    assert.deepEqual(
      found.map(({ rule, span }) => [rule, project.slice(span.start, span.end)]),
      [["sql-lost-in-yaml", "decimal(12,2)"]],
    );
  });
});

describe("the editor", function () {
  this.timeout(60_000);

  it("offers the key that is meant as the preferred fix", async () => {
    const folder = await temporaryFolder({ "eventspec.yml": "eventspec: 1\nname: shop\n" });
    const client = await startClient({ folder: folder.path });
    try {
      await client.open("a.events.yml", spec({ document: "filter: not o.is_test\n" }));
      const isUnknown = ({ code }: Diagnostic) => code === "unknown-key";
      const diagnostics = await client.diagnostics("a.events.yml", (found) => found.some(isUnknown));
      const textDocument = { uri: client.uri("a.events.yml") };
      const [action] = await client.request<CodeAction[]>("textDocument/codeAction", {
        textDocument,
        range: diagnostics.find(isUnknown)?.range,
        context: { diagnostics },
      });
      assert.deepEqual([action?.title, action?.isPreferred], ['Rename to "where"', true]);
      assert.equal(action?.edit?.changes?.[textDocument.uri]?.[0]?.newText, "where");
    } finally {
      await client.stop();
      await folder.remove();
    }
  });
});

describe("the command line", () => {
  it("tells the same", async () => {
    const text = spec({ from: "table: orders", document: "filter: o.order_id > 0\n", at: "timestamp" });
    const folder = await temporaryFolder({
      "eventspec.yml": "eventspec: 1\nname: shop\n",
      "a.events.yml": text,
    });
    const { stdout, code } = await runHere(["check"], { cwd: folder.path });
    assert.equal(code, 1);
    for (const key of ["from", "where", "at"])
      assert.match(stdout, new RegExp(`Here it is called "${key}"\\.`));
    await folder.remove();
  });
});

describe("a table that nobody knows by that word", () => {
  for (const from of ["table: orders", "from: {{ ref('orders') }}", `from: "{{ ref('orders') }}"`])
    it(`${from} is all that is wrong, though an engine knows the types of the rest`, async () => {
      const folder = await temporaryFolder({
        "eventspec.yml": overFiles(),
        "a.events.yml": spec({ from }),
        "data/orders.csv": "order_id,ordered_at\n1,2026-01-01 10:00:00\n",
      });
      const { stdout } = await runHere(["check", "--format", "json"], { cwd: folder.path });
      const { findings }: { findings: readonly { rule: string }[] } = JSON.parse(stdout);
      assert.ok(findings.length > 0);
      const others = findings.filter(({ rule }) => rule === "unknown-key-type");
      assert.deepEqual(others, []);
      await folder.remove();
    });
});

describe("templates that newcomers bring along", () => {
  const written = "{{ ref('orders') }}";

  it("braces around a table go, in quotes and without", async () => {
    for (const from of [`from: "${written}"`, `from: ${written}`, `from: '{{ref("orders")}}'`]) {
      const text = spec({ from });
      // The shop has no dbt project, which is said of `ref()` itself, as it is without braces.
      const found = (await errorsIn(text)).filter(({ rule }) => rule !== "invalid-reference");
      assert.equal(found.length, 1, found.map(({ message }) => message).join("\n"));
      assert.match(found[0]?.hint ?? "", /without braces/);
      const fixed = applyEdits(text, found[0]?.fixes?.[0]?.edits ?? []);
      assert.match(fixed, /^from: ref\((?:'orders'|"orders")\)\n/);
      assert.deepEqual(
        (await errorsIn(fixed)).map(({ rule }) => rule),
        ["invalid-reference"],
      );
    }
  });

  it("a table in the SQL of a query has a name of `tables`", async () => {
    const from = `from:\n  sql: select * from ${written}`;
    const found = await errorsIn(spec({ from }));
    assert.match(found.find(({ rule }) => rule === "sql-syntax")?.hint ?? "", /below `tables`/);
  });

  it("endless blanks in braces take no time", async () => {
    const start = performance.now();
    await findingsOf(spec({ from: `from: "{{ ${" ".repeat(50_000)}x"` }));
    await findingsOf(spec({ from: `from: {{ ${" ".repeat(50_000)}x }}` }));
    assert.ok(performance.now() - start < 3000);
  });
});

describe("times that lie ahead", () => {
  for (const column of ["cancel_at", "renews_on", "deliver_by", "publish_at", "trial_ends_at", "cancelAt"])
    it(`${column} is a promise`, async () => {
      const text = spec({}).replace("o.ordered_at", `o.${column}`);
      const found = await findingsOf(text);
      assert.equal(found.filter(({ rule }) => rule === "future-time").length, 1);
    });

  for (const column of [
    "cancelled_at",
    "canceled_at",
    "start_at",
    "ended_at",
    "delivered_on",
    "published_at",
  ])
    it(`${column} is none`, async () => {
      const found = await findingsOf(spec({}).replace("o.ordered_at", `o.${column}`));
      assert.deepEqual(
        found.filter(({ rule }) => rule === "future-time"),
        [],
      );
    });
});
