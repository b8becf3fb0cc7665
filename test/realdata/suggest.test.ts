/** What real tables suggest: specs without an error or a warning, and no time among them that is a promise or of the copy. */
import assert from "node:assert/strict";
import { cp, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";
import { describeRealData } from "../support/realData.ts";

/** Columns that say nothing of what happened. */
const never =
  /^ {4}at: t\."?(_\w*|required\w*|due\w*|period_\w+|current_\w+|trial_end|cancel_at|available_on|arrival_date|end)"?$/im;
/** What only its owner can write. */
const unavoidable = new Set(["logic-without-example"]);

for (const [name, path] of [
  ["Northwind", "northwind/csv"],
  ["Zendesk", "zendesk/seeds"],
  ["Stripe", "stripe/seeds"],
] as const)
  describeRealData(`Suggestions of ${name}`, path, (source) => {
    it("begin a project that shows rows, and pass its checks for every table", async function () {
      this.timeout(300_000);
      const folder = await temporaryFolder({});
      try {
        await cp(source, folder.path, { recursive: true });
        const cli = (...args: string[]) => runHere(args, { cwd: folder.path });
        const begun = await cli("init");
        assert.equal(begun.code, 0, begun.stderr);
        assert.equal((await cli("check")).code, 0);
        const [, first = ""] = /preview (\S+)/.exec(begun.stdout) ?? [];
        const shown = await cli("preview", first, "--format", "json");
        assert.ok(JSON.parse(shown.stdout).rows.length > 0, shown.stderr);
        await suggestAll(folder.path, cli);
        const { stdout } = await cli("check", "--format", "json");
        const { findings } = JSON.parse(stdout) as { findings: { rule: string }[] };
        assert.deepEqual(
          findings.filter(({ rule }) => !unavoidable.has(rule)),
          [],
        );
      } finally {
        await folder.remove();
      }
    });
  });

async function suggestAll(
  folder: string,
  cli: (...args: string[]) => ReturnType<typeof runHere>,
): Promise<void> {
  const read = await readFile(join(folder, "eventspec.yml"), "utf8");
  const tables = [...read.matchAll(/^ {6}(\w+): \S+\.csv$/gm)].map(([, table = ""]) => table);
  assert.ok(tables.length > 3);
  const done = await readdir(join(folder, "events"));
  for (const table of tables) {
    const file = `${table}.events.yml`;
    if (!done.includes(file)) {
      const { code, stderr } = await cli("suggest", table, "--out", `events/${file}`);
      assert.equal(code, 0, `${table}: ${stderr}`);
    }
    const text = await readFile(join(folder, "events", file), "utf8").catch(() => "");
    assert.doesNotMatch(text, never, table);
    // A row of a history is written once.
    if (!table.includes("history")) assert.doesNotMatch(text, /^ {4}at: t\.updated/m, table);
  }
}
