import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { copySmallShop, type Outcome, runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";

describe("eventspec diff", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  const git = (...args: string[]) =>
    execFileSync("git", ["-C", folder.path, "-c", "user.name=Ada", "-c", "user.email=a@b.c", ...args], {
      stdio: "pipe",
    });
  const diff = (...args: string[]): Promise<Outcome> =>
    runHere(["diff", "--base", "main", ...args], { cwd: folder.path });
  const edit = async (file: string, from: string, to: string) => {
    const path = join(folder.path, file);
    const text = await readFile(path, "utf8");
    assert.ok(text.includes(from));
    await writeFile(path, text.replace(from, to));
  };
  const customers = "events/customers.events.yml";

  before(async () => {
    folder = await temporaryFolder({});
    await copySmallShop(folder.path);
    git("init", "-q", "-b", "main");
    git("add", ".");
    git("commit", "-qm", "First");
  });
  beforeEach(() => {
    git("checkout", "-q", ".");
    git("clean", "-fdq");
  });
  after(() => folder.remove());

  it("says that nothing has changed", async () => {
    const { code, stdout } = await diff();
    assert.equal(code, 0);
    assert.equal(stdout, "main → working tree: no change.\n");
  });

  it("asks the embedded engine, with the columns of the project's own files", async () => {
    await edit(
      customers,
      "where: (c.email is null or c.email not like '%@shop.example')",
      "where: c.email is not null",
    );
    const { code, stdout } = await diff("--format", "json");
    assert.equal(code, 1);
    const { changes, findings, base, counts } = JSON.parse(stdout);
    assert.equal(base, "main");
    assert.deepEqual(
      changes.map(({ event, kind, class: means, answer, range }: Record<string, unknown>) => ({
        ...{ event, kind, means, answer, range },
      })),
      [
        {
          event: "customer_signed_up",
          kind: "filter-changed",
          means: "meaning",
          answer: "refuted",
          range: { start: { line: 5, column: 8 }, end: { line: 5, column: 27 } },
        },
      ],
    );
    assert.match(changes[0].difference, /^differs when `c\.email` is null: true → false$/);
    assert.deepEqual(counts, { error: 1, warning: 0, info: 0 });
    assert.equal(findings[0].rule, "meaning-changed");
  });

  it("accepts a change with a reason and a day, and says when that is no longer needed", async () => {
    await edit(customers, "sql: lower(c.email)", "sql: c.email");
    assert.equal((await diff("--accept")).code, 2);
    assert.equal((await diff("--accept", "--reason", "meant")).code, 2);
    const accepted = await diff("--accept", "--reason", "meant", "--by", "Ada", "--until", "2099-12-31");
    assert.equal(accepted.code, 0);
    const { code, stdout } = await diff();
    assert.equal(code, 0);
    assert.match(stdout, /approved: Accepted by Ada until 2099-12-31: meant/);
    await edit(customers, "sql: c.email", "sql: lower(c.email)");
    const unused = await diff("--fail-on", "warning");
    assert.equal(unused.code, 1);
    assert.match(
      unused.stdout,
      /eventspec\.accepted\.yml: The change of `customer_signed_up` .* is not there/,
    );
  });

  it("lets the project set how grave a finding is", async () => {
    await edit(customers, "sql: lower(c.email)", "sql: c.email");
    await edit(
      "eventspec.yml",
      "  extends: recommended",
      "  extends: recommended\n  meaning-changed: warning",
    );
    const { code, stdout } = await diff("--format", "github");
    assert.equal(code, 0);
    assert.match(stdout, /^::warning file=events\/customers\.events\.yml,.*title=meaning-changed::/m);
  });

  it("keeps a comment below what a comment may hold, counts first, and says what is not shown", async () => {
    const events = Array.from(
      { length: 900 },
      (_, at) => `  thing_made_${at}: {at: t, description: ${"long ".repeat(20)}}\n`,
    );
    await writeFile(
      join(folder.path, "events/many.events.yml"),
      `from: x\nkey: id\nevents:\n${events.join("")}`,
    );
    const { stdout } = await diff("--format", "markdown");
    assert.ok(stdout.length <= 60_000);
    assert.match(stdout, /^<!-- eventspec diff -->\n### EventSpec: 900 additive\n/);
    assert.match(stdout, /\n\d+ more are not shown/);
  });

  it("refuses a commit that git does not know", async () => {
    const { code, stderr } = await runHere(["diff", "--base", "mian"], { cwd: folder.path });
    assert.equal(code, 2);
    assert.match(stderr, /Git knows no commit "mian" here/);
  });
});
