import assert from "node:assert/strict";
import { boundKey } from "../../server/src/binding/boundKey.ts";
import type { BoundProject } from "../../server/src/binding/types.ts";
import type { Project } from "../../server/src/project/types.ts";
import { createCheckCache } from "../../server/src/rules/checkCache.ts";
import { checkFiles, checkProject } from "../../server/src/rules/checkProject.ts";
import { sqlParser } from "./findingsOf.ts";
import { shopWith } from "./shop.ts";

const at = "coalesce(o.shipped_at, o.ordered_at)";
const files = ["orders.events.yml", "refunds.events.yml"];
const names = ["order_placed", "order_refunded"];

/** What an engine says of the time of the first event; of the second it always says that it is a timestamp. */
function answer(project: Project, type: string, refusal?: string): BoundProject {
  const events = files.map((file, i) => {
    const event = project.events.find(({ name }) => name === names[i]);
    const sql = event?.definition.at?.sql;
    assert.ok(sql);
    const failures =
      i === 0 && refusal !== undefined ? [{ sql, file, message: refusal, span: sql.span }] : [];
    const types = new Map([[at, i === 0 ? type : "TIMESTAMP"]]);
    return [
      boundKey(file, names[i] ?? ""),
      { event: names[i] ?? "", file, question: "", types, failures },
    ] as const;
  });
  return { connection: "dev", dialect: "duckdb", events: new Map(events) };
}

/** Checks with one cache for all answers; what is found is what a first check with that answer finds. */
async function checker() {
  const parser = await sqlParser();
  const texts = names.map(
    (name) =>
      `from: shop.orders\nas: o\nkey: o.order_id\nentities: {customer: o.customer_id}\nevents:\n  ${name}:\n    at: ${at}\n`,
  );
  const project = await shopWith(Object.fromEntries(files.map((file, i) => [file, texts[i] ?? ""])));
  const cache = createCheckCache();
  const options = { dialect: "duckdb", parser } as const;
  const rulesFor = (types: BoundProject | undefined): string[] => {
    const knowledge = { ...options, ...(types && { types }) };
    const found = checkProject(project, { ...knowledge, cache });
    assert.deepEqual(found, checkProject(project, knowledge));
    return found.filter(({ severity }) => severity === "error").map(({ rule }) => rule);
  };
  return { project, rulesFor, options, cache };
}

describe("checking a text again when the engine says something else of it", () => {
  it("finds a time whose type has changed, and that it has changed back", async () => {
    const { project, rulesFor } = await checker();
    assert.deepEqual(rulesFor(undefined), []);
    assert.deepEqual(rulesFor(answer(project, "TIMESTAMP")), []);
    assert.deepEqual(rulesFor(answer(project, "VARCHAR")), ["time-not-a-timestamp"]);
    assert.deepEqual(rulesFor(answer(project, "TIMESTAMP")), []);
    assert.deepEqual(rulesFor(answer(project, "VARCHAR")), ["time-not-a-timestamp"]);
    assert.deepEqual(rulesFor(undefined), []);
  });

  it("finds what the engine refuses, then something else, then nothing", async () => {
    const { project, rulesFor } = await checker();
    const refused = "No function matches the given name.";
    assert.deepEqual(rulesFor(answer(project, "TIMESTAMP")), []);
    assert.deepEqual(rulesFor(answer(project, "TIMESTAMP", refused)), ["type-mismatch"]);
    assert.deepEqual(rulesFor(answer(project, "TIMESTAMP", "Ambiguous reference.")), ["ambiguous-column"]);
    assert.deepEqual(rulesFor(answer(project, "TIMESTAMP")), []);
  });

  it("says how to mend each kind of refusal", async () => {
    const { project, options } = await checker();
    const hints = {
      "It is Sunday.": "Change the expression so that the warehouse accepts it.",
      "No function matches the given name.": "Cast one side, or use a function for this type.",
      'Referenced column "a" not found. Candidate bindings: "b", "c"': 'Did you mean "b" or "c"?',
    };
    for (const [message, hint] of Object.entries(hints)) {
      const found = checkProject(project, { ...options, types: answer(project, "TIMESTAMP", message) });
      assert.equal(found.find((finding) => finding.message === `dev: ${message}`)?.hint, hint);
    }
  });

  it("names the connection that has refused", async () => {
    const { project, cache, options } = await checker();
    const types = answer(project, "TIMESTAMP", "It is Sunday.");
    const messages = ["dev", "prod"].map((connection) => {
      const found = checkProject(project, { ...options, types: { ...types, connection }, cache });
      return found.find(({ rule }) => rule === "sql-refused")?.message;
    });
    assert.deepEqual(messages, ["dev: It is Sunday.", "prod: It is Sunday."]);
  });

  it("follows what is refused of an event in another file, such as in a lookup", async () => {
    const { project, cache, options } = await checker();
    const fine = answer(project, "TIMESTAMP");
    const shared = project.events.find(({ name }) => name === "order_refunded")?.definition.at?.sql;
    const key = boundKey("orders.events.yml", "order_placed");
    const placed = fine.events.get(key);
    assert.ok(shared && placed);
    const found = ["It is Sunday.", "It is Monday.", undefined].map((message) => {
      const failure = { sql: shared, file: "refunds.events.yml", message: message ?? "", span: shared.span };
      const events = new Map(fine.events).set(key, { ...placed, failures: message ? [failure] : [] });
      const findings = checkProject(project, { ...options, types: { ...fine, events }, cache });
      return findings.filter(({ rule }) => rule === "sql-refused").map(({ message }) => message);
    });
    assert.deepEqual(found, [["dev: It is Sunday."], ["dev: It is Monday."], []]);
  });

  it("keeps the findings of files of which the engine says the same", async () => {
    const { project, cache, options } = await checker();
    const before = answer(project, "TIMESTAMP");
    const first = checkFiles(project, { ...options, types: before, cache });
    const changed = answer(project, "VARCHAR").events.get(boundKey("orders.events.yml", "order_placed"));
    assert.ok(changed);
    const events = new Map(before.events).set(boundKey("orders.events.yml", "order_placed"), changed);
    const second = checkFiles(project, { ...options, types: { ...before, events }, cache });
    assert.notEqual(second.get("orders.events.yml"), first.get("orders.events.yml"));
    assert.equal(second.get("refunds.events.yml"), first.get("refunds.events.yml"));
  });
});
