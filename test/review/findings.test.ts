import assert from "node:assert/strict";
import { applyEdits } from "../../server/src/document/applyEdits.ts";
import { idOf, readAccepted, withAccepted, writeAccepted } from "../../server/src/review/accepted.ts";
import { reviewFindings } from "../../server/src/review/findings.ts";
import { changesOf, inLines, shopOf } from "./support.ts";

const spec = (events: string, document = "") =>
  `from: shop.orders\nas: o\nkey: o.order_id\n${document}events:\n${events}`;
const placed = "  order_placed:\n    at: o.ordered_at\n";

async function found(before: string, after: string, project?: string) {
  const files = (text: string) => ({ "o.events.yml": text, ...(project && { "eventspec.yml": project }) });
  const [base, head] = [await shopOf(files(before)), await shopOf(files(after))];
  const changes = await changesOf(base, head);
  return { base, head, changes, findings: reviewFindings(changes, [], head) };
}

describe("findings of a review", () => {
  it("of a rename offer what keeps its ids", async () => {
    const renamed = spec(placed.replace("order_placed", "order_made"));
    const { findings, base } = await found(spec(placed), renamed);
    const [{ fixes = [], hint } = {}] = findings;
    assert.equal(hint, "Say what it was called first: `formerly: [order_placed]`.");
    const [fix] = fixes;
    assert.ok(fix?.preferred);
    const mended = applyEdits(renamed, fix.edits);
    assert.deepEqual(inLines(await changesOf(base, await shopOf({ "o.events.yml": mended }))), [
      "documentation event-renamed",
    ]);
  });

  it("of what a document says for all its events are one, which names them", async () => {
    const more = `${placed}  order_paid:\n    at: o.paid_at\n  order_sent:\n    at: o.paid_at\n    where: o.total_cents > 0\n`;
    const { findings, changes } = await found(
      spec(more, "where: o.is_test\n"),
      spec(more, "where: not o.is_test\n"),
    );
    assert.equal(changes.length, 3);
    assert.equal(findings.length, 1);
    assert.match(
      findings[0]?.message ?? "",
      /^`order_paid`: The filter changed\..* So it is with `order_placed`, `order_sent`\.$/,
    );
  });

  it("of what is gone stand at the event, and of a gone event at its file", async () => {
    const property = `${placed}    properties: {total: o.total_cents}\n`;
    const { findings, head } = await found(spec(property), spec(placed));
    const [{ span = { start: 0, end: 0 }, file = "" } = {}] = findings;
    assert.equal(head.documents.get(file)?.text.slice(span.start, span.end), "order_placed");
    const gone = await found(spec(placed), spec("  order_paid:\n    at: o.paid_at\n"));
    assert.deepEqual(
      gone.findings.map(({ file, span, rule }) => [file, span.start, rule]),
      [["o.events.yml", 0, "event-removed"]],
    );
  });

  it("count as the project says, by event, tier and file", async () => {
    const project =
      "eventspec: 1\nname: p\nrules:\n  meaning-changed: info\n  overrides:\n    - {event: order_paid, meaning-changed: 'off'}\n    - {tier: core, meaning-changed: warning}\n";
    const events = (sign: string) =>
      `${placed}    where: o.total_cents ${sign} 0\n  order_paid:\n    at: o.paid_at\n    where: o.total_cents ${sign} 0\n` +
      `  order_sent:\n    at: o.paid_at\n    tier: core\n    where: o.total_cents ${sign} 0\n`;
    const { findings } = await found(spec(events(">")), spec(events(">=")), project);
    assert.deepEqual(
      findings.map(({ event, severity }) => [event, severity]),
      [
        ["order_placed", "info"],
        ["order_sent", "warning"],
      ],
    );
  });
});

describe("the file of acceptances", () => {
  const entry = {
    change: "0123456789abcdef",
    reason: "asked for: 'x' # y",
    by: "Ada 😀",
    until: "2030-02-28",
  };

  it("reads what it writes", () => {
    const { entries, findings } = readAccepted(writeAccepted([entry, { ...entry, event: "a", kind: "b" }]));
    assert.deepEqual(findings, []);
    assert.deepEqual(
      entries.map(({ span: _, ...rest }) => rest),
      [entry, { ...entry, event: "a", kind: "b" }],
    );
    assert.deepEqual(readAccepted(writeAccepted([])).findings, []);
    assert.deepEqual(readAccepted("").findings, []);
  });

  it("says what is wrong in it, where, and never fails", () => {
    for (const [text, message] of [
      ["accepted: {}\n", /list `accepted`/],
      ["- x\n", /list `accepted`/],
      ["accepted:\n  - {change: a}\n", /needs `change`, `reason`, `by`, `until`/],
      ["accepted:\n  - {change: a, reason: b, by: c, until: 2030-02-31}\n", /needs/],
      ["accepted:\n  - [\n", /./],
    ] as const) {
      const { findings } = readAccepted(text);
      assert.ok(findings.length > 0, text);
      assert.match(findings.map((one) => one.message).join("\n"), message);
    }
  });

  it("lets pass only the very change, only while it holds, and says what it no longer does", async () => {
    const { changes } = await found(spec(placed), spec(placed.replace("ordered_at", "paid_at")));
    const [change] = changes;
    assert.ok(change);
    const accepted = { ...entry, change: idOf(change) };
    const on = (day: string, ...entries: (typeof accepted)[]) => withAccepted(changes, entries, day);
    assert.equal(on("2030-02-28", accepted).changes[0]?.approval?.by, "accepted");
    assert.deepEqual(on("2030-02-28", accepted).findings, []);
    const late = on("2030-03-01", accepted);
    assert.equal(late.changes[0]?.approval, undefined);
    assert.match(late.findings[0]?.message ?? "", /only\.$/);
    const other = await found(spec(placed), spec(placed.replace("ordered_at", "paid_at + interval 1 day")));
    assert.notEqual(idOf(other.changes[0] ?? change), idOf(change));
    assert.match(on("2030-01-01", entry).findings[0]?.message ?? "", /is not there/);
  });
});
