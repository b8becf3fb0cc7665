import assert from "node:assert/strict";
import { isStale, keepResult, testsOf } from "../../../server/src/editor/session/keptTests.ts";
import { createTestMemory } from "../../../server/src/editor/session/testMemory.ts";
import type { Project, ProjectEvent } from "../../../server/src/project/types.ts";
import { checksOf } from "../../../server/src/proof/checks.ts";
import { projectOf } from "../../support/editorProject.ts";

const file = "a.events.yml";
const projectFile = `eventspec: 1
name: p
connections:
  one: {type: duckdb}
  two: {type: duckdb}
connection: one
lookups:
  shop: {join: [{from: shops, as: s, on: s.id = o.shop}], properties: {city: s.city}}
`;
const spec = `from: orders
as: o
key: o.id
join: [{from: notes, as: n, on: n.id = o.id}]
lookups: {shop: ~}
events:
  placed:
    description: Ordered.
    at: o.at
  sent:
    at: o.sent_at
    tests:
      - follows: {event: placed, by: id}
  lost:
    at: o.lost_at
`;

describe("what runs of tests have shown", () => {
  const tests = createTestMemory();
  const session = (project: Project, chosen = "one", tablesRevision = 0) => ({
    project,
    chosen,
    tests,
    tablesRevision,
  });
  const read = (text: string, ownFile = projectFile) => projectOf({ "eventspec.yml": ownFile, [file]: text });
  const named = (project: Project, name: string) => {
    const [event] = project.eventsByName.get(name) ?? [];
    assert.ok(event, name);
    return event;
  };
  const keep = (project: Project, event: ProjectEvent) => {
    for (const check of checksOf(project, event))
      keepResult(session(project), { check, status: "passed", message: "It holds.", elapsedMs: 1 });
  };
  let before: Project;

  beforeEach(async () => {
    before = await read(spec);
    tests.kept.clear();
    for (const event of before.events) keep(before, event);
  });

  const stale = (project: Project) =>
    project.events.filter((event) => isStale(session(project), event)).map(({ name }) => name);
  const staleAfter = async (from: string, to: string) => {
    assert.ok(spec.includes(from), from);
    return stale(await read(spec.replace(from, to)));
  };

  it("holds until the event is edited, or one that it is compared with", async () => {
    assert.deepEqual(stale(before), []);
    assert.deepEqual(await staleAfter("o.lost_at", "o.gone_at"), ["lost"]);
    assert.deepEqual(
      await staleAfter("placed:\n    description: Ordered.", "placed:\n    description: Bought."),
      ["placed", "sent"],
    );
  });

  it("holds wherever the event stands, and whatever is written beside it", async () => {
    assert.deepEqual(await staleAfter("events:\n", "# all of them\n\nevents:\n"), []);
    assert.deepEqual(await staleAfter("  lost:", "\n  # rare\n  lost:"), []);
    assert.deepEqual(stale(await read(`${spec}  found:\n    at: o.found_at\n`)), []);
  });

  it("ends with what all events of a file or project take from elsewhere", async () => {
    const all = ["placed", "sent", "lost"];
    assert.deepEqual(await staleAfter("n.id = o.id", "n.id = o.note"), all);
    assert.deepEqual(stale(await read(spec, projectFile.replace("s.city", "s.town"))), all);
    assert.deepEqual(stale(await read(spec, `${projectFile}test: {since: 3 days}\n`)), all);
    assert.deepEqual(stale(await read(spec, projectFile.replace("name: p", "name: q"))), []);
  });

  it("ends with another connection, and when tables are noticed to be others", () => {
    const event = named(before, "placed");
    assert.equal(isStale(session(before, "two"), event), true);
    assert.equal(isStale(session(before, "one", 1), event), true);
  });

  it("tells how many checks have no result, and forgets those of another text", async () => {
    const event = named(before, "sent");
    assert.deepEqual(
      [testsOf(session(before), event)?.results.length, testsOf(session(before), event)?.notRun],
      [5, 0],
    );
    const after = await read(spec.replace("o.sent_at", "o.shipped_at"));
    const edited = named(after, "sent");
    const [check] = checksOf(after, edited);
    assert.ok(check);
    keepResult(session(after), { check, status: "failed", message: "It does not.", elapsedMs: 1 });
    const known = testsOf(session(after), edited);
    assert.deepEqual([known?.holds, known?.results.length, known?.notRun], [true, 1, 4]);
  });
});
