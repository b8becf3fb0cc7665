import assert from "node:assert/strict";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";

const columns = {
  person_id: { name: "person_id" },
  email: { name: "email", tags: ["pii"] },
  nickname: { name: "nickname", meta: { privacy: "personal" } },
  tier: { name: "tier" },
  joined_at: { name: "joined_at" },
};
/** dbt says that it holds personal data, and not where. */
const crowd = {
  ...{ resource_type: "model", package_name: "wh", name: "crowd", schema: "marts" },
  config: { meta: { contains_pii: true } },
};
const node = { resource_type: "model", package_name: "wh", name: "people", schema: "marts", columns };
const files = {
  "eventspec.yml": `eventspec: 1
name: p
dbt: {project: wh}
connections: {files: {type: duckdb, files: {marts.people: people.csv, marts.crowd: people.csv}}}
`,
  "wh/target/manifest.json": JSON.stringify({
    metadata: { project_name: "wh" },
    nodes: { m: node, c: crowd },
  }),
  "people.csv":
    "person_id,email,nickname,tier,joined_at\n1,ann@x.y,annie,gold,2026-01-02 10:00:00\n2,ann@x.y,bobby,gold,2026-01-03 10:00:00\n",
  "a.events.yml": `from: ref('people')
as: p
key: p.email
entities: {person: p.email}
properties:
  mail: lower(p.email)
  nick: p.nickname
  handle: {sql: p.nickname, privacy: internal}
  has_mail: p.email is not null
  tier: p.tier
events:
  joined:
    at: p.joined_at
    tests: [{rows: {name: none, where: tier = 'gold'}}, {unique: [tier]}]
  called:
    at: p.joined_at
    variants: {by: p.nickname, names: {annie: annie_called}}
`,
  "c.events.yml": `from: ref('crowd')
as: c
key: c.person_id
entities: {person: c.person_id}
properties: {word: c.nickname, has_mail: c.email is not null, tier: {sql: c.tier, privacy: internal}}
events:
  seen:
    at: c.joined_at
    tests: [{rows: {name: none, where: tier = 'gold'}}]
`,
  "u.events.yml": `from: {union: [{table: ref('people'), rename: {email: address}}]}
as: u
key: u.person_id
properties: {mail: u.address, bare: address, tier: u.tier}
events:
  gathered:
    at: u.joined_at
    tests: [{rows: {name: none, where: tier = 'gold'}}]
`,
};

/** Values of `email` and `nickname` that dbt's marks hide. */
const marked = /ann@x\.y|bobby/;

describe("columns that dbt marks as personal", function () {
  this.timeout(60_000);
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  before(async () => {
    folder = await temporaryFolder(files);
  });
  after(() => folder.remove());

  it("are masked in rows of failures, whatever the event calls them", async () => {
    const { stdout, code } = await runHere(["test", "--format", "json"], { cwd: folder.path });
    assert.equal(code, 1, stdout);
    const { results } = JSON.parse(stdout);
    const rows = results.flatMap(
      (one: { rows?: { rows: Record<string, unknown>[] } }) => one.rows?.rows ?? [],
    );
    const [first] = rows.filter((row: Record<string, unknown>) => "tier" in row && "mail" in row);
    assert.deepEqual(
      [first.mail, first.nick, first.person_id, first.source_key, first.has_mail, first.tier],
      ["•••", "•••", "•••", "•••", true, "gold"],
    );
    assert.ok(["annie", "bobby"].includes(first.handle), "what `privacy` opens is shown");
    for (const row of rows) assert.doesNotMatch(JSON.stringify({ ...row, handle: "" }), marked);
    assert.ok(rows.length > 5);
  });

  it("are masked where a union calls them by another name", async () => {
    const { stdout } = await runHere(["test", "gathered", "--format", "json"], { cwd: folder.path });
    const { results } = JSON.parse(stdout);
    const [first] = results.find(({ status }: { status: string }) => status === "failed").rows.rows;
    assert.deepEqual([first.mail, first.bare, first.tier], ["•••", "•••", "gold"]);
  });

  it("are all that no `privacy` opens where dbt marks the table alone; ids are left", async () => {
    const { stdout } = await runHere(["test", "seen", "--format", "json"], { cwd: folder.path });
    const { results } = JSON.parse(stdout);
    const [first] = results.find(({ status }: { status: string }) => status === "failed").rows.rows;
    assert.deepEqual([first.word, first.tier, first.has_mail], ["•••", "gold", true]);
    assert.match(String(first.person_id), /^[12]$/);
  });

  it("are masked in profiles and in what is told of rows that are left out", async () => {
    for (const event of ["joined", "called"]) {
      const { stdout } = await runHere(["profile", event, "--format", "json"], { cwd: folder.path });
      const { columns: told, why } = JSON.parse(stdout);
      const others = told.filter(({ name }: { name: string }) => name !== "handle");
      assert.doesNotMatch(JSON.stringify([others, why]), marked);
      assert.match(JSON.stringify(others), /"•••".*gold/);
    }
  });
});
