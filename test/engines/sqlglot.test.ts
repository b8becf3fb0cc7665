import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { dialectNames } from "../../server/src/sql/types.ts";
import { goldenCases } from "../support/golden.ts";
import { goldenFunnels } from "../support/goldenFunnels.ts";
import { parserPython } from "../support/pythonPackages.ts";
import { runPython } from "../support/runPython.ts";

describe("golden SQL in sqlglot", () => {
  const texts = goldenCases().flatMap(({ name, folder }) =>
    dialectNames.flatMap((dialect) => {
      const path = join(folder, `${dialect}.sql`);
      return existsSync(path) ? [{ name: `${name} on ${dialect}`, dialect, path }] : [];
    }),
  );
  let problems: ReadonlyMap<string, string | null>;
  before(async function () {
    this.timeout(600_000);
    const statements = texts.flatMap(({ name, dialect, path }) =>
      // A golden file has a header line before each of its statements.
      readFileSync(path, "utf8")
        .split(/^-- .+\n(?=-- eventspec )/m)
        .filter((sql) => sql.trim() !== "")
        .map((sql) => ({ name, dialect, sql })),
    );
    for (const golden of goldenCases())
      for (const dialect of dialectNames)
        for (const { query } of await goldenFunnels(golden, dialect))
          statements.push({ name: `${golden.name} on ${dialect}`, dialect, sql: query.sql });
    const answers = (await runPython(await parserPython(), "parse.py", statements)) as (string | null)[];
    assert.equal(answers.length, statements.length);
    const found = new Map<string, string | null>(texts.map(({ name }) => [name, null]));
    for (const [at, { name }] of statements.entries())
      found.set(name, found.get(name) ?? answers[at] ?? null);
    problems = found;
  });

  for (const { name } of texts) {
    it(`parses ${name}`, () => assert.equal(problems.get(name), null));
  }
});
