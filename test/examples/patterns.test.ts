import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { readPatterns } from "../../scripts/patterns.ts";
import { type PatternRows, patternsPage } from "../../scripts/patternsPage.ts";
import { runHere } from "../support/cli.ts";
import type { Preview } from "../support/contracts.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const patterns = readPatterns().toSorted((a, b) => a.title.localeCompare(b.title, "en"));
const projectOf = (name: string) => join(root, "examples/patterns", name);
/** What only machines read, and the columns in which these patterns have nothing. */
const technical = new Set(["event_id", "event_version", "source", "source_key", "loaded_at", "next_at"]);

/** Every stream of a pattern, or every event where it has none, as the command line shows it. */
async function rowsOf(name: string): Promise<PatternRows[]> {
  const project = projectOf(name);
  const settings = parse(readFileSync(join(project, "eventspec.yml"), "utf8")) as { streams?: object };
  const streams = Object.keys(settings.streams ?? {});
  if (streams.length > 0) return Promise.all(streams.map((stream) => shown(name, stream, true)));
  const listed = await runHere([
    "compile",
    "--layout",
    "per_event",
    "--format",
    "json",
    "--project",
    project,
  ]);
  const { relations } = JSON.parse(listed.stdout) as { relations: { name: string }[] };
  return Promise.all(relations.map((relation) => shown(name, relation.name, false)));
}

async function shown(pattern: string, name: string, isStream: boolean): Promise<PatternRows> {
  const what = isStream ? ["--stream", name] : [name];
  const args = [
    "preview",
    ...what,
    "--format",
    "json",
    "--all-columns",
    "--limit",
    "100",
    "--project",
    projectOf(pattern),
  ];
  const { stdout, stderr, code } = await runHere(args);
  assert.equal(code, 0, stderr);
  const { columns, rows } = JSON.parse(stdout) as Pick<Preview, "columns" | "rows">;
  const isShown = (column: string) => !technical.has(column) && rows.some((row) => row[column] !== null);
  const kept = columns.map((column) => column.name).filter(isShown);
  // Rows of one moment come as the engine has them, in either order.
  const sorted = rows.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  return { name, isStream, columns: kept, rows: sorted.map((row) => kept.map((column) => row[column])) };
}

const keyOf = (row: Record<string, unknown>): string => `${row.occurred_at} ${row.event} ${row.event_id}`;

describe("the patterns", () => {
  it("are ten or more, each found by its title and by other words", () => {
    for (const { title, summary, words } of patterns)
      assert.ok(title && summary && words.includes(","), title);
  });

  for (const { name, spec } of patterns) {
    it(`${name}: has no finding, and tests that pass`, async () => {
      const check = await runHere(["check", "--require-warehouse", "--project", projectOf(name)]);
      assert.deepEqual([check.code, check.stdout], [0, `No findings in ${specsOf(name)} files.\n`]);
      const test = await runHere(["test", "--format", "json", "--project", projectOf(name)]);
      const { results } = JSON.parse(test.stdout) as { results: { kind: string; status: string }[] };
      assert.equal(test.code, 0, test.stdout);
      assert.ok(
        results.some(({ kind }) => kind === "example") && results.every(({ status }) => status === "passed"),
      );
    });

    it(`${name}: needs no SQL but expressions`, () => {
      assert.doesNotMatch(spec, /\bselect\b/i);
    });
  }

  it("stand in docs/patterns.md with the rows they give (UPDATE_DOCS=1 writes it)", async () => {
    const rows = new Map(
      await Promise.all(patterns.map(async ({ name }) => [name, await rowsOf(name)] as const)),
    );
    const page = patternsPage(patterns, rows);
    const file = join(root, "docs/patterns.md");
    if (process.env.UPDATE_DOCS) writeFileSync(file, page);
    assert.equal(readFileSync(file, "utf8").replaceAll("\r\n", "\n"), page);
  });
});

function specsOf(name: string): number {
  return readdirSync(projectOf(name)).filter((file) => file.endsWith(".yml")).length;
}
