import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { type DialectName, dialectNames } from "../../server/src/sql/types.ts";
import { goldenFiles } from "../support/exportGolden.ts";
import { lintPython } from "../support/pythonPackages.ts";
import { runPython } from "../support/runPython.ts";
import { excludedRules, sqlfluffSettings } from "../support/sqlfluffRules.ts";

interface Violation {
  readonly rule: string;
  readonly line: string;
  readonly problem: string;
}

/** What is left out besides, and why. */
const besides = [
  // sqlfluff indents what stands in a block of Jinja, and of lines behind one it can't tell how deep they are.
  { rule: "LT02", model: /./ },
  // A bound that moves with the clock of a zone, as in the golden case `history`.
  { rule: "LT05", model: /^numbered/ },
  // Queries that look for what breaks a check are laid out as `eventspec test` asks them, and hold the author's own query where there is one.
  { rule: "LT05", model: /_volume_|_reconcile_/ },
  { rule: "LT08", model: /_reconcile_/ },
  { rule: "LT01", model: /_reconcile_/ },
  {
    rule: "LT09",
    model: /_(?:variant_without_name|follows|fresh|one_row_per_join|volume|reconcile|unique|no_future)/,
  },
  { rule: "AL05", model: /_one_row_per_join|_reconcile_/ },
  { rule: "AM03", model: /_follows_/ },
  // A text with a quote stands between single ones all the same.
  { rule: "CV10", model: /_values_/ },
  { rule: "AM06", model: /_variant_without_name/ },
];

/** Rules that don't hold in a dialect, whatever the SQL is about. */
function isExcluded({ rule }: Violation, dialect: DialectName, model: string): boolean {
  const general = excludedRules.some(
    ({ rule: one, where }) =>
      one === rule && where?.cases === undefined && (where?.dialects?.includes(dialect) ?? true),
  );
  return general || besides.some((one) => one.rule === rule && one.model.test(model));
}

const settings = {
  ...sqlfluffSettings,
  indentation: { ...sqlfluffSettings.indentation, template_blocks_indent: false },
};

const example = join(import.meta.dirname, "..", "..", "examples", "shop-dbt");

/** What is exported of the example. */
async function ofExample() {
  const folders = [join(example, "models", "events"), join(example, "tests", "events")];
  const names = await Promise.all(
    folders.map(async (folder) => (await readdir(folder)).map((name) => join(folder, name))),
  );
  const files = names.flat().filter((name) => name.endsWith(".sql"));
  return Promise.all(
    files.map(async (path) => ({ name: basename(path), sql: await readFile(path, "utf8") })),
  );
}

/** The models and tests of the golden exports, as templates. */
async function templates(dialect: string) {
  const all = [...(await goldenFiles(dialect)), ...(await goldenFiles(`tests-${dialect}`))];
  return all.flatMap(({ name, text }) => (name.endsWith(".sql") ? [{ name, sql: text }] : []));
}

describe("models and tests for dbt in sqlfluff", function () {
  this.timeout(1_200_000);
  for (const dialect of dialectNames)
    it(`are templates of ${dialect} that keep the rules of its own`, async () => {
      assert.deepEqual(await broken(dialect, await templates(dialect)), []);
    });

  it("keep them in the example shop, all that is committed", async () => {
    const files = await ofExample();
    assert.ok(files.some(({ name }) => name === "eventspec_time_spine.sql"));
    assert.deepEqual(await broken("duckdb", files), []);
  });
});

async function broken(
  dialect: DialectName,
  all: readonly { readonly name: string; readonly sql: string }[],
): Promise<string[]> {
  const task = { settings, statements: all.map(({ sql }) => ({ dialect, sql })) };
  const answers = (await runPython(await lintPython(), "lint.py", task)) as Violation[][];
  assert.equal(answers.length, all.length);
  return answers.flatMap((violations, at) =>
    violations
      .filter((violation) => !isExcluded(violation, dialect, all[at]?.name ?? ""))
      .map(({ rule, line, problem }) => `${all[at]?.name} ${rule}: ${line}: ${problem}`),
  );
}
