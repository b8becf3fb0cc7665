/**
 * Asks DuckDB (the driver's own) and Postgres (a server of Debian's, started for this) which of their functions return rows,
 * aggregate, or give other results at other times, and writes it down, so that it is known without either. Run it by hand
 * after an upgrade: `npx tsx scripts/engineFunctions.ts`.
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";
import { isForbiddenFunction } from "../server/src/sql/reader/forbiddenFunctions.ts";
import type { EngineFunctions } from "../server/src/sql/reader/types.ts";
import type { DialectName } from "../server/src/sql/types.ts";
import { startPostgres } from "../test/support/postgres.ts";

type Kind = keyof Omit<EngineFunctions, "version">;
type Names = Record<Kind, string[]>;

interface Answer {
  readonly version: string;
  readonly names: Names;
}

const target = fileURLToPath(new URL("../server/src/sql/reader/engineFunctions.ts", import.meta.url));

/** What is in no catalog, because the grammar has it. */
const duckDbGrammar: Partial<Record<Kind, readonly string[]>> = {
  rows: ["unnest", "unlist"],
  eachRun: ["current_timestamp", "current_time", "localtime", "localtimestamp"],
};

async function duckDb(): Promise<Answer> {
  const instance = await DuckDBInstance.create(":memory:");
  const session = await instance.connect();
  const ask = async (sql: string) =>
    (await session.runAndReadAll(sql)).getRows().map((row) => row.map(String));
  await ask("load icu");
  const [[version = ""] = []] = await ask("select version()");
  const functions = await ask(`select distinct function_name, case
      when function_type = 'aggregate' and function_name not in
        (select function_name from duckdb_functions() where function_type in ('scalar', 'macro')) then 'aggregates'
      when function_type = 'scalar' and stability = 'VOLATILE' and function_name <> 'error' then 'eachCall'
      when function_type = 'scalar' and stability = 'CONSISTENT_WITHIN_QUERY' then 'eachRun'
      when function_type = 'macro' then 'macro'
    end as kind, coalesce(macro_definition, '') from duckdb_functions()
    where kind is not null and regexp_full_match(function_name, '[a-z]\\w*')`);
  session.closeSync();
  instance.closeSync();
  const names = collected(
    "duckdb",
    functions.filter(([, kind]) => kind !== "macro"),
  );
  for (const [kind, more = []] of Object.entries(duckDbGrammar)) names[kind as Kind].push(...more);
  // A macro does what the functions in its definition do.
  for (const [name = "", kind, definition = ""] of functions) {
    if (kind !== "macro") continue;
    const calls = definition.match(/\w+/g) ?? [];
    const does = (["rows", "eachCall", "eachRun"] as const).find((one) =>
      calls.some((call) => names[one].includes(call)),
    );
    if (does) names[does].push(name);
  }
  return { version, names };
}

/** Postgres calls stable both what reads the clock and what depends on settings; these are the ones that read it. */
const postgresClocks = ["now", "statement_timestamp", "transaction_timestamp"];

async function postgres(): Promise<Answer> {
  const server = await startPostgres();
  try {
    const version = await server.sql("show server_version");
    const rows = await server.sql(`select distinct proname, case
        when prokind = 'a' then 'aggregates'
        when prokind = 'w' then 'windows'
        when proretset then 'rows'
        when provolatile = 'v' then 'eachCall'
        when proname in (${postgresClocks.map((name) => `'${name}'`).join(", ")}) then 'eachRun'
      end as kind
      from pg_proc join pg_type on pg_type.oid = prorettype
      where pronamespace = 'pg_catalog'::regnamespace and prokind <> 'p' and proname ~ '^[a-z]\\w*$'
        and typname not in ('trigger', 'event_trigger', 'internal', 'void')`);
    const functions = rows
      .trim()
      .split("\n")
      .map((row) => row.split("|"));
    return { version: version.trim(), names: collected("postgres", functions) };
  } finally {
    await server.stop();
  }
}

/** What can't be called at all is left out. */
function collected(dialect: DialectName, functions: readonly (readonly string[])[]): Names {
  const of = (kind: Kind) =>
    functions.flatMap(([name = "", its]) =>
      its === kind && !isForbiddenFunction(name, dialect) ? [name] : [],
    );
  return {
    rows: of("rows"),
    aggregates: of("aggregates"),
    windows: of("windows"),
    eachCall: of("eachCall"),
    eachRun: of("eachRun"),
  };
}

function text({ version, names }: Answer): string {
  const lists = Object.entries(names).map(([kind, list]) => {
    const lines =
      [...new Set(list)]
        .sort()
        .join(" ")
        .match(/.{1,100}(?: |$)/g) ?? [];
    return `    ${kind}: \`${lines.map((line) => line.trim()).join("\n      ")}\`,`;
  });
  return `{\n    version: ${JSON.stringify(version)},\n${lists.join("\n")}\n  }`;
}

writeFileSync(
  target,
  `/* From the engines' own catalogs by scripts/engineFunctions.ts. */
import type { EngineFunctions } from "./types.ts";

export const engineFunctions = {
  duckdb: ${text(await duckDb())},
  postgres: ${text(await postgres())},
} as const satisfies Record<string, EngineFunctions>;
`,
);
