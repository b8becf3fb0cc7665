import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type DialectName, dialectNames } from "../../server/src/sql/types.ts";
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

/** The models of the golden export, as templates. */
async function models(dialect: string) {
  const text = await readFile(
    join(import.meta.dirname, "..", "exporters", "dbt", "golden", `${dialect}.txt`),
    "utf8",
  );
  return text
    .split(/^==> /m)
    .slice(1)
    .map((part) => ({
      name: part.slice(0, part.indexOf("\n")),
      sql: `${part.slice(part.indexOf("\n") + 1).trimEnd()}\n`,
    }))
    .filter(({ name }) => name.endsWith(".sql"));
}

describe("models for dbt in sqlfluff", function () {
  this.timeout(1_200_000);
  for (const dialect of dialectNames)
    it(`are templates of ${dialect} that keep the rules of its own`, async () => {
      const all = await models(dialect);
      const task = { settings, statements: all.map(({ sql }) => ({ dialect, sql })) };
      const answers = (await runPython(await lintPython(), "lint.py", task)) as Violation[][];
      assert.equal(answers.length, all.length);
      const broken = answers.flatMap((violations, at) =>
        violations
          .filter((violation) => !isExcluded(violation, dialect, all[at]?.name ?? ""))
          .map(({ rule, line, problem }) => `${all[at]?.name} ${rule}: ${line}: ${problem}`),
      );
      assert.deepEqual(broken, []);
    });
});
