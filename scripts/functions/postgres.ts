/** Asks Postgres (a server of Debian's, started for this): `pg_proc`, and what its trusted extensions add. */

import { isForbiddenFunction } from "../../server/src/sql/reader/forbiddenFunctions.ts";
import { startPostgres } from "../../test/support/postgres.ts";
import { dice, type Facts, type Functions, factsOf, sorted } from "./answer.ts";
import { newerPostgres, postgresGrammar } from "./documented.ts";

/** Postgres calls stable both what reads the clock and what depends on settings; these are the ones that read it. */
const clocks = ["now", "statement_timestamp", "transaction_timestamp"];

/** Functions that serve operators, types, indexes and aggregates: nobody calls them by name. */
const serving =
  "^(implementation of |I/O|internal conversion|less-equal-greater|sort support|hash|restriction selectivity|join selectivity|" +
  "(larger|smaller) of two|aggregate (transition|final|combine|serial|deserial|moving|state)|planner support|index |btree|GiST|GIN|SP-GiST|BRIN|window |statistics|\\(internal|convert .* to .*encoding)";

/** One row a function: what it is called, its kind in facts, and whether it only computes. */
const question = `select proname, case
    when prokind = 'a' then 'aggregates'
    when prokind = 'w' then 'windows'
    when proretset then 'rows'
    when provolatile = 'v' then 'eachCall'
    when proname in (${clocks.map((name) => `'${name}'`).join(", ")}) then 'eachRun'
    else ''
  end,
  provolatile <> 'v' and (proacl is null or exists (select from aclexplode(proacl) where grantee = 0)),
  prokind <> 'p' and pronargs - pronargdefaults <= 1 and (pronargs > 0 or provariadic <> 0)
  from pg_proc p join pg_namespace n on n.oid = pronamespace join pg_type t on t.oid = prorettype
  where nspname in ('pg_catalog', 'public')
    and typname not in ('trigger', 'event_trigger', 'internal', 'cstring', 'language_handler', 'index_am_handler',
      'table_am_handler', 'tsm_handler', 'fdw_handler')
    and not exists (select from unnest(proargtypes) a where a in ('internal'::regtype, 'cstring'::regtype))
    and not (nspname = 'public' and exists (select from pg_operator where oprcode = p.oid))
    and proname !~ '^_|_(cmp|hash|hash_extended|send|canonical|subdiff|transfn|larger|smaller)$'
    and coalesce(obj_description(p.oid, 'pg_proc'), '') !~ '${serving.replaceAll("'", "''")}'`;

export async function askPostgres(): Promise<{ functions: Functions; facts: Facts }> {
  const server = await startPostgres();
  try {
    const version = await server.sql("show server_version");
    // Not the languages among them, whose functions are handlers.
    const extensions = await server.sql(
      "select distinct name from pg_available_extension_versions where trusted and name !~ 'pl(perl|tcl|python|pgsql)'",
    );
    for (const name of extensions.split("\n"))
      await server.sql(`create extension if not exists "${name}" cascade`);
    const rows = (await server.sql(question)).split("\n").map((row) => row.split("|"));
    const list = sorted("postgres", [
      ...rows.map(([name = "", , computes]) => ({ name, computes: computes === "t" || dice.has(name) })),
      ...[...newerPostgres, ...postgresGrammar].map((name) => ({ name, computes: true })),
    ]);
    const relations = await server.sql(
      "select relname from pg_class where relnamespace = 'pg_catalog'::regnamespace and relkind in ('r', 'v')",
    );
    const refused = (name: string) => list.refused.includes(name) || isForbiddenFunction(name, "postgres");
    return {
      functions: {
        source: `pg_proc of PostgreSQL ${version.split(" ")[0]} and its trusted extensions; newer names from the manual of 18`,
        ...list,
        attributes: [
          ...new Set(rows.flatMap(([name = "", , , one]) => (one === "t" && refused(name) ? [name] : []))),
        ],
        relations: relations.split("\n"),
      },
      facts: { version, names: factsOf(rows, list) },
    };
  } finally {
    await server.stop();
  }
}
