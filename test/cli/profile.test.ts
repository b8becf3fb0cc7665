import assert from "node:assert/strict";
import { runHere, shop } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";
import { overFiles } from "../support/previews.ts";

interface Profile {
  readonly events: number;
  readonly first?: string;
  readonly last?: string;
  readonly days: readonly { day: string; events: number }[];
  readonly columns: readonly {
    name: string;
    nulls: number;
    distinct: number;
    min?: string;
    max?: string;
    top: readonly { value: string; events: number }[];
    masked: boolean;
  }[];
  readonly proposed_tests?: readonly { kind: string; columns: readonly string[]; seen: string }[];
  readonly why: { notes: readonly { kind: string; rows: number }[] };
}

const spec = `from: orders
as: o
key: o.id
timezone: Europe/Brussels
entities: {customer: o.customer}
properties:
  channel: {sql: o.channel, type: string}
  email: {sql: o.email, type: string, privacy: personal}
  total: {sql: o.total, type: integer}
where: o.total is distinct from -1
events:
  order_placed: {at: o.at}
  order_guessed: {proposed: {}}
`;

async function profiled(rows: string, args: readonly string[] = [], events = spec) {
  const folder = await temporaryFolder({
    "eventspec.yml": overFiles(),
    "a.events.yml": events,
    "data/orders.csv": `id,customer,at,channel,email,total\n${rows}`,
  });
  try {
    return await runHere(["profile", ...args, "--project", folder.path], { cwd: folder.path, columns: 120 });
  } finally {
    await folder.remove();
  }
}

const rows = `1,7,2026-01-05 23:30:00,web,a@x.y,10
2,8,2026-01-05 10:00:00,web,b@x.y,9
3,9,2026-01-07 10:00:00,,c@x.y,100
4,9,2026-01-07 11:00:00,app,,
5,9,2026-01-07 11:00:00,app,,-1
6,9,,app,,5
`;

describe("eventspec profile", () => {
  it("tells counts over time, columns, and the rows that are left out", async () => {
    const { stdout, code } = await profiled(rows, ["order_placed", "--format", "json"]);
    const profile: Profile = JSON.parse(stdout);
    assert.equal(code, 0);
    assert.equal(profile.events, 4);
    assert.deepEqual(profile.days, [
      { day: "2026-01-05", events: 2 },
      { day: "2026-01-07", events: 2 },
    ]);
    const [customer, channel, email, total] = profile.columns;
    assert.deepEqual([customer?.name, customer?.distinct, customer?.min], ["customer_id", 3, undefined]);
    assert.deepEqual(channel?.top, [
      { value: "web", events: 2 },
      { value: "app", events: 1 },
    ]);
    assert.equal(channel?.nulls, 1);
    // As numbers, not as text.
    assert.deepEqual([total?.min, total?.max, total?.nulls], ["9", "100", 1]);
    assert.equal(email?.masked, true);
    assert.deepEqual([email?.distinct, email?.min, email?.top[0]?.value], [3, undefined, "•••"]);
    assert.ok(!stdout.includes("a@x.y"));
    const left = Object.fromEntries(profile.why.notes.map(({ kind, rows }) => [kind, rows]));
    assert.deepEqual(left, { where_drops: 1, no_time: 1 });
  });

  it("draws a line of periods and a line for each column", async () => {
    const { stdout } = await profiled(rows, ["order_placed"]);
    assert.match(
      stdout,
      /^order_placed {2}4 events, 2026-01-05 10:00 to 2026-01-07 11:00 \(Europe\/Brussels\)\n {2}█ █ {2}0 to 2 per day/,
    );
    assert.match(stdout, /channel +string +██████░░ +75 % +2 +app to web +web 50 %, app 25 %/);
    assert.match(stdout, /where drops 1 of 6 {2}a\.events\.yml:10/);
  });

  it("narrows to a window, and says that there is nothing", async () => {
    const { stdout } = await profiled(rows, ["order_placed", "--since", "2026-01-06", "--format", "json"]);
    assert.equal(JSON.parse(stdout).events, 2);
    const later = await profiled(rows, ["order_placed", "--since", "2026-01-08"]);
    assert.match(later.stdout, /^order_placed {2}no events/);
    const proposed = await profiled(rows, ["order_guessed"]);
    assert.equal(proposed.code, 2);
    assert.match(proposed.stderr, /only proposed/);
  });

  it("draws what a calendar has, and says how many events lie outside", async () => {
    const outside = "1,7,2026-01-05 23:30:00,web,,10\n2,8,10044-03-15 10:00:00,web,,9\n3,8,infinity,web,,9\n";
    const scheduled = spec.replace("{proposed: {}}", "{at: o.at, scheduled: true}");
    const { stdout } = await profiled(outside, ["order_guessed"], scheduled);
    assert.match(
      stdout,
      /^order_guessed {2}3 events, .*\n {2}█ {2}1 per day\n {2}2 events before the year 1 or after 9999\n/,
    );
    const alone = await profiled(outside.replace(/^1.*\n/, ""), ["order_guessed"], scheduled);
    assert.match(
      alone.stdout,
      /^order_guessed {2}2 events, .*\n {2}2 events before the year 1 or after 9999\n/,
    );
  });

  it("proposes tests that hold of all events, and that nothing proves yet", async () => {
    const more = `properties:
  code: {sql: o.id, type: string}
  web order: {sql: o.customer + 10 * o.id, type: integer}
  channel: {sql: o.channel, type: string}
  known: {sql: o.at is not null, type: boolean, required: true}
  kind: {constant: order}
  moment: {sql: o.at, type: timestamp}
  total: {sql: o.total, type: integer}
where: o.total is not null
events:`;
    const ours = spec.replace(/properties:[\s\S]*events:/, more);
    const { stdout } = await profiled(rows, ["order_placed"], ours);
    assert.equal(
      stdout.slice(stdout.indexOf("\nTests")),
      `
Tests that hold now
  - not_null: [customer, web order, moment, total]  # 0 of 4 null
  - unique: [web order]  # 4 different in 4
  - unique: [total]  # 4 different in 4
`,
    );
    const tested = ours.replace(
      "{at: o.at}",
      "{at: o.at, tests: [not_null: [Customer, total], unique: [web order], unique: [customer, total]]}",
    );
    const json = async (args: readonly string[]): Promise<Profile> =>
      JSON.parse((await profiled(rows, ["order_placed", "--format", "json", ...args], tested)).stdout);
    assert.deepEqual((await json([])).proposed_tests, [
      { kind: "not_null", columns: ["web order", "moment"], seen: "0 of 4 null" },
      { kind: "unique", columns: ["total"], seen: "4 different in 4" },
    ]);
    // A window is no proof of the rest, nor is another day.
    for (const narrowed of ["--since", "--now"])
      assert.equal((await json([narrowed, "2026-01-06"])).proposed_tests, undefined, narrowed);
  });

  it("needs an event that there is", async () => {
    const { code, stderr } = await profiled(rows, ["order_plased"]);
    assert.equal(code, 2);
    assert.match(stderr, /order_placed/);
  });

  it("knows the shop's orders", async () => {
    const { stdout } = await runHere(["profile", "order_placed", "--project", shop, "--format", "json"]);
    const { columns, days }: Profile = JSON.parse(stdout);
    assert.equal(columns.find(({ name }) => name === "channel")?.distinct, 3);
    assert.ok(days.length > 100);
  });
});
