import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runHere, shop } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";

type Row = Readonly<Record<string, string>>;

/** A table of the shop, read without an engine. No cell of it holds a comma. */
async function tableOf(name: string): Promise<Row[]> {
  const [head = "", ...lines] = (await readFile(join(shop, "data", "shop", `${name}.csv`), "utf8"))
    .trim()
    .split("\n");
  const columns = head.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    assert.equal(cells.length, columns.length);
    return Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? ""]));
  });
}

describe("eventspec diff --rows", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let orders: Row[];
  const git = (...args: string[]) =>
    execFileSync("git", ["-C", folder.path, "-c", "user.name=a", "-c", "user.email=a@b.c", ...args], {
      stdio: "pipe",
    });
  const edit = async (file: string, ...changes: readonly (readonly [string, string])[]) => {
    const path = join(folder.path, file);
    let text = await readFile(path, "utf8");
    for (const [from, to] of changes) {
      assert.ok(text.includes(from), from);
      text = text.replace(from, to);
    }
    await writeFile(path, text);
  };
  const rowsOf = async (event: string, ...more: string[]) => {
    const args = ["diff", "--base", "main", "--rows", "--format", "json", "--fail-on", "never", ...more];
    const { code, stdout, stderr } = await runHere(args, { cwd: folder.path });
    assert.equal(code, 0, stderr);
    const { rows } = JSON.parse(stdout);
    assert.ok(rows[event], stdout);
    return rows[event];
  };
  const text = async () => {
    const args = ["diff", "--base", "main", "--rows", "--fail-on", "never"];
    return (await runHere(args, { cwd: folder.path })).stdout;
  };
  const file = "events/orders.events.yml";
  /** Orders that are placed by the moment of the shop's tests. */
  const placed = (rows: readonly Row[]) =>
    rows.filter(({ ordered_at: at = "" }) => at !== "" && at < "2025-07-01 02:00:00");
  const real = () => placed(orders).filter(({ is_test }) => is_test !== "true");

  before(async () => {
    folder = await temporaryFolder({});
    await cp(shop, folder.path, { recursive: true });
    orders = await tableOf("orders");
    await edit("eventspec.yml", ["teams:\n", "destinations:\n  mixpanel: {type: mixpanel}\n\nteams:\n"]);
    await edit(file, ["  order_placed:\n", "  order_placed:\n    send_to: [mixpanel]\n"]);
    git("init", "-q", "-b", "main");
    git("add", ".");
    git("commit", "-qm", "First");
  });
  beforeEach(() => git("checkout", "-q", "."));
  after(() => folder.remove());

  it("counts the test orders that a dropped filter lets in, and shows some", async () => {
    await edit(file, ["where: not o.is_test\n", ""]);
    const tests = placed(orders).filter(({ is_test }) => is_test === "true");
    assert.ok(tests.length > 5);
    const { days, examples, ...found } = await rowsOf("order_placed");
    assert.deepEqual(
      { ...found, destinations: undefined },
      {
        ...{ status: "compared", key: ["source_key"], before: real().length, after: placed(orders).length },
        ...{
          gained: tests.length,
          lost: 0,
          changed: 0,
          same: real().length,
          columns: {},
          destinations: undefined,
        },
      },
    );
    assert.deepEqual(found.destinations, [
      { destination: "mixpanel", because: [], again: 0, fresh: tests.length, stay: 0 },
    ]);
    const byDay = new Map<string, number>();
    // The shop's clocks and its days are those of one zone.
    for (const { ordered_at: at = "" } of tests)
      byDay.set(at.slice(0, 10), (byDay.get(at.slice(0, 10)) ?? 0) + 1);
    assert.deepEqual(
      new Map(days.map(({ day, gained }: { day: string; gained: number }) => [day, gained])),
      byDay,
    );
    const ids = new Set(tests.map(({ order_id }) => order_id));
    assert.equal(examples.gained.length, 3);
    for (const { key } of examples.gained) assert.ok(ids.has(key));
  });

  it("counts the rows whose time a shifted zone changes, and those that would be sent again", async () => {
    await edit(file, ["from: shop.orders\n", "from: shop.orders\ntimezone: UTC\n"]);
    const found = await rowsOf("order_placed", "--now", "2026-01-01");
    const all = orders.filter(({ is_test, ordered_at }) => is_test !== "true" && ordered_at !== "").length;
    assert.deepEqual([found.gained, found.lost, found.changed, found.same], [0, 0, all, 0]);
    assert.deepEqual(found.columns, { occurred_at: all });
    assert.deepEqual(found.destinations, [
      { destination: "mixpanel", because: ["occurred_at"], again: all, fresh: 0, stay: 0 },
    ]);
    const [{ key, values }] = found.examples.changed;
    const order = orders.find(({ order_id }) => order_id === key);
    const after = `${order?.ordered_at?.replace(" ", "T")}`.slice(0, 19);
    assert.ok(values.occurred_at.after.startsWith(after));
    assert.notEqual(values.occurred_at.before, values.occurred_at.after);
  });

  it("tells rows by an entity and the time where the key is another, and says so", async () => {
    await edit(file, ["key: o.order_id\n", "key: [o.order_id, o.customer_id]\n"]);
    const found = await rowsOf("order_placed");
    assert.equal(found.status, "compared");
    assert.deepEqual(found.key, ["occurred_at", "customer"]);
    assert.match(found.note, /^The key changed/);
    assert.deepEqual([found.gained, found.lost, found.changed, found.same], [0, 0, 0, real().length]);
    assert.deepEqual(found.columns, { event_id: real().length });
    assert.equal(found.destinations[0].again, real().length);
  });

  it("joins rows of a renamed event by the key, because all ids are others", async () => {
    await edit(file, ["  order_placed:\n", "  order_made:\n"]);
    const found = await rowsOf("order_made");
    assert.deepEqual([found.gained, found.lost, found.changed, found.same], [0, 0, 0, real().length]);
    assert.deepEqual(found.columns, { event_id: real().length, event: real().length });
    git("checkout", "-q", ".");
    await edit(file, ["  order_placed:\n", "  order_made:\n    formerly: [order_placed]\n"]);
    assert.deepEqual((await rowsOf("order_made")).columns, { event: real().length });
  });

  it("gives no wrong answer where no key tells rows apart", async () => {
    await edit(
      file,
      ["key: o.order_id\n", "key: [o.order_id, o.channel]\n"],
      ["  order: o.order_id\n", "  order: length(o.channel)\n"],
      ["at: o.ordered_at\n", "at: date_trunc('month', o.ordered_at)\n"],
    );
    const found = await rowsOf("order_placed", "--since", "2025-01-01");
    assert.equal(found.status, "counted");
    assert.match(found.message, /^The key changed.*(?:repeats|is null)/);
    assert.equal(found.before, real().length);
  });

  it("masks personal values, and tells what else changed", async () => {
    await edit("events/customers.events.yml", ["sql: lower(c.email)", "sql: upper(c.email)"]);
    const found = await rowsOf("customer_signed_up");
    assert.equal(found.changed, found.before);
    assert.deepEqual(found.columns, { email: found.before });
    for (const { values } of found.examples.changed)
      assert.deepEqual(values, { email: { before: "•••", after: "•••" } });
    assert.doesNotMatch(await text(), /@mail\.example/i);
  });

  it("counts the rows of an event that is gone, and of one that is new", async () => {
    await edit(file, ["  order_placed:\n", "  order_seen:\n"], ["at: o.ordered_at\n", "at: o._synced_at\n"]);
    const found = await rowsOf("order_placed");
    assert.deepEqual(found, {
      ...{ status: "gone", gained: 0, lost: real().length, changed: 0 },
      destinations: [{ destination: "mixpanel", again: 0, because: [], fresh: 0, stay: real().length }],
    });
    const { status, gained } = await rowsOf("order_seen");
    const synced = orders.filter((row) => row.is_test !== "true" && (row._synced_at ?? "") !== "");
    assert.deepEqual([status, gained], ["new", synced.length]);
    assert.match(await text(), new RegExp(`rows: ${real().length} are gone\\.`));
  });

  it("says it in words", async () => {
    await edit(file, ["from: shop.orders\n", "from: shop.orders\ntimezone: UTC\n"]);
    assert.match(
      await text(),
      /\d+ events would be sent to mixpanel a second time: `occurred_at` is part of what it tells events by/,
    );
  });
});
