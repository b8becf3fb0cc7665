import assert from "node:assert/strict";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { displayWidth } from "../../server/src/document/displayWidth.ts";
import { copySmallShop, runHere, shop } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";
import { readPreview } from "../support/contracts.ts";

const preview = (args: readonly string[], options: { columns?: number; color?: boolean } = {}) =>
  runHere(["preview", ...args, "--project", shop], options);

describe("eventspec preview", () => {
  it("keeps the contract of its JSON", async () => {
    const { code, stdout, stderr } = await preview(["order_placed", "--limit", "3", "--format", "json"]);
    assert.equal(stderr, "");
    assert.equal(code, 0);
    const { event, connection, sql, rows, truncated } = readPreview(stdout);
    assert.deepEqual(
      { event, connection, truncated },
      { event: "order_placed", connection: "files", truncated: true },
    );
    assert.equal(rows.length, 3);
    assert.match(sql, /^-- eventspec 1: /);
    assert.match(String(rows[0]?.event_id), /^[0-9a-f]{32}$/);
  });

  it("draws a table with the moment first, and counts the rows below", async () => {
    const { stdout } = await preview(["order_placed", "--limit", "3"]);
    const lines = stdout.trimEnd().split("\n");
    assert.match(lines[0] ?? "", /^occurred_at\s+customer_id\s+order_id\s+total/);
    assert.match(lines[2] ?? "", /^2025-/);
    assert.match(lines[5] ?? "", /^3 of 825 rows \(--limit\), \d+ ms/);
    assert.match(lines[6] ?? "", /^source 841 → join c 841 → where 825 → events 825$/);
    assert.match(
      lines[7] ?? "",
      /^ {2}where drops 16 of 841 {2}examples\/shop\/events\/orders\.events\.yml:5$/,
    );
    assert.equal(lines.length, 8);
  });

  it("leaves out what only machines read, until it is asked for", async () => {
    const header = async (...args: string[]) =>
      (await preview(["order_placed", "--limit", "3", ...args])).stdout.split("\n")[0] ?? "";
    assert.doesNotMatch(await header(), /event_id|source_key/);
    assert.match(await header("--all-columns"), /^occurred_at\s+customer_id.*event_id.*source_key/);
  });

  it("fits the terminal", async () => {
    const { stdout } = await preview(["order_placed", "--limit", "3"], { columns: 80, color: false });
    for (const line of stdout.split("\n").slice(0, 5)) assert.ok(displayWidth(line) <= 80, line);
  });

  it("bounds events by time, the end left out", async () => {
    const times = async (...args: string[]): Promise<string[]> => {
      const { stdout } = await preview(["order_placed", "--format", "json", "--limit", "2000", ...args]);
      return readPreview(stdout).rows.map((row) => String(row.occurred_at));
    };
    const all = await times();
    const march = await times("--since", "2025-03-01", "--until", "2025-04-01");
    assert.deepEqual(march.sort(), all.filter((time) => time >= "2025-03-01" && time < "2025-04-01").sort());
    assert.ok(march.length > 50);
    assert.deepEqual(await times("--since", "7 days"), []);
  });

  it("shows moments by the clocks of a zone, which the header names, oldest first", async () => {
    const { stdout } = await preview(["order_placed", "--limit", "3", "--zone", "project"]);
    assert.match(stdout, /^occurred_at \(Europe\/Brussels\) +customer_id/);
    const utc = readPreview((await preview(["order_placed", "--limit", "20", "--format", "json"])).stdout);
    const local = readPreview(
      (await preview(["order_placed", "--limit", "20", "--format", "json", "--zone", "Asia/Kolkata"])).stdout,
    );
    assert.equal(local.zone, "Asia/Kolkata");
    assert.equal(utc.zone, undefined);
    const times = utc.rows.map((row) => String(row.occurred_at));
    assert.deepEqual(times, [...times].sort());
    assert.deepEqual(
      local.rows.map((row) => new Date(String(row.occurred_at)).toISOString()),
      times.map((time) => new Date(time).toISOString()),
    );
    assert.ok(local.rows.every((row) => String(row.occurred_at).endsWith("+05:30")));
    assert.ok(local.rows.every((row) => /^\d{4}-\d\d-\d\d$/.test(String(row.promised_on))));
  });

  it("says nothing of where rows went when it shall be quiet, unless it is asked", async () => {
    const quiet = await preview(["order_placed", "--limit", "3", "--quiet"]);
    assert.ok(!quiet.stdout.includes("source 841"));
    const asked = await preview(["order_placed", "--limit", "3", "--quiet", "--why"]);
    assert.match(asked.stdout, /\nsource 841 → /);
  });

  it("says that there are no rows", async () => {
    const { code, stdout } = await preview(["order_placed", "--since", "7 days ago"]);
    assert.equal(code, 0);
    assert.match(stdout, /^order_placed: no rows/);
  });

  it("shows one variant by its name", async () => {
    const { stdout } = await preview(["subscription_upgraded", "--format", "json"]);
    const { rows } = readPreview(stdout);
    assert.ok(rows.length > 0 && rows.every((row) => row.event === "subscription_upgraded"));
  });

  it("shows a stream", async () => {
    const { code, stdout } = await preview([
      "--stream",
      "customer_events",
      "--limit",
      "5",
      "--format",
      "json",
    ]);
    assert.equal(code, 0);
    const { stream, rows } = JSON.parse(stdout) as { stream: string; rows: unknown[] };
    assert.equal(stream, "customer_events");
    assert.equal(rows.length, 5);
  });

  const wrong: readonly (readonly [readonly string[], RegExp])[] = [
    [["order_palced"], /no event "order_palced".*\nDid you mean order_placed\?/],
    [["zzzzzzzz"], /Its events: .*order_placed/],
    [["--stream", "customer_event"], /Did you mean customer_events\?/],
    [["order_placed", "--stream", "customer_events"], /not both/],
    [[], /Which event\?/],
    [["order_placed", "--since", "last week"], /--since can't be read: "last week".\n.*yesterday, .*7d/],
    [
      ["order_placed", "--zone", "Brussels"],
      /no time zone "Brussels".\n.*project, event, or .*Europe\/Brussels/,
    ],
    [["order_placed", "--since", "2025-02-30"], /--since can't be read/],
    [["order_placed", "--since", "2025-03-01", "--until", "2025-02-01"], /--since must be before --until/],
    [["order_placed", "--connection", "file"], /Did you mean files\?/],
  ];
  for (const [args, message] of wrong) {
    it(`answers \`preview ${args.join(" ")}\` with exit code 2 and a remedy`, async () => {
      const { code, stdout, stderr } = await preview(args);
      assert.equal(code, 2);
      assert.equal(stdout, "");
      assert.match(stderr, message);
    });
  }
});

describe("eventspec preview and compile of a project with mistakes", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeEach(async () => {
    folder = await temporaryFolder();
    await copySmallShop(folder.path);
  });
  afterEach(() => folder.remove());

  it("shows what is wrong with the event where it stands, instead of the engine's complaint", async () => {
    const file = join(folder.path, "events", "orders.events.yml");
    await writeFile(file, (await readFile(file, "utf8")).replace("at: o.paid_at", "at: o.payed_at"));
    const { code, stdout, stderr } = await runHere(["preview", "order_paid"], { cwd: folder.path });
    assert.equal(code, 1);
    assert.equal(stdout, "");
    assert.match(stderr, /unknown-column/);
    assert.match(stderr, /paid_at/);
    assert.doesNotMatch(stderr, /sql-refused/);
    const other = await runHere(["preview", "order_placed"], { cwd: folder.path });
    assert.equal(other.code, 0, other.stderr);
  });

  it("shows rows of an event that governance still complains about", async () => {
    const file = join(folder.path, "events", "orders.events.yml");
    const text = await readFile(file, "utf8");
    await writeFile(
      file,
      text.replace("owner: growth\n", "").replace(/entities:\n {2}customer: .*\n {2}order: .*\n/, ""),
    );
    assert.equal((await runHere(["check"], { cwd: folder.path })).code, 1);
    const { code, stderr } = await runHere(["preview", "order_placed"], { cwd: folder.path });
    assert.equal(code, 0, stderr);
  });

  it("refuses an event that is only proposed, with what blocks it", async () => {
    const file = join(folder.path, "events", "orders.events.yml");
    const proposed =
      "  order_returned:\n    description: The parcel came back.\n    proposed: {blocked_by: no scan of returns}\n";
    await writeFile(file, `${await readFile(file, "utf8")}\n${proposed}`);
    const { code, stderr } = await runHere(["preview", "order_returned"], { cwd: folder.path });
    assert.equal(code, 2);
    assert.match(stderr, /only proposed.*no scan of returns/);
  });

  it("never lets data steer the terminal", async () => {
    const file = join(folder.path, "data", "shop", "customers.csv");
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replace(/^2,[^,]*,[^,]*,NL/m, "2,X,x@y.example,\u001B]0;owned\u0007NL"));
    const { stdout } = await runHere(["preview", "customer_signed_up", "--limit", "500"], {
      cwd: folder.path,
      columns: 200,
    });
    assert.ok(stdout.includes("␛]0;owned␇NL"));
    assert.ok(!stdout.includes("\u001B]"));
  });
});

describe("eventspec compile", () => {
  const compile = (...args: string[]) => runHere(["compile", ...args, "--project", shop]);

  it("prints the SQL of an event, byte for byte the same each time", async () => {
    const first = await compile("order_placed");
    assert.equal(first.code, 0, first.stderr);
    assert.match(first.stdout, /^-- eventspec 1: order_placed from events\/orders\.events\.yml\n/);
    assert.deepEqual(await compile("order_placed"), first);
  });

  it("keeps the contract of its JSON", async () => {
    const { stdout } = await compile("order_placed", "order_paid", "--layout", "narrow", "--format", "json");
    const { version, dialect, relations } = JSON.parse(stdout) as Record<string, unknown> & {
      relations: object[];
    };
    assert.deepEqual({ version, dialect }, { version: 1, dialect: "duckdb" });
    assert.equal(relations.length, 1);
    assert.deepEqual(Object.keys(relations[0] ?? {}), ["name", "layout", "events", "sql"]);
  });

  it("writes another dialect with the types that the columns have here", async () => {
    const { code, stdout } = await compile("order_placed", "--dialect", "postgres");
    assert.equal(code, 0);
    assert.match(stdout, /o\.ordered_at at time zone 'Europe\/Brussels' as occurred_at/);
  });

  it("writes one file for each table", async () => {
    const folder = await temporaryFolder();
    const target = join(folder.path, "sql");
    await mkdir(target);
    const { code, stdout } = await compile("order_placed", "order_paid", "--out", target);
    assert.equal(code, 0);
    assert.equal(stdout, "");
    assert.deepEqual((await readdir(target)).sort(), ["order_paid.sql", "order_placed.sql"]);
    await folder.remove();
  });

  it("names the event, the stream or the dialect that was meant", async () => {
    assert.match((await compile("order_piad")).stderr, /Did you mean order_paid\?/);
    assert.match((await compile("--stream", "custmer_events")).stderr, /Did you mean customer_events\?/);
    const dialect = await compile("order_paid", "--dialect", "mysql");
    assert.equal(dialect.code, 2);
    assert.match(dialect.stderr, /Allowed choices are duckdb, postgres/);
  });
});

describe("eventspec catalog", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeEach(async () => {
    folder = await temporaryFolder();
    await copySmallShop(folder.path);
  });
  afterEach(() => folder.remove());
  const catalog = (...args: string[]) => runHere(["catalog", ...args], { cwd: folder.path });

  it("is written, agrees with the warehouse, and shows how it drifts", async () => {
    assert.equal((await catalog("check")).code, 2);
    const refreshed = await catalog("refresh");
    assert.equal(refreshed.code, 0, refreshed.stderr);
    assert.match(refreshed.stdout, /eventspec\.catalog\.json: 10 tables, \d+ columns\./);
    assert.equal((await catalog("check")).code, 0);

    const file = join(folder.path, "data", "billing", "plan_history.csv");
    await writeFile(file, (await readFile(file, "utf8")).replace("monthly_cents", "price_cents"));
    const drifted = await catalog("check", "--format", "json");
    assert.equal(drifted.code, 1);
    assert.deepEqual(JSON.parse(drifted.stdout), {
      version: 1,
      changes: [
        { table: "billing.plan_history", column: "monthly_cents", kind: "renamed", after: "price_cents" },
      ],
    });
  });
});
