import assert from "node:assert/strict";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";

const files = {
  "eventspec.yml":
    "eventspec: 1\nname: p\nhistory: {last: 2 months}\nconnection: dev\nconnections:\n  dev: {type: duckdb, files: {orders: orders.csv}}\n",
  "a.events.yml": `from: orders
as: o
key: o.id
timezone: Europe/Brussels
events:
  order_placed: {at: o.at}
  first_order: {at: o.at, once_per: o.customer, history: {until: today}}
`,
  "orders.csv": `id,customer,at
1,7,2025-01-01 10:00:00
2,7,2025-03-31 01:59:59
3,7,2025-03-31 02:00:00
4,8,2025-05-30 10:00:00
`,
};

async function told(args: readonly string[], replaced: Readonly<Record<string, string>> = {}) {
  const folder = await temporaryFolder({ ...files, ...replaced });
  try {
    return await runHere([...args, "--project", folder.path]);
  } finally {
    await folder.remove();
  }
}

async function previewed(args: readonly string[]) {
  const { code, stdout, stderr } = await told(["preview", ...args, "--format", "json"]);
  assert.equal(code, 0, stderr);
  const { rows, why } = JSON.parse(stdout);
  return {
    keys: rows.map((row: { source_key: string }) => row.source_key),
    notes: why.notes.map((note: { kind: string; rows: number }) => `${note.kind} ${note.rows}`),
  };
}

describe("a history", () => {
  it("goes back from the run's moment by the calendar of the event's zone, and says what it leaves out", async () => {
    // 31 May, 02:00 in Brussels.
    assert.deepEqual(await previewed(["order_placed", "--now", "2025-05-31T00:00:00Z"]), {
      keys: ["3", "4"],
      notes: ["outside_history 2"],
    });
  });

  it("never changes which row came first", async () => {
    assert.deepEqual(await previewed(["first_order", "--now", "2025-05-30 12:00"]), {
      keys: ["1"],
      notes: ["outside_history 1"],
    });
  });

  it("is a moment in compiled SQL where --now is given, else follows from the engine's clock", async () => {
    const moment = await told([
      "compile",
      "order_placed",
      "--dialect",
      "postgres",
      "--now",
      "2025-07-31 02:00",
    ]);
    assert.match(moment.stdout, /o\.at >= timestamp '2025-05-31 02:00:00'/);
    const clock = await told(["compile", "order_placed", "--dialect", "postgres"]);
    assert.match(clock.stdout, /o\.at >= \(now\(\) at time zone 'Europe\/Brussels'\) - interval '2 months'/);
  });

  it("meets the window of compile", async () => {
    const { stdout } = await told([
      ...["compile", "first_order", "--dialect", "postgres"],
      ...["--now", "2025-05-31 02:00", "--since", "2025-01-01", "--until", "tomorrow"],
    ]);
    assert.match(stdout, /occurred_at >= timestamptz '2024-12-31 23:00:00\+00'/);
    assert.match(stdout, /occurred_at < timestamptz '2025-05-30 22:00:00\+00'/);
  });

  it("says what can't be read", async () => {
    const now = await told(["compile", "order_placed", "--now", "soon"]);
    assert.equal(now.code, 2);
    assert.match(now.stderr, /--now can't be read/);
    const bound = await told(["check"], {
      "eventspec.yml": files["eventspec.yml"].replace("2 months", "2 moons"),
    });
    assert.match(bound.stdout, /must be a length by the calendar such as 90 days/);
  });
});
