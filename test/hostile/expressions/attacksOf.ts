/** The attacks on each engine. Sources: the engines' manuals, and what has once got through. */
import { type Attacks, type Call, callsOf, type Targets } from "./attack.ts";

const quoted = (name: string) => `"${name}"`;
const escaped = (name: string) =>
  [...name].map((letter) => `\\${letter.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");

export function attacksOnPostgres({ file, out, victim = 0 }: Targets): Attacks {
  return {
    dialect: "postgres",
    quote: quoted,
    list: "array[1, 2]",
    calls: callsOf(
      `pg_read_file('${file}')
      pg_read_binary_file('${file}')
      pg_ls_dir('/etc')
      pg_stat_file('${file}')
      lo_import('${file}')
      lo_export(1, '${out}/lo')
      lo_from_bytea(0, 'x')
      lo_put(1, 0, 'x')
      pg_file_write('${out}/w', 'x', false)
      pg_terminate_backend(${victim})
      pg_cancel_backend(${victim})
      set_config('statement_timeout', '0', false)
      set_config('role', 'test', false)
      set_config('default_transaction_read_only', 'off', false)
      current_setting('data_directory')
      pg_sleep(60)
      pg_sleep_for('1 minute')
      pg_advisory_lock(1)
      nextval('shop.numbers')
      setval('shop.numbers', 99)
      pg_reload_conf()
      pg_rotate_logfile()
      pg_switch_wal()
      pg_notify('shop', 'x')
      pg_logical_emit_message(false, 'a', 'b')
      pg_log_backend_memory_contexts(${victim})
      pg_create_restore_point('x')
      query_to_xml('select rolpassword from pg_authid', true, true, '')
      table_to_xml('pg_authid', true, true, '')
      schema_to_xml('pg_catalog', true, true, '')
      database_to_xml(true, true, '')
      ts_stat('select to_tsvector(rolpassword) from pg_authid')
      ts_rewrite('a'::tsquery, 'select ''a''::tsquery, ''b''::tsquery from pg_authid')
      dblink('dbname=postgres', 'select 1')
      setseed(0.5)
      txid_current()
      pg_export_snapshot()
      crypt('x', '$2a$31$abcdefghijklmnopqrstuu')
      pg_stat_get_activity(null)
      pg_hba_file_rules()
      pg_show_all_file_settings()
      current_query()`,
      "pg_catalog",
    ),
    tables: [
      ..."pg_authid pg_shadow pg_hba_file_rules pg_stat_activity pg_stat_ssl pg_file_settings pg_settings pg_user_mappings".split(
        " ",
      ),
      '"pg_authid"',
      "pg_catalog.pg_authid",
      'pg_catalog . "pg_shadow"',
      "PG_AUTHID",
      "only pg_authid",
      'U&"pg\\005fauthid"',
      "information_schema.user_mapping_options",
    ],
    texts: [
      `(table pg_authid)`,
      "xmlparse(document (select max(rolpassword) from pg_authid))",
      "(select count(*) from generate_series(1, 1000000000) a, generate_series(1, 1000000000) b)",
      "(with recursive r as (select 1 as n union all select n + 1 from r) select max(n) from r)",
      "repeat('a', 100000) ~ '(a*)*(a*)*(a*)*b'",
      "(select 1 from shop.orders for update)",
      "(delete from shop.orders returning 1)",
      "(with d as (delete from shop.orders returning 1) select count(*) from d)",
      "(with d as (insert into shop.orders select * from shop.orders returning 1) select count(*) from d)",
      `$$a$$ || pg_read_file($p$${file}$p$)`,
      `E'\\'' || pg_read_file('${file}') || E'\\''`,
      `'' /* /* */ ' */ || pg_read_file('${file}') -- '`,
      `pg_read_file(U&'\\002fetc\\002fpasswd')`,
      "do $$ begin perform pg_sleep(60); end $$",
      "copy (select 1) to program 'touch /tmp/x'",
      "app.note('called')",
      "app.wait()",
      "(select app.note('called'))",
      `app . "note"('called')`,
      `(select n from app.note('called') as t(n))`,
      `('called'::text).note`,
      `'\\''|| pg_read_file($$${file}$$)--'`,
      `'\\' || (select max(rolpassword) from pg_authid) --'`,
      "o.pg_read_file",
      "item.pg_read_file",
      "o.status.pg_read_file",
      "(o).pg_read_file",
      `(select i.pg_read_file from unnest(array['${file}']) as i)`,
      `(select i . "pg_read_file" from concat('${file}') i)`,
    ],
    spellings: [
      ({ name, arguments: its }) => `U&"${escaped(name)}"(${its})`,
      ({ name, arguments: its }) => `u&"${escaped(name.slice(0, 2))}${name.slice(2)}" (${its})`,
      ({ name, arguments: its }) => `U&"${escaped(name).replaceAll("\\", "!")}" uescape '!' (${its})`,
      ({ name, arguments: its }) => `pg_catalog.U&"${escaped(name)}"(${its})`,
      ({ name, arguments: its }) => `U&"pg\\005fcatalog"."${name}"(${its})`,
      ({ name, arguments: its }) => `(${firstOf(its)}).${name}`,
      ({ name, arguments: its }) => `(${firstOf(its)}::text) . "${name}"`,
      ({ name, arguments: its }) => `(array[${firstOf(its)}])[1].${name}`,
      ({ name, arguments: its }) => `(select x.${name} from concat(${firstOf(its)}) x)`,
      ({ name, arguments: its }) => `(select (x).${name} from (select ${firstOf(its)}::text) t(x))`,
      ({ name, arguments: its }) => `(select 1 from rows from (${name}(${its})) t)`,
      ({ name, arguments: its }) => `1 operator(pg_catalog.+) length(${name}(${its})::text)`,
      ({ name, arguments: its }) => `${name}(variadic array[${its}])`,
    ],
  };
}

const firstOf = (its: string): string => its.split(",")[0]?.trim() || "''";

export function attacksOnDuckDb({ file, out }: Targets): Attacks {
  return {
    dialect: "duckdb",
    quote: quoted,
    list: "[1, 2]",
    calls: callsOf(
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
    ),
    tables: [
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
    ],
    texts: [
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
    ],
    spellings: [
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
    ],
  };
}

export function attacksOnClickHouse({ file, out }: Targets): Attacks {
  const hex = (name: string) => [...name].map((c) => `\\x${c.charCodeAt(0).toString(16)}`).join("");
  return {
    dialect: "clickhouse",
    quote: (name) => `\`${name}\``,
    list: "[1, 2]",
    calls: callsOf(
      `file('${file}')
      file('${file}', 'LineAsString', 'a String')
      url('http://127.0.0.1:9/', 'CSV', 'a String')
      urlCluster('c', 'http://127.0.0.1:9/', 'CSV', 'a String')
      s3('http://127.0.0.1:9/', 'CSV')
      remote('127.0.0.1', system.one)
      remoteSecure('127.0.0.1', system.one)
      cluster('default', system.one)
      executable('cat ${file}', 'TSV', 'a String')
      python('x')
      eval('select 1')
      filesystem('/etc')
      sqlite('${out}/s.db', 't')
      mysql('127.0.0.1:9', 'a', 'b', 'c', 'd')
      postgresql('127.0.0.1:9', 'a', 'b', 'c', 'd')
      merge('system', '.*')
      dictionary('d')
      input('a String')
      fuzzQuery('select 1')
      viewExplain('EXPLAIN', '', (select 1))
      loop(system.one)
      mergeTreeIndex('shop', 'orders')
      sleep(3)
      sleepEachRow(3)
      getSetting('max_threads')
      getMacro('a')
      getServerPort('tcp_port')
      hostName()
      fqdn()
      serverUUID()
      tcpPort()
      showCertificate()
      getClientHTTPHeader('X-ClickHouse-Key')
      globalVariable('version')
      filesystemAvailable()
      queryID()
      initialQueryID()
      connectionId()
      logTrace('x')
      addressToLine(1)
      demangle('x')
      catboostEvaluate('${file}', 1)
      aiGenerate('x', 'y')
      evalMLMethod(1, 2)
      structureToCapnProtoSchema('a Int8')
      reverseDNSQuery('127.0.0.1')`,
      "system",
    ),
    tables: [
      ..."system.users system.query_log system.settings system.processes system.server_settings system.functions".split(
        " ",
      ),
      "system.`users`",
      "`system`.`users`",
      '"system" . "query_log"',
      "system/**/./**/users",
      "`sys\\x74em`.users",
    ],
    texts: [
      "1 in system.users",
      "1 global in (system.users)",
      `(select 1 into outfile '${out}/x')`,
      `select 1 into outfile '${out}/x'`,
      "(select 1 settings readonly = 0)",
      "(select count() from numbers(100000000000) where number % 7 = 8)",
      "(select sum(sipHash64(number)) from numbers_mt(100000000000))",
      "(with recursive r as (select 1 as n union all select n + 1 from r) select max(n) from r)",
      "(select a from format(LineAsString, 'x'))",
      "(select x from view(select * from system.users))",
      `insert into function file('${out}/x') select 1`,
    ],
    spellings: [
      ({ name, arguments: its }) => `\`${hex(name)}\`(${its})`,
      ({ name, arguments: its }) => `"${name.slice(0, 1)}${hex(name.slice(1))}"(${its})`,
      ({ name, arguments: its }) => `(with ${name}(${its}) as v select v)`,
      ({ name, arguments: its }) => `1 in ${name}(${its})`,
      ({ name, arguments: its }) => `1 global in ${name}(${its})`,
      ({ name, arguments: its }) => `arrayMap(x -> ${name}(${its}), [1])`,
      ({ name, arguments: its }) => `(select * from view(select * from ${name}(${its})))`,
      ({ name, arguments: its }) => `[${name}(${its})]`,
    ],
  };
}

export function attacksOnTrino(): Attacks {
  const calls: Call[] = callsOf(
    `getenv('HOME')
    query('select 1')
    raw_query('select 1')
    execute('select 1')
    kill_query('a', 'b')
    sleep(60)
    pg_sleep(60)
    read_text('/etc/passwd')
    load_file('/etc/passwd')
    http_get('http://127.0.0.1')
    runtime('a')
    native_query('a')
    exec('a')
    shell('a')
    system('a')
    reload()
    set_session('a', 'b')
    sync_partition_metadata('a', 'b', 'c')
    no_such_function(1)
    dblink('a')`,
    "system",
  );
  return {
    dialect: "trino",
    quote: quoted,
    list: "array[1, 2]",
    calls,
    tables: [
      ..."system.runtime.queries system.runtime.tasks system.runtime.nodes system.runtime.transactions system.metadata.catalogs system.metadata.table_properties system.jdbc.tables".split(
        " ",
      ),
      '"system"."runtime"."queries"',
      "SYSTEM.RUNTIME.QUERIES",
      "system . runtime /**/ . queries",
    ],
    texts: [
      "(select count(*) from table(memory.system.query(query => 'select 1')))",
      "(select count(*) from unnest(sequence(1, 10000)) a(x), unnest(sequence(1, 10000)) b(y), unnest(sequence(1, 10000)) c(z))",
      "(with recursive r(n) as (select 1 union all select n + 1 from r) select max(n) from r)",
      "set session query_max_run_time = '1d'",
      "call system.runtime.kill_query('a')",
      "(show catalogs)",
      "(explain select 1)",
      "regexp_like(concat_ws('', repeat('a', 10000)), '(a*)*(a*)*b')",
    ],
    spellings: [
      ({ name, arguments: its }) => `system.builtin.${name}(${its})`,
      ({ name, arguments: its }) => `(select count(*) from table(${name}(${its})))`,
      ({ name, arguments: its }) => `(select count(*) from table(memory.system.${name}(query => ${its})))`,
      ({ name, arguments: its }) => `(select count(*) from table("${name}"(${its})))`,
      ({ name, arguments: its }) => `transform(array[1], x -> ${name}(${its}))`,
      ({ name, arguments: its }) => `try(${name}(${its}))`,
      ({ name, arguments: its }) => `row(${name}(${its}))`,
      ({ name, arguments: its }) => `array[${name}(${its})]`,
    ],
  };
}
