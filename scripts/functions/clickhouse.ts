/** Asks ClickHouse's engine, as chDB: `system.functions` and `system.table_functions`. */
import { startClickHouse } from "../../test/support/clickhouse.ts";
import { type Functions, sorted } from "./answer.ts";

/** Table functions that make rows of their arguments alone, or of a query. */
const rowMakers = new Set(
  `numbers numbers_mt zeros zeros_mt primes generateSeries generate_series values SQLStandardValues null view
  viewIfPermitted generateRandom`.split(/\s+/),
);

/** Categories of functions that tell of the server, or ask others. */
const reaching = new Set(["AI", "Introspection", "Internal", "Machine Learning"]);

export async function askClickHouse(): Promise<Functions> {
  const server = await startClickHouse();
  try {
    const ask = async (sql: string): Promise<string[][]> => {
      const answer = await fetch(`http://${server.host}:${server.port}/`, {
        method: "POST",
        body: `${sql} format TSV`,
      });
      if (!answer.ok) throw new Error(await answer.text());
      return (await answer.text())
        .trim()
        .split("\n")
        .map((row) => row.split("\t"));
    };
    const [[version = ""] = []] = await ask("select version()");
    const scalars = await ask(
      "select name, categories, alias_to from system.functions where origin = 'System'",
    );
    const tables = await ask("select name from system.table_functions");
    const categories = new Map(scalars.map(([name, category = ""]) => [name, category]));
    const names = new Set(scalars.map(([name]) => name));
    const list = sorted("clickhouse", [
      ...scalars.map(([name = "", category = "", alias = ""]) => ({
        name,
        computes: !reaching.has(alias === "" ? category : (categories.get(alias) ?? category)),
      })),
      ...tables
        .filter(([name]) => !names.has(name))
        .map(([name = ""]) => ({ name, computes: rowMakers.has(name) })),
    ]);
    return {
      source: `system.functions and system.table_functions of ClickHouse ${version} (chDB)`,
      ...list,
      tables: [...rowMakers].map((name) => name.toLowerCase()),
    };
  } finally {
    await server.stop();
  }
}
