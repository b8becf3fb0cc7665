/**
 * What a function may be called for, by its name: decided by lists, so that what nobody knows is not let pass.
 * `computes`: the engine's own, gives a value and does nothing else. `own`: in a schema of the users'. `unknown`: neither, so a
 * project must allow it. `refused`: it reaches outside of the data, or does more than give a value; nothing allows it.
 */
import type { DialectName } from "../types.ts";
import { isForbiddenFunction } from "./forbiddenFunctions.ts";
import { functionLists } from "./functionLists/index.ts";
import { remembering } from "./remembering.ts";
import type { FunctionUse } from "./types.ts";

type Standing = FunctionUse["standing"];

const words = (text: string | undefined): ReadonlySet<string> => new Set(text?.trim().split(/\s+/));

/** What the grammars make of a word before a parenthesis, and types, which may have a size: no function of anybody's. */
const grammar =
  words(`cast try_cast safe_cast extract position substring overlay trim coalesce nullif greatest least row array map struct interval
  if ifnull try case convert try_convert exists any all some unique unnest values columns collate grouping treat operator lambda
  rollup cube sets pivot unpivot match_recognize match_condition tablesample sample bernoulli system reservoir repeatable seed
  exclude except replace rename offset limit ordinality lateral table at before fetch first next percent key keys measures define
  pattern json_table json_object json_array json_value json_query json_exists json_arrayagg json_objectagg xmltable xmlelement
  xmlforest xmlattributes xmlagg xmlparse xmlserialize xmlconcat xmlexists safe_offset ordinal safe_ordinal named
  bit varbit bool boolean tinyint smallint int int2 int4 int8 integer bigint hugeint uint8 uint16 uint32 uint64 int16 int32 int64 int128
  int256 uint128 uint256 float float4 float8 float32 float64 double real dec decimal decimal32 decimal64 decimal128 decimal256
  numeric number bignumeric money char nchar character varchar varchar2 nvarchar text string fixedstring bytes bytea binary varbinary
  uuid date date32 time timetz timestamp timestamptz timestamp_ntz timestamp_ltz timestamp_tz datetime datetime64 json variant object
  list tuple nested union nullable lowcardinality enum enum8 enum16 vector geometry geography dynamic aggregatefunction
  simpleaggregatefunction`);

/** Of these the ones that stand where a table does. */
const grammarOfTables = words(
  "unnest values lateral table xmltable json_table pivot unpivot match_recognize only rows columns",
);

/** Schemas whose functions are the engine's own: what is called in them must be known. */
const systemSchemas: Readonly<Record<DialectName, ReadonlySet<string>>> = {
  duckdb: words("system pg_catalog information_schema temp"),
  postgres: words("pg_catalog information_schema"),
  redshift: words("pg_catalog information_schema"),
  snowflake: words("snowflake information_schema"),
  bigquery: words("safe net hll_count kll_quantiles aead keys information_schema"),
  databricks: words("system information_schema builtin session"),
  trino: words("system information_schema"),
  clickhouse: words("system information_schema"),
};

type Lists = Readonly<Record<"computes" | "tables" | "refused" | "attributes", ReadonlySet<string>>>;

const cut = new Map<DialectName, Lists>();

/** The lists of a dialect, cut when they are asked for first. */
function listsOf(dialect: DialectName): Lists {
  const known = cut.get(dialect);
  if (known) return known;
  const { computes, tables, refused, attributes } = functionLists[dialect];
  const lists = {
    computes: words(computes),
    tables: words(tables ?? computes),
    refused: words(refused),
    attributes: words(attributes),
  };
  cut.set(dialect, lists);
  return lists;
}

const inExpressions = remembering<Standing>((name, dialect) => judged(name, dialect, false), 2_000);
const inTables = remembering<Standing>((name, dialect) => judged(name, dialect, true), 2_000);

/** In: the name in lower case, dotted where a schema is written; whether it is called where a table stands. */
export function standingOf(name: string, dialect: DialectName, isTable: boolean): Standing {
  return isTable ? inTables(name, dialect) : inExpressions(name, dialect);
}

function judged(name: string, dialect: DialectName, isTable: boolean): Standing {
  const lists = listsOf(dialect);
  const last = name.slice(name.lastIndexOf(".") + 1);
  if (isForbiddenFunction(name, dialect) || lists.refused.has(last)) return "refused";
  const isKnown = isTable
    ? lists.tables.has(last) || grammarOfTables.has(last)
    : lists.computes.has(last) || grammar.has(last);
  if (last === name) {
    if (isKnown) return "computes";
    return isTable && lists.computes.has(last) ? "refused" : "unknown";
  }
  if (!systemSchemas[dialect].has(name.slice(0, name.indexOf(".")))) return "own";
  return isKnown || lists.computes.has(name) ? "computes" : "refused";
}

/** Whether what looks like a field of a value calls a function that is refused: `(path).pg_read_file`. In: the name in lower case. */
export function isRefusedAttribute(name: string, dialect: DialectName): boolean {
  return listsOf(dialect === "redshift" ? "postgres" : dialect).attributes.has(name);
}

/** For the one who mistyped one. */
export function functionsThatCompute(dialect: DialectName): ReadonlySet<string> {
  return listsOf(dialect).computes;
}
