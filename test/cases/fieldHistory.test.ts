import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runIn, toldIn } from "../support/inProject.ts";
import { previewJson } from "../support/previews.ts";

const project = `eventspec: 1
name: r
timezone: UTC
connection: files
connections: {files: {type: duckdb, files: {"jira.*": "data/*.csv"}}}
lookups:
  as_of_issue:
    parameters: [issue]
    join:
      - from: jira.issue_field_history
        as: f
        on: f.issue_id = param.issue
        fields: {name: f.field_id, value: f.value, start: f.time, pick: {team: customfield_10001}}
    properties: {team: f.team}
rules: {extends: minimal}
`;
const spec = (fields: string, properties: string, on = "f.issue_id = i.issue_id") => `from: jira.issues
as: i
key: i.issue_id
join:
  - from: jira.issue_field_history
    as: f
    on: ${on}
    fields: ${fields}
events:
  issue_resolved: {at: i.resolved_at, properties: ${properties}}
`;
const data = {
  "data/issues.csv":
    "issue_id,parent_id,resolved_at\n1,2,2026-01-03 00:00:00\n2,,2026-01-02 00:00:00\n3,1,2026-01-01 00:00:00\n",
  "data/issue_field_history.csv": `issue_id,field_id,value,time
1,status,open,2026-01-01 00:00:00
1,status,done,2026-01-03 00:00:00
1,customfield_10001,core,2026-01-01 00:00:00
1,customfield_10001,,2026-01-02 00:00:00
1,labels,b,2026-01-01 00:00:00
1,labels,a,2026-01-01 00:00:00
1,labels,c,2026-01-04 00:00:00
2,customfield_10001,ops,2026-01-02 00:00:00
2,status,a,2026-01-01 00:00:00
2,status,b,2026-01-01 00:00:00
`,
};

const files = (text: string) => ({ "eventspec.yml": project, "a.events.yml": text, ...data });

const rows = async (own: ReturnType<typeof files>, ...columns: string[]) =>
  (await previewJson(own, ["issue_resolved"])).rows
    .map((row) => columns.map((name) => String(row[name])).join("; "))
    .sort();

describe("a history of fields", () => {
  it("is read as docs/sql.md shows it: what was set, cleared and set again, several values as one text", async () => {
    const page = readFileSync(join(import.meta.dirname, "../../docs/sql.md"), "utf8");
    const [, example = ""] = /```yaml\n(from: jira\.issues\n.*?)```/s.exec(page) ?? [];
    const own = files(example);
    assert.deepEqual(await toldIn(own), []);
    assert.deepEqual(await rows(own, "source_key", "team", "status", "labels"), [
      "1; null; done; a, b",
      "2; ops; b; null",
      "3; null; null; null",
    ]);
    const { stdout } = await runIn(own, ["compile", "issue_resolved"]);
    assert.equal(stdout.split("from jira.issue_field_history").length, 2, "the history is read once");
  });

  it("may be a lookup's, twice, also by a parameter that another lookup brings in", async () => {
    const own = files(`from: jira.issues
as: i
key: i.issue_id
join: [{from: jira.issues, as: parent, on: parent.issue_id = i.parent_id}]
lookups: {own: {use: as_of_issue, issue: i.issue_id}, parent_of: {use: as_of_issue, issue: parent.issue_id}}
events: {issue_resolved: {at: i.resolved_at, properties: {both: own.team || parent_of.team}}}
`);
    assert.deepEqual(await toldIn(own), []);
    assert.deepEqual(await rows(own, "source_key", "own_team", "parent_of_team"), [
      "1; null; ops",
      "2; ops; null",
      "3; null; core",
    ]);
  });

  it("has the picked fields alone outside of its own SQL", async () => {
    const own = files(
      spec(
        "{name: f.field_id, value: f.value, start: f.time, pick: {team: customfield_10001}}",
        "{raw: f.value, tem: f.tem}",
      ),
    );
    assert.deepEqual(await toldIn(own), [
      ["unknown-column", 'There is no column "value" in "f".', "Columns: team."],
      ["unknown-column", 'There is no column "tem" in "f".', "Did you mean f.team?"],
    ]);
  });

  it("is joined by equal columns, and calls fields unlike its table's columns", async () => {
    const own = files(
      spec(
        "{name: f.field_id, value: f.value, start: f.time, pick: {value: status}}",
        "{}",
        "f.issue_id > i.issue_id",
      ).replace("    fields:", "    as_of: {start: f.time}\n    type: semi\n    fields:"),
    );
    assert.deepEqual(
      (await toldIn(own)).map(([rule, message]) => [rule, message]),
      [
        [
          "ill-fitting-fields",
          'Fields of "f" are found by columns that equal those of other tables and by conditions on one table alone.',
        ],
        ["ill-fitting-fields", "`fields` are as of the event's time already."],
        ["ill-fitting-fields", "A join of the type semi has no columns, so it has no fields."],
        [
          "ill-fitting-fields",
          '"value" is a column of the table that "f" stands for, so it can\'t be what a field is called.',
        ],
      ],
    );
    const { code, stderr } = await runIn(own, ["compile", "issue_resolved"]);
    assert.equal(code, 1);
    assert.match(stderr, /ill-fitting-fields/);
  });
});
