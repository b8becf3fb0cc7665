/** The attacks on DuckDB. Sources: its manual, and what has once got through. */
import { type Attacks, type Call, callsOf, escaped, firstOf, quoted, type Targets } from "../attack.ts";

const callsFor = ({ file, out }: Targets): Call[] =>
  callsOf(
    `read_text('${file}')
      read_blob('${file}')
      read_csv('${file}')
      read_csv_auto('${file}', header = false)
      read_json('${file}')
      read_json_objects('${file}')
      read_ndjson_auto('${file}')
      read_parquet('${file}')
      parquet_scan('${file}')
      parquet_metadata('${file}')
      sniff_csv('${file}')
      glob('/etc/*')
      getenv('HOSTILE_SECRET')
      query('select content from read_text(''${file}'')')
      query_table('${file}')
      json_execute_serialized_sql(json_serialize_sql('select content from read_text(''${file}'')'))
      enable_profiling('json')
      disable_profiling()
      enable_logging()
      disable_logging()
      truncate_duckdb_logs()
      enable_peg_parser()
      checkpoint()
      force_checkpoint()
      duckdb_secrets()
      duckdb_settings()
      duckdb_logs()
      duckdb_databases()
      which_secret('s3://a', 's3')
      pragma_database_size()
      pragma_version()
      pragma_table_info('shop.orders')
      pragma_storage_info('orders')
      current_setting('temp_directory')
      nextval('shop.numbers')
      setseed(0.5)
      write_log('x')
      sleep_ms(60000)
      pg_sleep(60)
      histogram_values('${file}', 'column0')
      histogram('${file}', 'column0')
      import_database('${out}')
      copy_database('a', 'b')
      user_agent()
      show_tables()
      sqlite_scan('${file}', 't')
      postgres_scan('host=x', 'a', 'b')
      seq_scan('orders')`,
    "main",
  );

const tablesFor = ({ file }: Targets): string[] => [
  ..."duckdb_logs duckdb_databases duckdb_tables sqlite_master pg_settings pg_catalog.pg_settings main.duckdb_logs".split(
    " ",
  ),
  `'${file}'`,
  `"${file}"`,
  `'${file.replace("/", "//")}'`,
  `E'${[...file].map((c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, "0")}`).join("")}'`,
  `$$${file}$$`,
  "'file:///etc/passwd'",
  "'https://127.0.0.1:9/a.csv'",
  "'duckdb_settings'",
  '"duckdb_logs"',
];

const textsFor = ({ file, out }: Targets): string[] => [
  "(summarize duckdb_logs)",
  "(from (describe select 1))",
  `(from read_text('${file}') select content)`,
  `copy (select 1) to '${out}/c.csv'`,
  `(copy shop.orders to '${out}/c.csv')`,
  `attach '${out}/a.db' as a`,
  "(pragma enable_profiling)",
  "(call enable_profiling())",
  "install httpfs",
  "(select count(*) from range(1000000000000) a, range(1000000000000) b)",
  "(with recursive r as (select 1 as n union all select n + 1 from r) select max(n) from r)",
  "repeat('x', 2000000000)",
  "(range(300000000)::text)",
  "list_sum(range(3000000000))",
  "(select sum(length(repeat('x', 100000000))) from range(1000))",
  "regexp_matches(repeat('a', 100000), '(a*)*(a*)*b')",
];

const spellings: Attacks["spellings"] = [
  ({ name, arguments: its }) => `(${firstOf(its)}).${name}()`,
  ({ name, arguments: its }) => `${firstOf(its)}.${name}()`,
  ({ name, arguments: its }) => `o.status.${name}(${its})`,
  ({ name, arguments: its }) => `system.main.${name}(${its})`,
  ({ name, arguments: its }) => `(from ${name}(${its}))`,
  ({ name, arguments: its }) => `(from "${name}"/**/(${its}))`,
  ({ name, arguments: its }) => `(from a: ${name}(${its}))`,
  ({ name, arguments: its }) => `list_transform([1], x -> ${name}(${its}))`,
  ({ name, arguments: its }) => `[${name}(${its}) for x in [1]]`,
  ({ name, arguments: its }) => `{'a': ${name}(${its})}`,
  ({ name, arguments: its }) => `(pivot ${name}(${its}) on a)`,
  ({ name, arguments: its }) => `(summarize (from ${name}(${its})))`,
  ({ name, arguments: its }) => `U&"${escaped(name)}"(${its})`,
  ({ name, arguments: its }) => `list_aggregate([${its || "1"}], '${name}')`,
];

export function attacksOnDuckDb(targets: Targets): Attacks {
  return {
    dialect: "duckdb",
    quote: quoted,
    list: "[1, 2]",
    calls: callsFor(targets),
    tables: tablesFor(targets),
    texts: textsFor(targets),
    spellings,
  };
}
