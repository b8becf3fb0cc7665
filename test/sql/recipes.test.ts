/** CONTRIBUTING's "Add a dialect", as far as a test can follow it: whatever a dialect still lacks is named. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { functionsOf } from "../../server/src/editor/sql/functions.ts";
import { dialectOf } from "../../server/src/sql/dialects/index.ts";
import { dialectNames } from "../../server/src/sql/types.ts";
import { connectionKinds } from "../../server/src/warehouse/open.ts";
import { goldenCases } from "../support/golden.ts";

const root = new URL("../../", import.meta.url);

/** Fails with all that is missing, each named. */
function nothingMissing(missing: (dialect: (typeof dialectNames)[number]) => readonly string[]): void {
  const found = dialectNames.flatMap((dialect) => missing(dialect).map((what) => `${dialect}: ${what}`));
  assert.deepEqual(found, []);
}

/** What dialects share. */
const shared = ["dialect.ts", "index.ts", "lateralRow.ts"];

describe("a dialect", () => {
  it("has a file of its own, in the registry under its own name", () => {
    const files = readdirSync(new URL("server/src/sql/dialects", root)).filter(
      (name) => !shared.includes(name),
    );
    assert.deepEqual(files.sort(), dialectNames.map((name) => `${name}.ts`).sort());
    nothingMissing((name) => (dialectOf(name).name === name ? [] : ["a record of its own name"]));
  });

  it("is what a connection speaks", () => {
    nothingMissing((name) =>
      connectionKinds.some(({ dialect }) => dialect === name) ? [] : ["a type of connection"],
    );
  });

  it("has golden SQL of every case", () => {
    nothingMissing((name) =>
      goldenCases().flatMap(({ name: golden, folder }) =>
        existsSync(`${folder}/${name}.sql`) ? [] : [`golden SQL of ${golden}`],
      ),
    );
  });

  it("has a column in docs/engines.md", () => {
    const page = readFileSync(new URL("docs/engines.md", root), "utf8");
    const [head = ""] = page.split("\n").filter((line) => /^\| +\| /.test(line));
    assert.equal(head.split("|").slice(2, -1).length, dialectNames.length, head);
  });

  it("has functions of its own that completion knows", () => {
    const names = (dialect: (typeof dialectNames)[number]) => functionsOf(dialect).map(({ name }) => name);
    const common = names("duckdb").filter((name) =>
      dialectNames.every((other) => names(other).includes(name)),
    );
    nothingMissing((dialect) =>
      names(dialect).some((name) => !common.includes(name)) ? [] : ["functions in editor/sql/functions.ts"],
    );
  });
});
