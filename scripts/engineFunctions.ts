/**
 * Asks the engines that can be had here which functions they have, and writes down two things, so that they are known without any:
 * which only compute (`functionLists/`, all that SQL in specs may call), and which return rows, aggregate, or give other results at
 * other times (`engineFunctions.ts`). Run it by hand after an upgrade: `npx tsx scripts/engineFunctions.ts [DIALECT…]`.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { functionLists } from "../server/src/sql/reader/functionLists/index.ts";
import type { DialectName } from "../server/src/sql/types.ts";
import type { Facts, Functions } from "./functions/answer.ts";
import { askClickHouse } from "./functions/clickhouse.ts";
import { askDatabricks } from "./functions/databricks.ts";
import { documented } from "./functions/documented.ts";
import { askDuckDb } from "./functions/duckdb.ts";
import { askPostgres } from "./functions/postgres.ts";
import { askTrino } from "./functions/trino.ts";

const reader = join(import.meta.dirname, "..", "server", "src", "sql", "reader");
const wanted = process.argv.slice(2);
const facts = new Map<DialectName, Facts>();

await write("duckdb", async () => remembered("duckdb", await askDuckDb()));
await write("postgres", async () => remembered("postgres", await askPostgres()));
await write("clickhouse", askClickHouse);
await write("trino", askTrino);
await write("databricks", askDatabricks);
await write("snowflake", () => documented("snowflake"));
await write("bigquery", () => documented("bigquery"));
await write("redshift", () => documented("redshift", functionLists.postgres.computes.split(/\s+/)));
if (facts.size === 2) writeFacts();

function remembered(dialect: DialectName, answer: { functions: Functions; facts: Facts }): Functions {
  facts.set(dialect, answer.facts);
  return answer.functions;
}

async function write(dialect: DialectName, ask: () => Promise<Functions>): Promise<void> {
  if (wanted.length > 0 && !wanted.includes(dialect)) return;
  const { source, ...names } = await ask();
  const lists = Object.entries(names).flatMap(([list, its]) =>
    its.length > 0 ? [`  ${list}: ${block(its)},`] : [],
  );
  const text = `/* What ${dialect} can be asked for, by scripts/engineFunctions.ts. */
import type { FunctionList } from "../types.ts";

export const ${dialect}: FunctionList = {
  source: ${JSON.stringify(source)},
${lists.join("\n")}
};
`;
  writeFileSync(join(reader, "functionLists", `${dialect}.ts`), text);
}

function writeFacts(): void {
  const engines = [...facts].map(([dialect, { version, names }]) => {
    const kinds = Object.entries(names).map(([kind, list]) => `    ${kind}: ${block(list)},`);
    return `  ${dialect}: {\n    version: ${JSON.stringify(version)},\n${kinds.join("\n")}\n  },`;
  });
  const text = `/* From the engines' own catalogs by scripts/engineFunctions.ts. */
import type { EngineFunctions } from "./types.ts";

export const engineFunctions = {
${engines.join("\n")}
} as const satisfies Record<string, EngineFunctions>;
`;
  writeFileSync(join(reader, "engineFunctions.ts"), text);
}

/** Names in lines of a bearable length. */
function block(names: readonly string[]): string {
  const lines =
    [...new Set(names)]
      .sort()
      .join(" ")
      .match(/.{1,130}(?: |$)/g) ?? [];
  return `\`${lines.map((line) => line.trim()).join("\n    ")}\``;
}
