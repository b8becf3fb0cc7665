import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runHere } from "../support/cli.ts";
import { never, open } from "../support/connections.ts";
import { type Preview, readPreview } from "../support/contracts.ts";
import { copyProject } from "../support/realData.ts";

const files = {
  "zendesk.ticket": "data/ticket_data.csv",
  "zendesk.ticket_comment": "data/ticket_comment_data.csv",
  "zendesk.user": "data/user_data.csv",
};

/** What somebody would write who knows the tables and has no event specs. */
const byHand = {
  tickets: `select count(*) from zendesk.ticket where status <> 'deleted' and created_at is not null`,
  publicComments: `select count(*) from zendesk.ticket_comment where public`,
  withRequester: `
    select count(*)
    from zendesk.ticket as t
    join zendesk.user as u on u.id = t.requester_id
    where t.status <> 'deleted' and u.role is not null`,
  onKnownTickets: `
    select count(*)
    from zendesk.ticket_comment as m
    where m.public and m.ticket_id in (select id from zendesk.ticket)`,
};

describe("Zendesk's tickets", () => {
  let project: Awaited<ReturnType<typeof copyProject>>;

  before(async () => {
    project = await copyProject("zendesk");
  });
  after(() => project.remove());

  const preview = async (event: string): Promise<Preview> => {
    const args = ["preview", event, "--format", "json", "--limit", "10000"];
    const { code, stdout, stderr } = await runHere(args, { cwd: project.path });
    assert.equal(code, 0, stderr);
    return readPreview(stdout);
  };
  const count = async (sql: string): Promise<number> => {
    const connection = await open("duckdb", { files }, { projectRoot: project.path });
    try {
      const { rows } = await connection.run(sql, { limit: 1, timeoutMs: 20_000 }, never());
      return Number(rows[0]?.[0]);
    } finally {
      await connection.close();
    }
  };

  it("are described without findings", async () => {
    const { code, stdout, stderr } = await runHere(["check"], { cwd: project.path });
    assert.equal(code, 0, stdout + stderr);
    assert.equal(stdout, "No findings in 2 files.\n");
  });

  it("give ticket_created as often as a query by hand counts, deleted ones left out", async () => {
    const { rows } = await preview("ticket_created");
    assert.equal(rows.length, await count(byHand.tickets));
    assert.equal(rows.length, 8);
  });

  it("know the requester's role as often as a query by hand does", async () => {
    const { rows } = await preview("ticket_created");
    const known = rows.filter((row) => row.requester_role !== null).length;
    assert.equal(known, await count(byHand.withRequester));
    assert.equal(known, 1);
  });

  it("give ticket_commented for public comments", async () => {
    const { rows } = await preview("ticket_commented");
    assert.equal(rows.length, await count(byHand.publicComments));
    assert.equal(rows.length, 20);
    const known = rows.filter((row) => row.requester_id !== null).length;
    assert.equal(known, await count(byHand.onKnownTickets));
  });

  it("give ticket_commented for public comments only", async () => {
    const file = join(project.path, files["zendesk.ticket_comment"]);
    const text = await readFile(file, "utf8");
    // Every comment of this extract is public, so three of them are made private here.
    let left = 3;
    const changed = text.replace(/,TRUE,/g, (found) => (left-- > 0 ? ",FALSE," : found));
    await writeFile(file, changed);
    const { rows } = await preview("ticket_commented");
    assert.equal(rows.length, await count(byHand.publicComments));
    assert.equal(rows.length, 17);
    await writeFile(file, text);
  });
});
