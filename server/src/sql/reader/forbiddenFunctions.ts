/** Functions that EventSpec refuses, wherever they stand. Names in lower case. */
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
    cursor_to_xml inet_client_addr inet_client_port inet_server_addr inet_server_port get_raw_page crypt setseed set_limit
    row_security_active`),
  pattern:
    /^(pg_(?!typeof$|column_size$|size_pretty$|size_bytes$|input_is_valid$|lsn$)|lo_|lowrite$|loread$|dblink|postgres_fdw_|crosstab|aws_|http|txid_|binary_upgrade_|currtid|gin_clean|brin_)|_to_xml/,
};

/** What reads files, the network, the environment or other sessions, runs SQL given as text, or waits. */
const refusals: Readonly<Record<DialectName, Refusals>> = {
  duckdb: {
    names:
      words(`glob sniff_csv getenv query query_table current_setting which_secret nextval currval checkpoint
      force_checkpoint json_execute_serialized_sql from_substrait from_substrait_json get_substrait load_aws_credentials
      arrow_scan pandas_scan python_map_function sql_auto_complete copy_database shapefile_meta get_block_size
      current_query current_query_id current_connection_id current_transaction_id setseed stats sleep_ms`),
    pattern:
      /^(read_|parquet_|st_read|st_drivers|sqlite_|postgres_|mysql_|mssql_|iceberg_|delta_|ducklake_|unity_|pragma_|duckdb_|http_|gsheet|bigquery_|snowflake_|odbc_|nanoarrow_|file_|enable_|disable_|write_log|truncate_duckdb_|pg_(?!typeof$|size_pretty$))/,
  },
  postgres,
  redshift: postgres,
  snowflake: {
    names:
      words(`get_presigned_url get_stage_location get_absolute_path get_relative_path build_scoped_file_url
      build_stage_file_url result_scan infer_schema directory to_query try_to_query generate_column_description identifier
      all_user_names complete_task_graphs current_task_graphs current_ip_address explain_json external_table_files
      extract_semantic_categories get_ddl get_object_references get_query_operator_stats last_query_id last_transaction
      policy_context policy_references task_dependents validate validate_pipe_load agent_run`),
    pattern:
      /^(system\$|ai_|tag_references|data_metric|external_table_|copy_)|_history(_by_\w+)?$|_progress(_by_job)?$/,
    qualified: /(^|\.)(cortex|core|ml)\./,
  },
  bigquery: {
    names: words("external_query table_query table_date_range table_date_range_strict"),
    pattern: /^(ai_|vector_search$)/,
    qualified: /^(ml|ai|bq|obj|keys)\./,
  },
  databricks: {
    names:
      words(`java_method reflect try_reflect http_request secret try_secret list_secrets remote_query input_file_name
      input_file_block_start input_file_block_length sequence_file cloud_files cloud_files_state vector_search read_files identifier event_log python_worker_logs sql_keywords
      table_changes`),
    pattern: /^(read_|ai_|file_|current_metastore|current_recipient)/,
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
      trap filesystemavailable filesystemcapacity filesystemunreserved kafka nats rabbitmq displayname tcpport fullhostname
      getclienthttpheader currentrequesturl currenthandler globalvariable getserverport getsettingordefault connectionid
      connection_id queryid query_id initialqueryid initial_query_id currentqueryid current_query_id transactionid
      transactionlatestsnapshot transactionoldestsnapshot zookeepersessionuptime getoskernelversion buildid logtrace
      structuretocapnprotoschema structuretoprotobufschema generateserialid hasthreadfuzzer shardnum shardcount
      getmaxtablenamelengthfordatabase evalmlmethod eval python format_schema`),
    pattern:
      /^(s3|gcs|oss|cosn|hdfs|azureblob|iceberg|deltalake|hudi|paimon|ytsaurus|mergetree|timeseries|prometheus|__)/,
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
