import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findingsIn, runIn, toldIn } from "../support/inProject.ts";
import { previewJson } from "../support/previews.ts";

const project = `eventspec: 1
name: r
timezone: UTC
connection: files
connections: {files: {type: duckdb, files: {"crm.*": "data/*.csv"}}}
entities: {person: {type: integer}}
rules: {extends: minimal}
`;
const people = "{item: c, columns: {assigned: n.assigned_to, reviewed: n.reviewed_by}}";
const spec = (forEach: string, key: string, event: string) => `from: crm.notes
as: n
key: ${key}
for_each: ${forEach}
events:
  note_touched: ${event}
`;
const data = {
  "data/notes.csv": `note_id,assigned_to,reviewed_by,text,created_at,closed_at
1,7,8,x,2024-01-01 00:00:00,2024-01-03 00:00:00
2,,8,y,2024-01-02 00:00:00,
3,7,7,,2024-01-03 00:00:00,2024-01-03 00:00:00
`,
  "data/users.csv": "user_id,name\n7,ann\n8,bob\n",
};

const files = (text: string) => ({ "eventspec.yml": project, "a.events.yml": text, ...data });

const rows = async (own: ReturnType<typeof files>, ...columns: string[]) =>
  (await previewJson(own, ["note_touched"])).rows
    .map((row) => columns.map((name) => String(row[name])).join(" "))
    .sort();

describe("columns that become rows", () => {
  it("are one for each that is not null, and their values are had in joins, lookups and sub-queries", async () => {
    const text = spec(
      people,
      "[n.note_id, c.name]",
      "{at: n.created_at, properties: {role: c.name, person: u.name, others: (select count(*) from crm.users as n where n.user_id <> c.value)}}",
    );
    const own = files(
      text.replace("for_each", "join: [{from: crm.users, as: u, on: u.user_id = c.value}]\nfor_each"),
    );
    assert.deepEqual(await toldIn(own), []);
    assert.deepEqual(await rows(own, "source_key", "role", "person", "others"), [
      "1|assigned assigned ann 1",
      "1|reviewed reviewed bob 1",
      "2|reviewed reviewed bob 1",
      "3|assigned assigned ann 1",
      "3|reviewed reviewed ann 1",
    ]);
  });

  it("may be the times of events, and are counted where rows went", async () => {
    const own = files(
      spec(
        "{item: m, columns: {created: n.created_at, closed: n.closed_at}}",
        "[n.note_id, m.name]",
        "{at: m.value}",
      ),
    );
    assert.deepEqual(await rows(own, "source_key", "occurred_at"), [
      "1|closed 2024-01-03T00:00:00Z",
      "1|created 2024-01-01T00:00:00Z",
      "2|created 2024-01-02T00:00:00Z",
      "3|closed 2024-01-03T00:00:00Z",
      "3|created 2024-01-03T00:00:00Z",
    ]);
    const { stdout } = await runIn(own, ["preview", "note_touched", "--why"]);
    assert.match(stdout, /source\D+3\D+for_each m\D+5\b/);
  });

  it("are as docs/sql.md shows them", async () => {
    const page = readFileSync(join(import.meta.dirname, "../../docs/sql.md"), "utf8");
    const [, example = ""] = /```yaml\n(from: crm\.notes\n.*?)```/s.exec(page) ?? [];
    const own = files(example);
    assert.deepEqual(await toldIn(own), []);
    assert.deepEqual(await rows(own, "person_id", "role"), [
      "7 assigned",
      "7 assigned",
      "7 reviewed",
      "8 reviewed",
      "8 reviewed",
    ]);
  });

  it("are of one type, and the key says which of them it is", async () => {
    const own = files(
      spec(
        "{item: c, position: p, columns: {assigned: n.assigned_to, note: n.text}}",
        "[n.note_id, c.value]",
        "{at: n.created_at, properties: {x: c.nam}}",
      ),
    );
    assert.deepEqual(await toldIn(own), [
      [
        "ill-fitting-columns",
        'The key does not say which column a row of "c" is of, so several rows would have one id.',
        "Add `c.name` to `key`.",
      ],
      ["ill-fitting-columns", "Columns have names, and no position.", "Leave `position` out."],
      [
        "ill-fitting-columns",
        '"note" is of the type string, and "assigned" of the type integer: columns that become rows must be of one type.',
        "Cast one of them, or make an event of each.",
      ],
      ["unknown-column", 'There is no column "nam" in "c".', "Did you mean c.name?"],
    ]);
    const { code, stderr } = await runIn(own, ["compile", "note_touched"]);
    assert.equal(code, 1);
    assert.match(stderr, /ill-fitting-columns/);
  });

  it("see the source and what comes before them, and are wrong where they stand", async () => {
    const own = files(
      spec(
        "{item: c, columns: {assigned: n.assigned_to, reviewed: n.revewed_by}}",
        "[n.note_id, c.name]",
        "{at: n.created_at}",
      ),
    );
    const found = await findingsIn(own);
    assert.deepEqual(
      found.map(({ rule, range }) => [rule, range?.start.line, range?.start.column]),
      [["unknown-column", 4, 66]],
    );
  });
});
