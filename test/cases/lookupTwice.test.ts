import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findingsIn, toldIn } from "../support/inProject.ts";
import { previewJson } from "../support/previews.ts";

const project = `eventspec: 1
name: r
timezone: UTC
connection: files
connections: {files: {type: duckdb, files: {"*": "data/*.csv"}}}
lookups:
  user:
    parameters: [id]
    join:
      - {from: users, as: u, on: u.uid = param.id}
      - {from: teams, as: t, on: t.team_id = u.team_id}
    properties: {name: u.name, team: upper(t.team), size: (select count(*) from users as t where t.team_id = u.team_id)}
  team:
    parameters: [id]
    join: [{from: teams, as: team, on: team.team_id = param.id}]
    properties: {label: team.team, name: team.team}
  ident:
    join: [{from: users, as: known, on: known.uid = 1}]
    properties: {id: known.uid}
rules: {extends: minimal}
`;
const spec = (lookups: string, properties = "{}") => `from: tickets
as: t
key: t.id
lookups: ${lookups}
events:
  opened: {at: t.at, properties: ${properties}}
`;
const data = {
  "data/tickets.csv":
    "id,author_id,reviewer_id,at\n1,1,2,2024-01-01 00:00:00\n2,2,2,2024-01-02 00:00:00\n3,,1,2024-01-03 00:00:00\n",
  "data/users.csv": "uid,name,team_id\n1,ann,7\n2,bob,8\n3,cyd,8\n",
  "data/teams.csv": "team_id,team\n7,core\n8,ops\n",
};

const files = (lookups: string, properties?: string) => ({
  "eventspec.yml": project,
  "a.events.yml": spec(lookups, properties),
  ...data,
});

describe("a lookup that is used under names of its own", () => {
  it("is joined twice, one upon another, and may call its tables as the document does", async () => {
    const own = files(
      "{boss: {use: team, id: author.team_id}, author: {use: user, id: t.author_id}, reviewer: {use: user, id: t.reviewer_id}}",
      "{same: author.uid = reviewer.uid, other: reviewer_t.team}",
    );
    assert.deepEqual(await toldIn(own), []);
    const preview = await previewJson(own, ["opened"]);
    const rows = preview.rows.map((row) =>
      [
        "source_key",
        "author_name",
        "author_team",
        "author_size",
        "reviewer_name",
        "boss_label",
        "same",
        "other",
      ].map((name) => String(row[name])),
    );
    assert.deepEqual(rows.sort(), [
      ["1", "ann", "CORE", "1", "bob", "core", "false", "ops"],
      ["2", "bob", "OPS", "2", "bob", "ops", "true", "ops"],
      ["3", "null", "null", "0", "ann", "null", "null", "core"],
    ]);
  });

  it("is what docs/sql.md shows", async () => {
    const page = readFileSync(join(import.meta.dirname, "../../docs/sql.md"), "utf8");
    const [, example = ""] = /### Lookups\n.*?```yaml\nlookups:\n(.*?)```/s.exec(page) ?? [];
    const own = files(`\n${example}`);
    assert.deepEqual(await toldIn(own), []);
    const [first] = (await previewJson(own, ["opened"])).rows;
    assert.deepEqual([first?.author_name, first?.reviewer_team, first?.label], ["ann", "OPS", "core"]);
  });

  it("may leave its tables out before its columns, whatever the document has of these names", async () => {
    const own = {
      ...files(
        "{author: {use: user, id: t.author_id}, user: {id: t.reviewer_id}, at_desk: {use: user, id: t.id}}",
        "{same: author.name = u.name}",
      ),
      "eventspec.yml": project
        .replace("on: u.uid = param.id", "on: uid = param.id")
        .replace("name: u.name, team: upper(t.team)", `name: upper("name" || ' of ' || team), team: team`)
        .replaceAll("as: t,", "as: tm,")
        .replaceAll("t.team_id", "tm.team_id")
        .replace("users as t where", "users as tm where uid > 0 and"),
      "data/tickets.csv":
        "id,name,team,author_id,reviewer_id,at\n1,x,y,1,2,2024-01-01 00:00:00\n2,x,y,2,2,2024-01-02 00:00:00\n",
    };
    assert.deepEqual(await toldIn(own), []);
    const { rows } = await previewJson(own, ["opened"]);
    const seen = rows.map((row) => [row.author_name, row.author_size, row.name, row.at_desk_team, row.same]);
    assert.deepEqual(seen.map((row) => row.map(String)).sort(), [
      ["ANN OF CORE", "1", "BOB OF OPS", "core", "false"],
      ["BOB OF OPS", "2", "BOB OF OPS", "ops", "true"],
    ]);
  });

  it("has no parameter that is called as what says which lookup it is", async () => {
    const own = {
      ...files("{team: {use: t.id}}"),
      "eventspec.yml": project.replace("team:\n    parameters: [id]", "team:\n    parameters: [use]"),
    };
    const found = await findingsIn(own);
    const [{ file, range } = {}] = found.filter(({ message }) =>
      message.startsWith("No document can give a parameter that is called `use`"),
    );
    assert.deepEqual([file, range?.start.line], ["eventspec.yml", 14]);
  });

  it("must be there, and has the parameters that it has", async () => {
    const own = files(
      "{author: {use: usr, id: t.author_id}, reviewer: {use: user, ident: t.reviewer_id}, boss: {use: team}}",
    );
    const found = await toldIn(own);
    assert.deepEqual(found.slice(0, 3), [
      ["unknown-lookup", 'No lookup is called "usr".', 'Did you mean "user"?'],
      [
        "invalid-reference",
        'The lookup "user" has no parameter "ident".',
        "It takes nothing else. Known: id.",
      ],
      [
        "invalid-reference",
        'The lookup "team" needs its parameter "id".',
        "Add `id:` with the SQL that gives it.",
      ],
    ]);
  });

  it("may not need itself by way of another", async () => {
    const own = files("{author: {use: user, id: boss.team_id}, boss: {use: team, id: author.team_id}}");
    const [first] = await toldIn(own);
    assert.deepEqual(first?.slice(0, 2), [
      "circular-lookups",
      'The lookups "author" and "boss" need each other: one takes its parameter from what another brings in.',
    ]);
  });

  it("gives no property that another gives, or that every event has", async () => {
    const own = files("{user: {id: t.author_id}, team: {id: u.team_id}, event: {use: ident}}");
    const found = await toldIn(own);
    const remedy =
      'Use one of them under another name, which its properties then begin with: `author: {use: user, …}`. Or say here what "name" is.';
    assert.deepEqual(found.slice(-2), [
      ["invalid-reference", 'The lookups "user" and "team" both give the property "name".', remedy],
      [
        "reserved-property-name",
        '"event_id" is a column that every event has; a property can\'t have the same name.',
        "Say in its name what it means for this event.",
      ],
    ]);
    assert.deepEqual(found[0], [
      "invalid-reference",
      'The name "t" stands for two things here.',
      "Use the lookup under another name: `author: {use: user, …}`.",
    ]);
  });

  it("says where its SQL is refused", async () => {
    const own = files("{author: {use: user, id: t.nobody}}");
    const found = await findingsIn(own);
    assert.deepEqual(
      found.map(({ rule, file, range }) => [rule, file, range?.start.line]),
      [["unknown-column", "a.events.yml", 4]],
    );
  });
});
