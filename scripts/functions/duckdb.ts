/** Asks the embedded DuckDB: `duckdb_functions()`. */
import { DuckDBInstance } from "@duckdb/node-api";
import { dice, type Facts, type Functions, factsOf, type Kind, sorted } from "./answer.ts";

/** What is in no catalog, because the grammar has it. */
const grammar: Partial<Record<Kind, readonly string[]>> = {
  rows: ["unnest", "unlist"],
  eachRun: ["current_timestamp", "current_time", "localtime", "localtimestamp"],
};

/** Table functions that make rows of their arguments alone. */
const rowMakers = ["generate_series", "json_each", "json_tree", "range", "repeat", "repeat_row", "unnest"];

export async function askDuckDb(): Promise<{ functions: Functions; facts: Facts }> {
  const instance = await DuckDBInstance.create(":memory:");
  const session = await instance.connect();
  const ask = async (sql: string) =>
    (await session.runAndReadAll(sql)).getRows().map((row) => row.map(String));
  await ask("load icu");
  const [[version = ""] = []] = await ask("select version()");
  const all = await ask(
    `select function_name, function_type, stability, coalesce(macro_definition, '') from duckdb_functions()
    where not starts_with(function_name, 'icu_collate_')`,
  );
  const relations = await ask(
    "select view_name from duckdb_views() where internal and schema_name <> 'information_schema'",
  );
  session.closeSync();
  instance.closeSync();
  const inExpressions = new Set(["scalar", "aggregate", "macro"]);
  const calledInExpressions = new Set(
    all.flatMap(([name, type = ""]) => (inExpressions.has(type) ? [name] : [])),
  );
  const list = sorted("duckdb", [
    ...all
      .filter(([name, type = ""]) => inExpressions.has(type) || !calledInExpressions.has(name))
      .map(([name = "", type = "", stability = ""]) => ({
        name,
        computes: inExpressions.has(type)
          ? stability !== "VOLATILE" || dice.has(name)
          : rowMakers.includes(name),
      })),
    ...Object.values(grammar).flatMap((names) => names.map((name) => ({ name, computes: true }))),
  ]);
  const known = new Set(all.map(([name]) => name));
  return {
    functions: {
      source: `duckdb_functions() of ${version}`,
      ...list,
      tables: rowMakers.filter((name) => known.has(name)),
      relations: relations.flat(),
    },
    facts: { version, names: factsWithMacros(all, list) },
  };
}

function factsWithMacros(
  all: readonly (readonly string[])[],
  list: Pick<Functions, "computes">,
): Record<Kind, string[]> {
  const scalars = new Set(all.flatMap(([name, type = ""]) => (/^(scalar|macro)$/.test(type) ? [name] : [])));
  const kindOf = ([name, type, stability]: readonly string[]): Kind | undefined => {
    if (type === "aggregate") return scalars.has(name) ? undefined : "aggregates";
    if (type !== "scalar" || name === "error") return undefined;
    if (stability === "VOLATILE") return "eachCall";
    return stability === "CONSISTENT_WITHIN_QUERY" ? "eachRun" : undefined;
  };
  const names = factsOf(
    all.map((one) => [one[0] ?? "", kindOf(one) ?? ""]),
    list,
  );
  for (const [kind, more = []] of Object.entries(grammar)) names[kind as Kind].push(...more);
  // A macro does what the functions in its definition do.
  for (const [name = "", type, , definition = ""] of all) {
    if (type !== "macro" || !list.computes.includes(name)) continue;
    const calls = definition.match(/\w+/g) ?? [];
    const does = (["rows", "eachCall", "eachRun"] as const).find((one) =>
      calls.some((call) => names[one].includes(call)),
    );
    if (does) names[does].push(name);
  }
  return names;
}
