import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";

const events = `from: shop.orders
as: o
key: o.order_id
events:
  order_placed:
    at: o.ordered_at
    owner: growth
    tags: [money]
    properties:
      total: {sql: o.total, required: true}
      email: {sql: o.email, privacy: personal}
    tests:
      - rows: {name: total is never negative, where: total < 0}
      - rows: {name: "broken | ##[error]", where: nope > 1}
      - volume: {per: week, unusual: 4}
  order_seen:
    at: o.ordered_at
`;

const files = {
  "eventspec.yml":
    "eventspec: 1\nname: p\nconnection: dev\nconnections: {dev: {type: duckdb, files: {'shop.*': 'data/*.csv'}}}\nteams: {growth: {email: a@b.c}}\ntest: {now: 2026-02-01, since: 2026-01-01}\n",
  "orders.events.yml": events,
  "data/orders.csv":
    "order_id,ordered_at,total,email\n1,2026-01-05 10:00:00,10,a@x.y\n2,2026-01-06 10:00:00,-5,b@x.y\n3,2025-01-06 10:00:00,-7,c@x.y\n",
};

describe("eventspec test", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  before(async () => {
    folder = await temporaryFolder(files);
  });
  after(() => folder?.remove());

  const run = (...args: string[]) => runHere(["test", ...args], { cwd: folder.path });
  const json = async (...args: string[]) => JSON.parse((await run("--format", "json", ...args)).stdout);

  it("tells people what failed, where, and in which rows, without private values", async () => {
    const { code, stdout } = await run();
    assert.equal(code, 3);
    assert.match(stdout, /✗ order_placed {2}3 passed, 1 failed, 1 error, 1 skipped/);
    assert.match(
      stdout,
      /✗ rows: total is never negative {2}orders\.events\.yml:13\n {4}1 of 2 events have total < 0\./,
    );
    assert.match(stdout, /-5 +•••/);
    assert.doesNotMatch(stdout, /[abc]@x\.y/);
    assert.match(stdout, /✓ order_seen {2}2 passed, 0 failed/);
    assert.match(stdout, /\n5 passed, 1 failed, 1 error, 1 skipped in /);
  });

  it("exits with 0, 1 and 3", async () => {
    assert.equal((await run("order_seen")).code, 0);
    assert.equal((await run("--only", "checks")).code, 0);
    assert.equal((await run("--until", "2026-01-06", "order_placed", "--only", "checks")).code, 0);
    assert.equal((await run("order_placed")).code, 3);
    assert.equal((await run("nope")).code, 2);
  });

  it("writes JSON by its contract", async () => {
    const report = await json("order_placed", "--only", "tests");
    assert.deepEqual(report.counts, { passed: 0, failed: 1, error: 1, skipped: 1 });
    const [failed] = report.results.filter((one: { status: string }) => one.status === "failed");
    const { elapsed_ms: _, sql, rows, ...rest } = failed;
    assert.match(sql, /total < 0/);
    assert.deepEqual(rows.masked, ["email"]);
    assert.equal(rows.rows[0].email, "•••");
    assert.deepEqual(rest, {
      id: "order_placed:rows:total is never negative",
      event: "order_placed",
      kind: "rows",
      name: "total is never negative",
      status: "failed",
      message: "1 of 2 events have total < 0.",
      expected: "none has total < 0",
      actual: "1 row",
      failing: 1,
      file: "orders.events.yml",
      range: { start: { line: 13, column: 9 }, end: { line: 13, column: 64 } },
    });
  });

  it("writes JUnit with failures, errors and what was left out apart", async () => {
    const { stdout } = await run("order_placed", "--format", "junit");
    assert.match(stdout, /<testsuites name="eventspec test" tests="6" failures="1" errors="1" skipped="1"/);
    assert.match(stdout, /<failure type="rows" message="1 of 2 events have total &lt; 0\.">/);
    assert.match(stdout, /<error type="rows" message="[^"]*nope/);
    assert.match(stdout, /<skipped message="[^"]*too little history/);
    assert.doesNotMatch(stdout, /##\[error\]/);
  });

  it("annotates lines for GitHub, and sums up in Markdown", async () => {
    const github = (await run("order_placed", "--format", "github")).stdout;
    assert.match(
      github,
      /^::error file=orders\.events\.yml,line=13,endLine=13,title=order_placed%3A rows total is never negative::1 of 2/m,
    );
    assert.match(github, /^::notice title=EventSpec tests::3 passed, 1 failed, 1 error, 1 skipped\./m);
    const markdown = (await run("order_placed", "--format", "markdown")).stdout;
    assert.match(markdown, /^### EventSpec: 3 passed, 1 failed, 1 error, 1 skipped$/m);
    assert.match(
      markdown,
      /\| order\\_placed \| rows: total is never negative \| failed: 1 of 2 events have total \\< 0\. .* \| orders\.events\.yml:13 \|/,
    );
  });

  it("tests a selection: by part, owner, tag and window", async () => {
    const names = async (...args: string[]) => [
      ...new Set((await json(...args)).results.map((one: { event: string }) => one.event)),
    ];
    assert.deepEqual(await names("--owner", "growth"), ["order_placed"]);
    assert.deepEqual(await names("--tag", "money"), ["order_placed"]);
    assert.deepEqual(await names("--only", "tests"), ["order_placed"]);
    assert.deepEqual(await names(), ["order_placed", "order_seen"]);
    // The whole history has one negative total more than the project's own window.
    const whole = await json("order_placed", "--since", "2025-01-01");
    assert.equal(
      whole.results.find((one: { name: string }) => one.name === "total is never negative").failing,
      2,
    );
  });

  it("says that nothing has changed since a commit", async () => {
    const git = (...args: string[]) =>
      execFileSync("git", ["-C", folder.path, "-c", "user.name=a", "-c", "user.email=a@b.c", ...args]);
    git("init", "-q");
    git("add", ".");
    git("commit", "-qm", "First");
    const { code, stderr } = await run("--changed-since", "HEAD");
    assert.deepEqual([code, stderr], [0, "No event differs from HEAD.\n"]);
    for (const narrowed of [["--owner", "growth"], ["--tag", "money"], ["order_seen"]])
      assert.deepEqual(await run("--changed-since", "HEAD", ...narrowed), {
        code: 0,
        stdout: "",
        stderr: "None of the events that were asked for differs from HEAD.\n",
      });
    assert.equal((await run("--changed-since", "nope")).code, 2);
    const file = join(folder.path, "orders.events.yml");
    writeFileSync(file, `${events}    where: o.total > 0\n`);
    assert.deepEqual(await run("--changed-since", "HEAD", "--only", "examples"), {
      code: 0,
      stdout: "",
      stderr: "What differs from HEAD (order_seen) has nothing to test that was asked for.\n",
    });
    writeFileSync(file, events);
  });

  it("says which table can't be read, whatever the check", async () => {
    const broken = await temporaryFolder({
      "eventspec.yml":
        "eventspec: 1\nname: p\nconnection: dev\nconnections: {dev: {type: duckdb, files: {orders: nope.csv}}}\n",
      "a.events.yml":
        "from: orders\nkey: id\nevents:\n  placed:\n    at: at\n    tests: [{follows: {event: placed}}]\n    reconcile: [{sql: select 1 as value}]\n    examples: [{given: {orders: [{id: 1}]}, expect: []}]\n",
    });
    try {
      const { code, stdout } = await runHere(["test", "--format", "json"], { cwd: broken.path });
      assert.equal(code, 3);
      const { results } = JSON.parse(stdout);
      assert.equal(results.length, 5);
      for (const { kind, status, message } of results) {
        assert.equal(status, "error", kind);
        assert.match(message, /^orders can't be read: .*nope\.csv/, kind);
      }
      const profiled = await runHere(["profile", "placed"], { cwd: broken.path });
      assert.match(profiled.stdout + profiled.stderr, /orders can't be read/);
    } finally {
      await broken.remove();
    }
  });

  it("refuses what it can't read", async () => {
    assert.match((await run("--now", "soon")).stderr, /--now can't be read/);
    assert.match((await run("--since", "2026-03-01", "--until", "2026-01-01")).stderr, /must be before/);
    assert.match((await run("--only", "nothing")).stderr, /Allowed choices/);
  });
});
