import assert from "node:assert/strict";
import fc from "fast-check";
import { countOf, governanceNodes, groupings, type Node } from "../../client/src/governance/nodes.ts";
import type {
  GovernedEvent,
  GovernedFinding,
  GovernedProject,
} from "../../server/src/editor/lsp/governance/protocol.ts";

const range = { start: { line: 1, character: 2 }, end: { line: 1, character: 8 } };
const uri = "file:///shop/orders.events.yml";
const event = (name: string, more: Partial<GovernedEvent> = {}): GovernedEvent => ({
  name,
  uri,
  range,
  lacks: [],
  ...more,
});
const finding = (rule: string, more: Partial<GovernedFinding> = {}): GovernedFinding => ({
  rule,
  severity: "warning",
  message: `${rule} was found.`,
  file: "orders.events.yml",
  uri,
  range,
  fixable: false,
  page: `https://x.example/${rule}`,
  ...more,
});
const project = (more: Partial<GovernedProject> = {}): GovernedProject => ({
  root: "file:///shop",
  name: "shop",
  events: [],
  findings: [],
  ...more,
});

/** The nodes as lines: how deep, what they say, and what is said beside it. */
function drawn(nodes: readonly Node[], indent = ""): string[] {
  return nodes.flatMap(({ label, description, severity, done, children }) => [
    [indent + label, description, severity, done === undefined ? undefined : done ? "done" : "to do"]
      .filter(Boolean)
      .join(" | "),
    ...drawn(children, `${indent}  `),
  ]);
}
const shown = (projects: readonly GovernedProject[], grouping: (typeof groupings)[number], filter = "") =>
  drawn(governanceNodes({ projects }, { grouping, filter }));

const shop = project({
  events: [
    event("order_placed", { owner: "growth" }),
    event("order_paid", { owner: "growth", lacks: ["goal", "tests"] }),
    event("order_lost", { lacks: ["owner", "goal"] }),
  ],
  findings: [
    finding("event-without-tests", { event: "order_paid", owner: "growth" }),
    finding("event-without-owner", { event: "order_lost", fixable: true }),
    finding("unknown-column", { event: "order_paid", owner: "growth", severity: "error" }),
    finding("placeholder-owner", { file: "eventspec.yml", severity: "info" }),
  ],
});

describe("the Governance view", () => {
  it("counts what events say, and groups what was found by owner: the worst first", () => {
    assert.deepEqual(shown([shop], "owner"), [
      "Complete events | 1 of 3 (33 %) | to do",
      "  Owner | 2 of 3 (67 %) | to do",
      "    order_lost",
      "  Description | 3 of 3 (100 %) | done",
      "  Goal | 1 of 3 (33 %) | to do",
      "    order_paid | growth",
      "    order_lost",
      "  Tests | 2 of 3 (67 %) | to do",
      "    order_paid | growth",
      "growth | 1 error, 1 warning | error",
      "  event-without-tests was found. | event-without-tests | warning",
      "  unknown-column was found. | unknown-column | error",
      "No owner | 1 warning, 1 note | warning",
      "  event-without-owner was found. | event-without-owner | warning",
      "  placeholder-owner was found. | placeholder-owner | info",
    ]);
  });

  it("groups by rule and by event; what stands in no event goes by its file", () => {
    const groups = (grouping: "rule" | "event") =>
      shown([shop], grouping).filter((line) => !line.startsWith(" ") && !line.startsWith("Complete"));
    assert.deepEqual(groups("rule"), [
      "unknown-column | 1 error | error",
      "event-without-owner | 1 warning | warning",
      "event-without-tests | 1 warning | warning",
      "placeholder-owner | 1 note | info",
    ]);
    assert.deepEqual(groups("event"), [
      "order_paid | 1 error, 1 warning | error",
      "order_lost | 1 warning | warning",
      "eventspec.yml | 1 note | info",
    ]);
  });

  it("offers to fix a kind only where something can be fixed without a decision", () => {
    const nodes = governanceNodes({ projects: [shop] }, { grouping: "rule", filter: "" });
    assert.deepEqual(
      nodes.filter(({ fixable }) => fixable).map(({ rule }) => rule),
      [
        {
          root: "file:///shop",
          name: "event-without-owner",
          page: "https://x.example/event-without-owner",
        },
      ],
    );
  });

  it("shows only what has all words of the filter, and never calls that no findings", () => {
    assert.deepEqual(shown([shop], "owner", "GROWTH tests"), [
      "Complete events | 0 of 1 (0 %) | to do",
      "  Owner | 1 of 1 (100 %) | done",
      "  Description | 1 of 1 (100 %) | done",
      "  Goal | 0 of 1 (0 %) | to do",
      "    order_paid | growth",
      "  Tests | 0 of 1 (0 %) | to do",
      "    order_paid | growth",
      "growth | 1 warning | warning",
      "  event-without-tests was found. | event-without-tests | warning",
    ]);
    assert.deepEqual(shown([shop], "owner", "nowhere"), ["Nothing found that matches the filter | to do"]);
  });

  it("says that there are no findings only beside what was not looked at", () => {
    assert.deepEqual(shown([project()], "rule"), ["No findings | done"]);
    const unchecked = "Nobody has seen the columns of 2 tables.";
    assert.deepEqual(shown([project({ unchecked })], "rule"), [
      "No findings | to do",
      `${unchecked} | to do`,
    ]);
  });

  it("shows several projects side by side", () => {
    const lines = shown([shop, project({ root: "file:///desk", name: "desk" })], "event");
    assert.deepEqual(
      lines.filter((line) => !line.startsWith(" ")),
      ["shop | 1 error, 2 warnings, 1 note | error", "desk"],
    );
  });

  it("loses no finding, whatever is grouped by, and gives each node a name of its own", () => {
    const word = fc.constantFrom("a", "b", "");
    const findings = fc.array(
      fc
        .record({
          rule: word,
          event: word,
          owner: word,
          severity: fc.constantFrom("error" as const, "warning" as const, "info" as const),
        })
        .map(({ rule, event, owner, severity }) =>
          finding(rule, { severity, ...(event && { event }), ...(owner && { owner }) }),
        ),
    );
    fc.assert(
      fc.property(findings, fc.constantFrom(...groupings), (findings, grouping) => {
        const projects = [project({ findings, events: shop.events })];
        const all = flat(governanceNodes({ projects }, { grouping, filter: "" }));
        assert.equal(all.filter(({ kind }) => kind === "finding").length, findings.length);
        assert.equal(new Set(all.map(({ id }) => id)).size, all.length);
        assert.equal(
          countOf({ projects }, "error"),
          all.filter(({ kind, severity }) => kind === "finding" && severity === "error").length,
        );
      }),
    );
  });
});

function flat(nodes: readonly Node[]): Node[] {
  return nodes.flatMap((node) => [node, ...flat(node.children)]);
}
