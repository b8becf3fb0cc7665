import assert from "node:assert/strict";
import { readDocument } from "../../server/src/document/readDocument.ts";
import { readProjectFile } from "../../server/src/spec/readProjectFile.ts";
import { readSpec } from "../../server/src/spec/readSpec.ts";
import { assertFindings, findingsIn, fixed } from "../support/findings.ts";
import { fullProject, fullSpec } from "../support/fullFiles.ts";
import { shopSpec } from "../support/specs.ts";

describe("a spec without mistakes", () => {
  it("has no findings", () => {
    assertFindings(shopSpec, []);
    assertFindings(fullSpec, []);
    assertFindings(fullProject, [], "project");
    assertFindings("", []);
    assertFindings("# nothing yet\n", []);
  });

  it("says what it says", () => {
    const { documents } = readSpec(readDocument("a.events.yml", fullSpec));
    const [part] = documents;
    const [placed] = part?.events ?? [];
    assert(part !== undefined && placed !== undefined);
    assert.equal(part.source?.kind === "query" && part.source.tables[0]?.table.kind, "ref");
    assert.deepEqual(part.partition?.within?.value, { amount: 90, unit: "day" });
    assert.deepEqual(
      part.joins.map((join) => join.type?.value),
      ["inner", "anti", undefined, undefined, undefined, undefined],
    );
    const joined = part.joins.at(-1)?.event;
    assert.deepEqual(
      [joined?.name.value, joined?.by?.value, joined?.pick, joined?.within?.value],
      ["order_shipped", "customer", "first", { amount: 7, unit: "day" }],
    );
    assert.deepEqual(
      part.defaults.entities.map(({ name, sql }) => [name.value, sql?.text]),
      [
        ["customer", "o.customer_id"],
        ["visitor", undefined],
      ],
    );
    assert.deepEqual(
      placed.forEach?.map(({ item }) => item.value),
      ["line", "tax", "who"],
    );
    assert.deepEqual(
      placed.changes?.from?.map(({ value }) => value),
      ["solved", "closed"],
    );
    assert.deepEqual(
      placed.variants?.names.map(({ value, event }) => [value.text, event.value]),
      [
        ["closedwon", "deal_won"],
        ["closedlost", "deal_lost"],
      ],
    );
    assert.deepEqual(placed.oncePer?.keep, "last");
    assert.deepEqual(
      placed.tests.map(({ kind }) => kind),
      ["not_null", "unique", "volume", "fresh", "follows", "rows"],
    );
    assert.equal(placed.tests.find((test) => test.kind === "follows")?.tolerance, 0.01);
    assert.deepEqual(
      placed.reconcile.map(({ measure, tolerance }) => [measure.kind, tolerance]),
      [
        ["sum", { of: "share", value: 0.01 }],
        ["count", { of: "amount", value: 0 }],
      ],
    );
    assert.deepEqual(
      placed.sendTo?.map(({ destination, name }) => [destination.value, name?.value]),
      [
        ["mixpanel", "Order Placed"],
        ["other", undefined],
      ],
    );
  });

  it("keeps example values as they are written", () => {
    const text =
      "from: t\nkey: id\nevents:\n  e:\n    at: x\n    examples:\n      - given: {t: [{id: 00123, n: 12345678901234567890, d: 2026-01-05 10:00, z: ~, e: }]}\n        expect: []\n";
    const { documents } = readSpec(readDocument("a.events.yml", text));
    const row = documents[0]?.events[0]?.examples[0]?.given[0]?.rows[0];
    assert.deepEqual(
      row?.cells.map(({ value }) => value.text),
      ["00123", "12345678901234567890", "2026-01-05 10:00", "~", ""],
    );
  });

  it("keeps secrets where they are", () => {
    const { connections } = readProjectFile(readDocument("eventspec.yml", fullProject));
    const pg = connections.find(({ name }) => name.value === "pg");
    assert.equal(pg?.settings.get("password")?.kind, "env");
    assert.equal(pg?.maxBytes, 1000);
    assert.deepEqual(
      pg?.functions.map(({ value }) => value),
      ["app.norm_email"],
    );
    assert.equal(connections[0]?.maxBytes, 10e9);
  });
});

describe("findings of a spec", () => {
  it("name unknown keys, with what may be meant", () => {
    const text = "from: t\nkey: id\n⟦evnets⟧:\n  a:\n    at: x\n    ⟦descripton⟧: y\n";
    assertFindings(text.replace("    ⟦descripton⟧: y\n", ""), [
      'unknown-key: An event-spec document has no key "evnets".',
    ]);
    const wrong = 'from: t\nkey: id\nevents:\n  a:\n    at: x\n    descripton: y\n    "wher": z\n';
    assert.equal(
      fixed(wrong, findingsIn(wrong)),
      "from: t\nkey: id\nevents:\n  a:\n    at: x\n    description: y\n    where: z\n",
    );
  });

  it("name missing keys", () => {
    assertFindings(
      "from: t\nkey: id\nevents:\n  ⟦a⟧:\n  ⟦b⟧:\n    description: x\n  c:\n    proposed: {}\n",
      [
        'missing-key: The event "a" has neither "at" nor "proposed".',
        'missing-key: The event "b" has neither "at" nor "proposed".',
      ],
    );
    assertFindings("events:\n  ⟦⟦a⟧⟧:\n    at: x\n", [
      "missing-key: These events have no source.",
      'missing-key: Nothing identifies an event of "a".',
    ]);
    assertFindings("events:\n  a:\n    proposed: {since: 2026-01-05}\n", []);
  });

  it("do not call a key missing that is only misspelt", () =>
    assertFindings("from: t\nkey: id\nevents:\n  a:\n    ⟦att⟧: x\n", [
      'unknown-key: The event "a" has no key "att".',
    ]));

  it("name values that are none of the words", () => {
    const text = "from: t\nkey: id\ntier: ⟦cor⟧\norigin: ⟦x⟧\n";
    assertFindings(text, [
      'invalid-value: "tier" must be one of core, standard, experimental, not "cor".',
      'invalid-value: "origin" must be one of warehouse, tracked, server, not "x".',
    ]);
    assert.equal(fixed("tier: cor\n", findingsIn("tier: cor\n")), "tier: core\n");
  });

  it("name values of another kind", () => {
    const text =
      "from: t\nkey: id\nowner: ⟦12⟧\ntags: ⟦x⟧\nwhere:\n  ⟦a⟧: b\njoin: ⟦{}⟧\nevents:\n  a:\n    at: x\n    version: ⟦1.5⟧\n    ⟦description⟧:\n    scheduled: ⟦yes⟧\n";
    assertFindings(text, [
      'invalid-value: "owner" must be a text, not the number 12.',
      'invalid-value: "tags" must be a list, not the text "x".',
      'invalid-value: "where" must be SQL, not a map of keys and values.',
      'invalid-value: "join" must be a list, not a map of keys and values.',
      'invalid-value: "version" must be a whole number, not the number 1.5.',
      'invalid-value: "description" has no value.',
      'invalid-value: "scheduled" must be true or false, not the text "yes".',
    ]);
  });

  it("name values with a syntax of their own", () => {
    const text =
      "from: ⟦a b⟧\nkey: id\ntimezone: ⟦Europe/Brussel⟧\nlookback: ⟦3 dayz⟧\nproperties:\n  p: {sql: x, type: ⟦int⟧}\nevents:\n  a:\n    at: x\n    expires: ⟦2026-02-30⟧\n";
    const found = findingsIn(text.replaceAll(/[⟦⟧]/g, ""));
    assert.deepEqual(
      found.map(({ rule, path }) => `${rule} ${path}`),
      ["from", "timezone", "lookback", "properties.p.type", "events.a.expires"].map(
        (path) => `invalid-value ${path}`,
      ),
    );
  });

  it("name what excludes each other", () =>
    assertFindings("from: t\nkey: id\nproperties:\n  p: {sql: x, ⟦value⟧: 1}\n", [
      'invalid-value: The property "p" has both "sql" and "value".',
    ]));

  it("say which event they belong to", () => {
    const [finding] = findingsIn(
      "from: t\nkey: id\nevents:\n  a:\n    at: x\n    tests: [{volum: {min: 1}}]\n",
    );
    assert.deepEqual([finding?.event, finding?.path], ["a", "events.a.tests.0.volum"]);
  });

  it("refuse another version of the language", () =>
    assertFindings("eventspec: ⟦2⟧\n", ['invalid-value: "eventspec" must be 1, not "2".'], "project"));
});

describe("a document that is being typed", () => {
  const names = (text: string) =>
    readSpec(readDocument("a.events.yml", text)).documents.map((part) =>
      part.events.map(({ name }) => name.value),
    );

  it("keeps its events while their key is mistyped", () =>
    assert.deepEqual(names("from: t\nevnets:\n  a:\n    at: x\n"), [["a"]]));
  it("is two documents at a second source", () =>
    assert.deepEqual(names("from: t\nevents:\n  a:\n    at: x\n--\nfrom: u\nevents:\n  b:\n    at: x\n"), [
      ["a"],
      ["b"],
    ]));
  it("takes a template for no event", () =>
    assert.deepEqual(names("from: t\nx: &e {at: x}\nevents:\n  a: *e\n  b: *e\n"), [["a", "b"]]));
});

describe("a broken line", () => {
  it("is reported once, by YAML's rule", () =>
    assertFindings("from: t\n⟦wher⟧\nkey: id\n", ['yaml-syntax: A colon is missing after "wher".']));
});
