import assert from "node:assert/strict";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";

const files = {
  "eventspec.yml": `eventspec: 1
name: p
rules: {extends: minimal, inherited-privacy: warning}
entities: {ticket: {type: integer}}
connections: {dev: {type: duckdb, files: {tickets: tickets.csv, replies: replies.csv}}}
test: {now: 2026-02-01}
`,
  "tickets.csv": "id,at,who\n1,2026-01-05 10:00:00,ann@x.example\n",
  "replies.csv": "id,ticket,at\n7,1,2026-01-06 10:00:00\n",
  "tickets.events.yml": `from: tickets
as: t
key: t.id
entities: {ticket: t.id}
events:
  ticket_opened:
    at: t.at
    properties: {contact: {sql: t.who, privacy: sensitive}, shown: {sql: t.id, privacy: public}}
`,
  "replies.events.yml": `from: replies
as: r
key: r.id
entities: {ticket: r.ticket}
join: [{event: ticket_opened, as: opened, by: ticket, pick: last}]
events:
  ticket_answered:
    at: r.at
    properties:
      to_whom: lower(opened.contact)
      is_known: opened.contact is not null
      number: opened.shown
      cleared: {sql: opened.contact, privacy: internal}
    tests: [{rows: {where: number > 0}}]
`,
};

describe("what is personal of an event that is joined", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  before(async () => {
    folder = await temporaryFolder(files);
  });
  after(() => folder?.remove());

  it("is masked in rows that are told of, unless the property says otherwise", async () => {
    const { stdout } = await runHere(["test", "ticket_answered", "--only", "tests", "--format", "json"], {
      cwd: folder.path,
    });
    const [result] = JSON.parse(stdout).results;
    assert.equal(result.failing, 1, stdout);
    const [row] = result.rows.rows;
    assert.deepEqual(
      { to_whom: row.to_whom, is_known: row.is_known, number: row.number, cleared: row.cleared },
      { to_whom: "•••", is_known: true, number: 1, cleared: "ann@x.example" },
      stdout,
    );
  });

  it("asks for a class of its own", async () => {
    const { findings } = JSON.parse(
      (await runHere(["check", "--format", "json"], { cwd: folder.path })).stdout,
    );
    assert.deepEqual(
      findings.map(({ rule, path, message }: Record<string, string>) => [rule, path, message]),
      [
        [
          "inherited-privacy",
          "events.ticket_answered.properties.to_whom",
          'Property "to_whom" has no `privacy`, but "contact" is sensitive where it comes from.',
        ],
      ],
    );
  });
});
