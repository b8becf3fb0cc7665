/** Functions whose names say enough: those that EventSpec refuses, aggregates, clocks and dice. Names in lower case. */
import type { DialectName } from "../types.ts";

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

interface Refusals {
  readonly names: ReadonlySet<string>;
  /** Matched against the name without its schema. */
  readonly pattern?: RegExp;
  /** Matched against the name as written, schema included. */
  readonly qualified?: RegExp;
}

const postgres: Refusals = {
  names:
    words(`dblink current_setting set_config setval nextval currval lastval ts_stat ts_rewrite crosstab connectby
    xpath_table query_to_xml query_to_xmlschema query_to_xml_and_xmlschema table_to_xml schema_to_xml database_to_xml
    cursor_to_xml txid_current inet_server_addr inet_server_port get_raw_page`),
  pattern:
    /^(pg_(?!typeof$|column_size$|size_pretty$|size_bytes$)|lo_|lowrite$|loread$|dblink|postgres_fdw_|crosstab|aws_s3|http)/,
};

/** What reads files, the network, the environment or other sessions, runs SQL given as text, or waits. */
const refusals: Readonly<Record<DialectName, Refusals>> = {
  duckdb: {
    names:
      words(`glob sniff_csv getenv query query_table current_setting which_secret nextval currval checkpoint
      force_checkpoint json_execute_serialized_sql from_substrait from_substrait_json get_substrait load_aws_credentials
      arrow_scan pandas_scan python_map_function write_log enable_logging sql_auto_complete copy_database shapefile_meta`),
    pattern:
      /^(read_|parquet_|st_read|st_drivers|sqlite_|postgres_|mysql_|mssql_|iceberg_|delta_|ducklake_|unity_|pragma_|duckdb_|http_|gsheet|bigquery_|snowflake_|odbc_|nanoarrow_|file_)/,
  },
  postgres,
  redshift: postgres,
  snowflake: {
    names:
      words(`get_presigned_url get_stage_location get_absolute_path get_relative_path build_scoped_file_url
      build_stage_file_url result_scan infer_schema directory to_query try_to_query generate_column_description`),
    pattern: /^(system\$|ai_)/,
    qualified: /(^|\.)(cortex|core|ml)\./,
  },
  bigquery: { names: words("external_query"), qualified: /^(ml|ai)\./ },
  databricks: {
    names:
      words(`java_method reflect try_reflect http_request secret try_secret list_secrets remote_query input_file_name
      input_file_block_start input_file_block_length sequence_file cloud_files cloud_files_state vector_search read_files`),
    pattern: /^(read_|ai_|file_)/,
  },
  trino: {
    names: words("query raw_query execute kill_query runtime native_query"),
    qualified: /\bsystem\./,
  },
  clickhouse: {
    names:
      words(`url urlcluster file filecluster remote remotesecure cluster clusterallreplicas mysql postgresql sqlite
      mongodb redis jdbc odbc executable input merge dictionary loop arrowflight sleep sleepeachrow getsetting getmacro
      getserverport getserversetting getmergetreesetting hostname fqdn serveruuid reversednsquery catboostevaluate
      fuzzquery fuzzjson viewexplain showcertificate addresstoline addresstolinewithinlines addresstosymbol demangle
      trap filesystemavailable filesystemcapacity filesystemunreserved kafka nats rabbitmq displayname tcpport`),
    pattern: /^(s3|gcs|oss|cosn|hdfs|azureblob|iceberg|deltalake|hudi|paimon|ytsaurus|mergetree|timeseries)/,
  },
};

const everywhere = words(
  "sleep pg_sleep benchmark load_file getenv shell system exec xp_cmdshell lo_import lo_export dblink",
);

/** Whether a call is refused. In: the name in lower case, dotted when a schema is written. */
export function isForbiddenFunction(name: string, dialect: DialectName): boolean {
  const last = name.slice(name.lastIndexOf(".") + 1);
  const { names, pattern, qualified } = refusals[dialect];
  return (
    everywhere.has(last) || names.has(last) || pattern?.test(last) === true || qualified?.test(name) === true
  );
}

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

const clocks =
  words(`now current_timestamp current_date current_time current_datetime localtime localtimestamp getdate
  sysdate systimestamp sysdatetime get_current_timestamp get_current_time clock_timestamp statement_timestamp
  transaction_timestamp timeofday unix_timestamp today yesterday now64 utc_timestamp utctimestamp utc_date curdate curtime`);

const dice =
  words(`random rand rand32 rand64 randn randstr uuid uuid_string gen_random_uuid gen_random_bytes uuid_generate_v1
  uuid_generate_v4 generate_uuid generateuuidv4 generateuuidv7 uuidv4 uuidv7 newid randcanonical randconstant shuffle
  seq1 seq2 seq4 seq8 monotonically_increasing_id rownumberinallblocks rownumberinblock uniform zipf normal randomprintableascii
  randomstring randuniform randnormal setseed nextval`);

/** Kind of a function by its name. */
export function functionKind(name: string): "scalar" | "aggregate" | "window" {
  if (windows.has(name)) return "window";
  return aggregates.has(name) ? "aggregate" : "scalar";
}

/** Whether a function reads the clock or throws dice. */
export function functionVolatility(name: string): "clock" | "random" | undefined {
  if (clocks.has(name)) return "clock";
  return dice.has(name) ? "random" : undefined;
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
