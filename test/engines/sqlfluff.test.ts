import assert from "node:assert/strict";
import { expertSpecNames, generated, openShop } from "../../bench/expert/specs.ts";
import { type DialectName, dialectNames } from "../../server/src/sql/types.ts";
import { goldenCases } from "../support/golden.ts";
import { goldenStatements } from "../support/goldenTables.ts";
import { lintPython } from "../support/pythonPackages.ts";
import { runPython } from "../support/runPython.ts";
import { excludedRules, sqlfluffSettings, unparsed } from "../support/sqlfluffRules.ts";

/** A golden case, or a spec of the example. */
interface Text {
  readonly name: string;
  readonly dialect: DialectName;
  readonly sql: string;
}

interface Violation {
  readonly rule: string;
  readonly line: string;
  readonly problem: string;
}

interface Found extends Violation {
  readonly text: Text;
}

const notParsed = "PRS";

const exclusions = [
  ...excludedRules,
  ...unparsed.map(({ construct, dialect, cases }) => ({
    rule: notParsed,
    name: construct,
    where: { dialects: [dialect], cases },
  })),
];

function isExcluded({ rule, text }: Found, one: (typeof exclusions)[number]): boolean {
  const { dialects, cases } = one.where ?? {};
  return (
    one.rule === rule && (dialects?.includes(text.dialect) ?? true) && (cases?.includes(text.name) ?? true)
  );
}

async function texts(): Promise<Text[]> {
  const found: Text[] = [];
  for (const { name, ...golden } of goldenCases())
    for (const dialect of dialectNames)
      for (const { sql } of await goldenStatements({ name, ...golden }, dialect))
        found.push({ name, dialect, sql });
  const { project, connection } = await openShop();
  await connection.close();
  for (const name of expertSpecNames)
    for (const dialect of dialectNames)
      found.push({ name, dialect, sql: generated(project, name, dialect).sql });
  return found;
}

describe("golden SQL in sqlfluff", () => {
  const found: Found[] = [];
  before(async function () {
    this.timeout(2_400_000);
    const all = await texts();
    // A file ends in a line break.
    const statements = all.map(({ dialect, sql }) => ({ dialect, sql: `${sql.trimEnd()}\n` }));
    const task = { settings: sqlfluffSettings, statements };
    const answers = (await runPython(await lintPython(), "lint.py", task)) as Violation[][];
    assert.equal(answers.length, all.length);
    for (const [at, text] of all.entries())
      found.push(...(answers[at] ?? []).map((violation) => ({ ...violation, text })));
  });

  for (const name of [...goldenCases().map((golden) => golden.name), ...expertSpecNames])
    for (const dialect of dialectNames)
      it(`keeps the rules in ${name} on ${dialect}`, () => {
        const own = found.filter(({ text }) => text.name === name && text.dialect === dialect);
        const broken = own.filter((one) => !exclusions.some((exclusion) => isExcluded(one, exclusion)));
        assert.deepEqual(
          broken.map(({ rule, line, problem }) => `${rule}: ${line}: ${problem}`),
          [],
        );
      });

  for (const exclusion of exclusions)
    it(`has a reason still to leave out ${exclusion.rule} (${exclusion.name}) ${JSON.stringify(exclusion.where ?? "everywhere")}`, () =>
      assert.ok(found.some((one) => isExcluded(one, exclusion))));
});
