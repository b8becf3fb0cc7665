import assert from "node:assert/strict";
import { bindProject } from "../../server/src/binding/bindProject.ts";
import { checkedInWords, checkedOf } from "../../server/src/rules/checked.ts";
import { createEmbeddedEngine } from "../../server/src/warehouse/engineProcess/connection.ts";
import { sqlParser } from "../rules/findingsOf.ts";
import { runCli } from "../support/cli.ts";
import { never, open, temporaryFolder } from "../support/connections.ts";
import { readCheck } from "../support/contracts.ts";
import { projectOf } from "../support/memoryProject.ts";

const explosive = "list_sum(range(3000000000))";
const projectFile = "eventspec: 1\nconnections:\n  dev: {type: duckdb, files: {shop.orders: orders.csv}}\n";
const orders = "id,at,status\n1,2025-01-01 10:00:00,a\n";
const events = (names: readonly string[], properties: string): string =>
  `from: shop.orders\nas: o\nkey: o.id\nevents:\n${names
    .map((name) => `  ${name}:\n    at: o.at\n    properties:\n${properties}`)
    .join("")}`;

describe("SQL that explodes while the engine looks for its type", function () {
  this.timeout(120_000);

  it("is a finding at the expression, and takes nothing else with it", async () => {
    const text = events(
      ["order_placed"],
      `      first: o.nope\n      boom: ${explosive}\n      status: upper(o.status)\n      last: o.nope_either\n`,
    );
    const folder = await temporaryFolder({
      "eventspec.yml": projectFile,
      "orders.csv": orders,
      "a.events.yml": text,
    });
    const env = { EVENTSPEC_ENGINE_MEMORY: "400 MiB" };
    const { code, stdout } = await runCli(["check", "--format", "json"], { cwd: folder.path, env });
    await folder.remove();
    assert.equal(code, 1);
    const { findings, checked } = readCheck(stdout);
    const errors = findings.filter(({ rule }) => rule === "sql-refused" || rule === "unknown-column");
    const lines = text.split("\n");
    assert.deepEqual(
      errors.map(({ rule, range }) => [
        rule,
        lines[range.start.line - 1]?.slice(range.start.column - 1, range.end.column - 1),
      ]),
      [
        ["unknown-column", "o.nope"],
        ["sql-refused", explosive],
        ["unknown-column", "o.nope_either"],
      ],
    );
    const [, refused] = errors;
    assert.match(refused?.message ?? "", /^dev: The engine needed more than 400 MiB of memory/);
    assert.match(refused?.hint ?? "", /^Let it compute less/);
    assert.deepEqual([checked.columns, checked.types], [true, true]);
  });

  it("is asked about only for so long; what was not asked is said", async () => {
    const engine = createEmbeddedEngine(400 * 1024 ** 2);
    const folder = await temporaryFolder({ "orders.csv": orders });
    const connection = await open(
      "duckdb",
      { files: { "shop.orders": "orders.csv" } },
      { projectRoot: folder.path, engine },
    );
    const text = events(["order_placed", "order_sent", "order_lost"], `      boom: ${explosive}\n`);
    const project = await projectOf({ "eventspec.yml": projectFile, "a.events.yml": text });
    const bound = await bindProject(project, connection, never(), { patienceMs: 1 });
    engine.close();
    await folder.remove();
    assert.deepEqual(
      [...bound.events.values()].map(({ unasked }) => unasked !== undefined),
      [true, true, true],
    );
    const checked = checkedOf(project, { dialect: "duckdb", parser: await sqlParser(), types: bound });
    assert.equal(checked.types, false);
    assert.match(
      checkedInWords(checked),
      /types were not\. .*The engine had to be stopped over other expressions/,
    );
  });
});
