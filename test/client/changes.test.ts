import assert from "node:assert/strict";
import { type ChangeNode, changeNodes, type Reviewed } from "../../client/src/review/nodes.ts";
import type { ReviewedChange } from "../../server/src/editor/lsp/review/protocol.ts";

const change = (more: Partial<ReviewedChange>): ReviewedChange => ({
  class: "meaning",
  message: "The filter changed.",
  ...more,
});
const reviewed = (changes: readonly ReviewedChange[], notes: readonly string[] = []): Reviewed => ({
  status: "reviewed",
  root: "file:///shop",
  base: "main",
  summary: "",
  notes,
  changes,
});

function drawn(nodes: readonly ChangeNode[], indent = ""): string[] {
  return nodes.flatMap(({ label, description, class: kind, approved, children }) => [
    [indent + label, description, kind, approved ? "approved" : undefined].filter(Boolean).join(" | "),
    ...drawn(children, `${indent}  `),
  ]);
}

describe("the Changes view", () => {
  it("puts changes below their event, says how each is known, and which somebody let pass", () => {
    const changes = [
      change({ event: "order_placed", class: "breaking", message: "Property `total` is gone." }),
      change({ event: "order_placed", verdict: "refuted: differs when x is null" }),
      change({ event: "order_paid", approval: "Its version was raised." }),
      change({ class: "additive", message: "A stream is new." }),
    ];
    assert.deepEqual(drawn(changeNodes(reviewed(changes))), [
      "order_placed | 1 breaking, 1 meaning | breaking",
      "  Property `total` is gone. | breaking",
      "  The filter changed. | refuted: differs when x is null | meaning",
      "order_paid | 1 meaning | meaning | approved",
      "  The filter changed. | approved | meaning | approved",
      "The project | 1 additive | additive",
      "  A stream is new. | additive",
    ]);
  });

  it("says what to know of the comparison, and that nothing has changed", () => {
    assert.deepEqual(drawn(changeNodes(reviewed([], ["main has no such project: all of it is new."]))), [
      "main has no such project: all of it is new.",
      "Nothing has changed since main",
    ]);
  });

  it("shows what is known of an event's rows below its changes", () => {
    const rows = new Map([["order_placed", ["rows: 10 → 9; 0 gained, 1 lost."]]]);
    const nodes = changeNodes(reviewed([change({ event: "order_placed" }), change({})]), rows);
    assert.deepEqual(
      drawn(nodes).filter((line) => line.includes("rows")),
      ["  rows: 10 → 9; 0 gained, 1 lost."],
    );
  });

  it("gives each node a name of its own", () => {
    const same = change({ event: "order_placed" });
    const ids: string[] = [];
    const walk = (nodes: readonly ChangeNode[]) => {
      for (const { id, children } of nodes) {
        ids.push(id);
        walk(children);
      }
    };
    walk(changeNodes(reviewed([same, same, change({}), change({})])));
    assert.equal(new Set(ids).size, ids.length);
  });
});
