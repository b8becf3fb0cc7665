/** Tables and views in which engines keep users, sessions, settings and what others asked: no source of events. */
import type { DialectName } from "../types.ts";
import { functionLists } from "./functionLists/index.ts";

interface SystemTables {
  /** Schemas, or databases, of which everything is the engine's own. */
  readonly schemas: RegExp;
  /** Dotted names in them that are harmless. */
  readonly except?: RegExp;
  /** Names that are found without a schema, besides those that the engine lists. */
  readonly bare?: RegExp;
  /** Dotted names elsewhere. */
  readonly qualified?: RegExp;
}

const nothing = /$^/;
const postgres: SystemTables = {
  schemas: /^pg_(catalog|toast)$/,
  bare: /^pg_(stat_|statio_|shmem_|buffercache|wait_events$|aios$)/,
  qualified:
    /(^|\.)information_schema\.(user_mapping|_pg_|foreign_server_options|foreign_data_wrapper_options)|\.pg_stat_statements/,
};

/** Sources: the engines' manuals; what stands in no schema is asked of the engine (`relations` of its lists). */
const systemTables: Readonly<Record<DialectName, SystemTables>> = {
  duckdb: {
    schemas: /^(pg_catalog|system)$/,
    qualified: /\.(duckdb_\w+|pragma_\w+|sqlite_(temp_)?(master|schema))$/,
  },
  postgres,
  redshift: {
    ...postgres,
    bare: /^(pg_|stl_|stv_|svl_|svv_|svcs_|sys_(query|connection|session|userlog|load|unload|external|serverless|transaction|lock|udf|procedure|child|audit|datashare|stream|restore|copy))/,
  },
  snowflake: { schemas: /^snowflake$/, except: /^snowflake\.information_schema\./ },
  bigquery: {
    schemas: nothing,
    qualified:
      /(^|\.)information_schema\.(jobs|sessions|object_privileges|effective_project_options|streaming|write_api|reservation|capacity|assignment)/,
  },
  databricks: { schemas: /^system$/, except: /^system\.information_schema\./ },
  trino: { schemas: /^system$/, except: /^system\.information_schema\./ },
  clickhouse: { schemas: /^system$/, except: /^system\.(one|numbers|numbers_mt|zeros|zeros_mt|primes)$/ },
};

const cut = new Map<DialectName, ReadonlySet<string>>();

function relationsOf(dialect: DialectName): ReadonlySet<string> {
  const known = cut.get(dialect);
  if (known) return known;
  const lists = functionLists[dialect === "redshift" ? "postgres" : dialect];
  const relations = new Set(lists.relations?.trim().split(/\s+/));
  cut.set(dialect, relations);
  return relations;
}

/** In: the parts of a table's name, without quotes and in lower case. */
export function isSystemTable(parts: readonly string[], dialect: DialectName): boolean {
  const { schemas, except, bare, qualified } = systemTables[dialect];
  const name = parts.join(".");
  if (parts.length === 1) return relationsOf(dialect).has(name) || bare?.test(name) === true;
  if (parts.slice(0, -1).some((part) => schemas.test(part))) return except?.test(name) !== true;
  return qualified?.test(name) === true;
}

/** In: the table's name as written. */
export function systemTableMessage(written: string): string {
  return `\`${written}\` is the engine's own table: it tells of users, sessions or settings, so it can't be read here.`;
}

export const systemTableHint = "Name a table of the warehouse instead.";
