import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { grammars } from "../../scripts/grammar/grammars.ts";
import { temporaryFolder } from "../support/connections.ts";
import { deepExpressions } from "../support/deepSql.ts";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const require = createRequire(import.meta.url);
const here = join("test", "grammar");
const grammarArguments = [
  ...Object.keys(grammars()).flatMap((file) => ["-g", join("syntaxes", file)]),
  // Stands for the editor's own SQL grammar, whatever that knows: ours must be enough.
  "-g",
  join(here, "sql.tmLanguage.json"),
];

describe("The grammar", () => {
  it("is written from the schemas as they are", () => {
    for (const [file, text] of Object.entries(grammars())) {
      assert.equal(
        readFileSync(join(root, "syntaxes", file), "utf8"),
        text,
        `run tsx scripts/grammar.ts: ${file} is stale`,
      );
    }
  });

  it("colours what the assertions say", () => {
    assertPasses(require.resolve("vscode-tmgrammar-test/dist/unit.js"), [
      ...grammarArguments,
      join(here, "*.test.yml"),
    ]);
  });

  it("colours what follows SQL that is nested too deep", async function () {
    this.timeout(60_000);
    // The editor colours no longer lines.
    const lines = Object.values(deepExpressions).map((sql) => sql.slice(0, 20_000));
    const properties = lines.map(
      (sql, at) => `      p${at}: ${JSON.stringify(sql)}\n      q${at}: |\n        ${sql}`,
    );
    const text = `# SYNTAX TEST "source.yaml.event-spec" "deep"
from: orders
events:
  order_paid:
    at: o.at
    properties:
${properties.join("\n")}
  order_sent:
# ^^^^^^^^^^ entity.name.function.event.event-spec
    at: o.at
`;
    const folder = await temporaryFolder({ "deep.test.yml": text });
    try {
      assertPasses(require.resolve("vscode-tmgrammar-test/dist/unit.js"), [
        ...grammarArguments,
        join(folder.path, "deep.test.yml"),
      ]);
    } finally {
      await folder.remove();
    }
  });

  for (const scope of ["event-spec", "event-spec-project"]) {
    it(`colours ${scope} as the snapshot says`, () => {
      const files = join(here, "snapshots", scope, "*.yml");
      assertPasses(require.resolve("vscode-tmgrammar-test/dist/snapshot.js"), [
        ...grammarArguments,
        "-s",
        `source.yaml.${scope}`,
        files,
      ]);
    });
  }
});

function assertPasses(script: string, args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    encoding: "utf8",
  });
  assert.equal(status, 0, `${stdout}\n${stderr}`);
}
