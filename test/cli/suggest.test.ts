/** `eventspec suggest`: the events of a table, right at birth. Shapes of real tables are small here; test/realdata/suggest.test.ts has the real ones. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";

const projectOf = (more = "") => `eventspec: 1
name: shop
timezone: UTC
connection: files
connections: {files: {type: duckdb, files: {"*": "data/*.csv"}}}
${more}`;
const declared = "teams: {growth: {email: growth@shop.example}}\nentities: {order: {}, customer: {}}\n";

interface Run {
  cli(...args: string[]): ReturnType<typeof runHere>;
  read(file: string): Promise<string>;
}

async function inProject<T>(
  files: Readonly<Record<string, string>>,
  look: (run: Run) => Promise<T>,
  project = projectOf(declared),
): Promise<T> {
  const folder = await temporaryFolder({ "eventspec.yml": project, ...files });
  try {
    return await look({
      cli: (...args) => runHere(args, { cwd: folder.path }),
      read: (file) => readFile(join(folder.path, file), "utf8"),
    });
  } finally {
    await folder.remove();
  }
}

/** What is suggested of a table, after its spec was written and checked: no error, no warning. */
async function suggested(table: string, rows: string, project = projectOf(declared)) {
  return inProject(
    { [`data/${table}.csv`]: rows },
    async ({ cli, read }) => {
      const listed = await cli("suggest", table, "--format", "json");
      assert.equal(listed.code, 0, listed.stderr);
      const found = JSON.parse(listed.stdout);
      if (found.events.length === 0) return { ...found, text: "" };
      const file = `events/${table}.events.yml`;
      assert.equal((await cli("suggest", table, "--out", file)).code, 0);
      const { stdout } = await cli("check", "--format", "json");
      const bad = JSON.parse(stdout).findings.filter((one: { severity: string }) => one.severity !== "info");
      assert.deepEqual(bad, []);
      const tested = await cli("test");
      assert.equal(tested.code, 0, tested.stdout);
      return { ...found, text: await read(file) };
    },
    project,
  );
}

const names = ({ events }: { events: readonly { name: string }[] }) => events.map(({ name }) => name);

describe("eventspec suggest", () => {
  it("makes an event of each time at which something happened, and says of each other time why not", async () => {
    const found = await suggested(
      "orders",
      `order_id,customer_id,ordered_at,shipped_at,required_date,updated_at,_synced_at,period_end,email,total
1,7,2026-01-01 10:00:00,2026-01-02 10:00:00,2026-02-01,2026-01-03 10:00:00,2026-01-04 10:00:00,2026-01-31,a@x.y,9.5
2,8,2026-01-02 10:00:00,,2026-02-02,2026-01-03 10:00:00,2026-01-04 10:00:00,2026-01-31,b@x.y,9.5
`,
    );
    assert.deepEqual(names(found), ["order_ordered", "order_shipped"]);
    const reasons = Object.fromEntries(
      found.not_taken.map((one: { column: string; why: string }) => [one.column, one.why]),
    );
    assert.match(reasons.required_date, /a promise or a plan/);
    assert.match(reasons.updated_at, /written again/);
    assert.match(reasons._synced_at, /when the row was copied/);
    assert.match(reasons.period_end, /a promise or a plan|bounds a span/);
    assert.match(
      found.text,
      /\nloaded_at: t\._synced_at\nowner: growth\nentities:\n {2}order: t\.order_id\n {2}customer: t\.customer_id\n/,
    );
    assert.match(found.text, /\n {6}- not_null: \[order_id\]\n {6}- unique: \[order_id\]\n/);
    assert.doesNotMatch(found.text, /email/);
  });

  it("takes a time that lies ahead, or that no row has, for none", async () => {
    const found = await suggested(
      "orders",
      "order_id,placed_at,delivered_on,returned_at\n1,2026-01-01 10:00:00,9999-12-31,\n2,2026-01-02 10:00:00,2026-01-02,\n",
    );
    assert.deepEqual(names(found), ["order_placed"]);
    assert.match(JSON.stringify(found.not_taken), /delivered_on.*lies ahead.*returned_at.*has no value/);
  });

  it("proposes what a status says and no time tells", async () => {
    const found = await suggested(
      "orders",
      "order_id,created_at,status\n1,2026-01-01 10:00:00,refunded\n2,2026-01-02 10:00:00,new\n3,2026-01-02 10:00:00,refunded\n",
    );
    assert.deepEqual(names(found), ["order_created", "order_refunded"]);
    assert.match(
      found.text,
      /order_refunded:\n.*\n {4}proposed:\n {6}since: \d{4}-\d\d-\d\d\n {6}blocked_by: .*no time of when it became "refunded"/,
    );
  });

  it("reads a history of a status as changes of it, and its values as names where all are actions", async () => {
    const rows = (values: readonly string[]) =>
      `id,order_id,status,created_at\n${values.map((value, at) => `${at},1,${value},2026-01-0${at + 1} 10:00:00`).join("\n")}\n`;
    const found = await suggested("order_status_history", rows(["placed", "shipped", "returned"]));
    assert.match(
      found.text,
      /\n {2}order_status_changed:\n.*\n {4}at: t\.created_at\n {4}changes:\n {6}value: t\.status\n {6}per: t\.order_id\n {4}variants:\n {6}by: t\.status\n/,
    );
    assert.match(found.text, /\n {8}returned: order_returned\n/);
    const others = await suggested("order_status_history", rows(["new", "shipped", "lost"]));
    assert.doesNotMatch(others.text, /variants/);
  });

  it("reads a history of fields as changes of each, whatever their names hold", async () => {
    const found = await suggested(
      "ticket_field_history",
      `field_name,ticket_id,updated,value
status,1,2026-01-01 10:00:00,open
it's: odd,1,2026-01-01 11:00:00,x
assignee_id,2,2026-01-01 12:00:00,5
status,1,2026-01-02 10:00:00,solved
`,
      projectOf("teams: {growth: {email: growth@shop.example}}\nentities: {ticket: {}}\n"),
    );
    assert.deepEqual(names(found), [
      "ticket_status_changed",
      "ticket_assignee_changed",
      "ticket_it_s_odd_changed",
    ]);
    assert.match(
      found.text,
      /where: t\.field_name = 'status'\n {4}changes:\n {6}value: t\.value\n {6}per: t\.ticket_id\n/,
    );
    assert.match(found.text, /where: "?'?t\.field_name = '+it''+s: odd/);
  });

  it("finds the columns that only together tell rows apart", async () => {
    const found = await suggested(
      "order_lines",
      "order_id,line,added_at\n1,1,2026-01-01 10:00:00\n1,2,2026-01-01 10:00:00\n2,1,2026-01-01 10:00:00\n",
    );
    assert.match(found.text, /\nkey:\n {2}- t\.order_id\n {2}- t\.line\n/);
  });

  it("names events in the project's style", async () => {
    const found = await suggested(
      "orders",
      "order_id,placed_at\n1,2026-01-01 10:00:00\n",
      projectOf(
        `${declared}rules: {event-name-style: {severity: error, case: Title Case, order: action_object}}\n`,
      ),
    );
    assert.deepEqual(names(found), ["Placed Order"]);
  });

  it("declares the entities that it needs, wherever the project declares others", () =>
    inProject({ "data/parcels.csv": "parcel_id,sent_at\n1,2026-01-01 10:00:00\n" }, async ({ cli, read }) => {
      const shown = await cli("suggest", "parcels");
      assert.match(shown.stdout, /\n {2}parcel_sent:\n/);
      assert.match(shown.stderr, /eventspec\.yml does not declare parcel/);
      const { stdout } = await cli("suggest", "parcels", "--out", "parcels.events.yml");
      assert.match(stdout, /Wrote parcels\.events\.yml\nDeclared parcel below entities in eventspec\.yml/);
      assert.match(
        await read("eventspec.yml"),
        /\nentities: \{order: \{\}, customer: \{\}, parcel: \{\}\}\n/,
      );
      assert.equal((await cli("check")).code, 0);
    }));

  it("says nothing twice: events that the project has, names that it uses, files that are there", () =>
    inProject(
      { "data/orders.csv": "order_id,placed_at,shipped_at\n1,2026-01-01 10:00:00,2026-01-02 10:00:00\n" },
      async ({ cli }) => {
        await cli("suggest", "orders", "--out", "a.events.yml");
        const again = await cli("suggest", "orders");
        assert.match(again.stdout, /^The project has all events that main\.orders suggests\.\n/);
        const over = await cli("suggest", "orders", "--out", "a.events.yml");
        assert.equal(over.code, 2);
        assert.match(over.stderr, /There is a file a\.events\.yml already/);
        const misnamed = await cli("suggest", "orders", "--out", "a.yml");
        assert.match(misnamed.stderr, /a\.yml is no file of events/);
      },
    ));

  it("says of a table without a time that it has none", () =>
    inProject({ "data/names.csv": "id,name\n1,Ann\n" }, async ({ cli }) => {
      const { code, stdout } = await cli("suggest", "names");
      assert.equal(code, 0);
      assert.match(stdout, /No column of main\.names says when something happened\./);
    }));

  it("goes by names and types where there is only a catalog, and says that no row was read", () => {
    const columns = [
      { name: "id", type: "bigint" },
      { name: "paid_at", type: "timestamptz" },
    ];
    const catalog = JSON.stringify({
      version: 1,
      dialect: "postgres",
      tables: [{ name: "shop.orders", columns }],
    });
    return inProject(
      { "eventspec.catalog.json": catalog },
      async ({ cli }) => {
        const { stdout } = await cli("suggest", "shop.orders");
        assert.match(stdout, /# Key: id, by its name; no row was read\.\n/);
        assert.match(stdout, /# Time: paid_at, by its name and type; no row was read\.\n {2}order_paid:\n/);
      },
      "eventspec: 1\nname: shop\n",
    );
  });
});
