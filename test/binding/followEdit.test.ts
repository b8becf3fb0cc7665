import assert from "node:assert/strict";
import { boundKey } from "../../server/src/binding/boundKey.ts";
import { expressionTypes } from "../../server/src/binding/expressionTypes.ts";
import { followEdit, mergeBound } from "../../server/src/binding/followEdit.ts";
import type { BoundProject } from "../../server/src/binding/types.ts";
import { updateFile } from "../../server/src/project/updateFile.ts";
import { ordersSpec, projectOf } from "../support/editorProject.ts";

const file = "orders.events.yml";
const key = boundKey(file, "order_placed");

/** An answer that refuses the time of `order_placed`. */
async function refused() {
  const project = await projectOf({ [file]: ordersSpec });
  const sql = project.events[0]?.definition.at?.sql;
  assert.ok(sql);
  const failure = { sql, file, message: "No.", span: { start: sql.span.start + 2, end: sql.span.end } };
  const types = new Map([["o.total_cents / 100.0", "DOUBLE"]]);
  const answer = { event: "order_placed", file, question: "", types, failures: [failure] };
  const bound: BoundProject = { connection: "dev", dialect: "duckdb", events: new Map([[key, answer]]) };
  return { project, bound };
}

describe("answers of the warehouse, while the author types on", () => {
  it("move along with the expression that they are about", async () => {
    const { project, bound } = await refused();
    const text = `# a comment above\n${ordersSpec}`;
    const moved = followEdit(bound, updateFile(project, file, text), file).events.get(key);
    const span = moved?.failures[0]?.span;
    assert.equal(span && text.slice(span.start, span.end), "ordered_at");
    assert.equal(moved?.types.size, 1);
  });

  it("go when the expression is another one, or the event is gone", async () => {
    const { project, bound } = await refused();
    const mended = updateFile(project, file, ordersSpec.replace("at: o.ordered_at", "at: o.shipped_at"));
    assert.deepEqual(followEdit(bound, mended, file).events.get(key)?.failures, []);
    const renamed = updateFile(project, file, ordersSpec.replaceAll("order_placed", "order_made"));
    assert.equal(followEdit(bound, renamed, file).events.size, 0);
  });

  it("stay as they are when another file is edited", async () => {
    const { project, bound } = await refused();
    const edited = updateFile(project, "b.events.yml", "from: shop.orders\n");
    assert.equal(followEdit(bound, edited, "b.events.yml").events.get(key), bound.events.get(key));
  });

  it("tell types by event and SQL", async () => {
    const { project, bound } = await refused();
    const [placed, shipped] = project.events;
    assert.ok(placed && shipped);
    assert.deepEqual(expressionTypes(bound)(placed, "o.total_cents / 100.0"), {
      dialect: "duckdb",
      spelling: "DOUBLE",
    });
    assert.equal(expressionTypes(bound)(shipped, "o.shipped_at"), undefined);
    assert.equal(expressionTypes(undefined)(placed, "o.total_cents / 100.0"), undefined);
  });

  it("of another connection replace all older ones", async () => {
    const { bound } = await refused();
    const other: BoundProject = { connection: "prod", dialect: "postgres", events: new Map() };
    assert.equal(mergeBound(bound, other).events.size, 0);
    assert.equal(mergeBound(bound, { ...other, connection: "dev" }).events.size, 1);
  });
});
