/** What functions do, by their names: aggregate, number rows, return rows, give other results at other times. Names in lower case. */
import { type DialectName, dialectNames } from "../types.ts";
import { engineFunctions } from "./engineFunctions.ts";
import type { EngineFunctions, FunctionUse } from "./types.ts";

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

const aggregates =
  words(`count sum avg min max any_value arbitrary array_agg arrayagg string_agg listagg group_concat list
  first last mode median stddev stddev_pop stddev_samp variance var_pop var_samp corr covar_pop covar_samp bool_and bool_or
  every logical_and logical_or boolor_agg booland_agg bit_and bit_or bit_xor count_if countif sum_if sumif avgif minif maxif
  approx_count_distinct approx_distinct approx_percentile approx_quantile approx_quantiles approx_top_count hll quantile
  quantile_cont quantile_disc percentile percentile_cont percentile_disc max_by min_by arg_max arg_min argmax argmin
  json_agg jsonb_agg json_object_agg jsonb_object_agg json_group_array json_group_object object_agg map_agg multimap_agg
  histogram kurtosis skewness product collect_list collect_set array_concat_agg array_union_agg array_unique_agg grouping
  uniq uniqexact uniqcombined uniqhll12 grouparray groupuniqarray groupbitand groupbitor groupbitxor anylast anyheavy
  quantiles quantileexact topk summap minmap maxmap regr_slope regr_intercept regr_r2 checksum geometric_mean max_n min_n
  reduce_agg set_agg set_union`);

const windows =
  words(`row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value
  conditional_change_event conditional_true_event ratio_to_report laginframe leadinframe`);

/** What each engine says of its own functions, or for those that can't be asked here, their references. */
const own: Readonly<Record<DialectName, Partial<EngineFunctions>>> = {
  ...engineFunctions,
  redshift: { ...engineFunctions.postgres, eachRun: `${engineFunctions.postgres.eachRun} getdate sysdate` },
  snowflake: {
    eachCall: "randstr uniform zipf normal seq1 seq2 seq4 seq8 uuid_string nextval",
    eachRun: "sysdate systimestamp getdate",
  },
  bigquery: { eachCall: "generate_uuid" },
  databricks: {
    rows: `explode explode_outer posexplode posexplode_outer inline inline_outer stack json_tuple variant_explode
      variant_explode_outer`,
    eachCall: "randn randstr uniform shuffle monotonically_increasing_id spark_partition_id",
    eachRun: "curdate unix_timestamp",
  },
  trino: { eachCall: "shuffle" },
  clickhouse: {
    rows: "arrayjoin",
    eachCall: `rand32 rand64 randcanonical randconstant randuniform randnormal randlognormal randbinomial randexponential
      randchisquared randstudentt randfisherf randbernoulli randomprintableascii randomstring randomfixedstring
      randomstringutf8 generateuuidv4 generateuuidv7 generateulid generatesnowflakeid rownumberinallblocks
      rownumberinblock nowinblock now64inblock runningdifference neighbor blocknumber`,
    eachRun: "now64 today yesterday utctimestamp utc_timestamp curdate uptime",
  },
};

const clocks =
  words(`now current_timestamp current_date current_time current_datetime localtime localtimestamp getdate
  get_current_timestamp get_current_time statement_timestamp transaction_timestamp today curdate curtime utc_date`);
const dice =
  words(`random rand uuid gen_random_uuid gen_random_bytes uuid_generate_v1 uuid_generate_v1mc uuid_generate_v4
  uuidv4 uuidv7 newid clock_timestamp timeofday nextval`);

type Facts = Readonly<Record<keyof Omit<EngineFunctions, "version">, ReadonlySet<string>>>;

const factsOf = Object.fromEntries(
  dialectNames.map((name): [DialectName, Facts] => [
    name,
    {
      rows: words(own[name].rows ?? ""),
      aggregates: new Set([...aggregates, ...words(own[name].aggregates ?? "")]),
      windows: new Set([...windows, ...words(own[name].windows ?? "")]),
      eachCall: new Set([...dice, ...words(own[name].eachCall ?? "")]),
      eachRun: new Set([...clocks, ...words(own[name].eachRun ?? "")]),
    },
  ]),
) as Readonly<Record<DialectName, Facts>>;

/** Kind of a function by its name. */
export function functionKind(name: string, dialect: DialectName): FunctionUse["kind"] {
  const facts = factsOf[dialect];
  if (facts.windows.has(name)) return "window";
  if (facts.rows.has(name)) return "rows";
  return facts.aggregates.has(name) ? "aggregate" : "scalar";
}

/** How often a function gives another result for the same arguments, if it does. */
export function functionVaries(name: string, dialect: DialectName): FunctionUse["varies"] {
  const facts = factsOf[dialect];
  if (facts.eachCall.has(name)) return "each call";
  return facts.eachRun.has(name) ? "each run" : undefined;
}

const bareFunctions =
  words(`current_date current_time current_timestamp current_datetime localtime localtimestamp
  current_user session_user current_role current_catalog current_schema sysdate`);

/** Whether a name means a function though no parentheses follow. */
export function isBareFunction(name: string): boolean {
  return bareFunctions.has(name);
}

const dateParts =
  words(`microsecond microseconds millisecond milliseconds second seconds minute minutes hour hours day days
  week weeks isoweek month months quarter quarters year years isoyear decade century millennium epoch dow doy dayofweek
  dayofyear isodow weekday yy yyyy mm dd hh mi ss ms us ns nanosecond timezone_hour timezone_minute epoch_second date time`);

const datePartFunctions =
  /(date|time|trunc|diff|extract|last_day|next_day|previous_day|datepart|bucket|^dateadd$|_add$|_sub$|^months_between$)/;

/** Whether a bare word in a call is a unit of time, not a column: `date_trunc(day, o.at)`. */
export function isDatePart(word: string, functionName: string): boolean {
  return dateParts.has(word) && datePartFunctions.test(functionName);
}
