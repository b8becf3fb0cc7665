/** The attacks on Postgres. Sources: its manual, and what has once got through. */
import { type Attacks, type Call, callsOf, escaped, firstOf, quoted, type Targets } from "../attack.ts";

const callsFor = ({ file, out, victim = 0 }: Targets): Call[] =>
  callsOf(
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
  );

const tablesFor = (): string[] => [
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
];

const textsFor = ({ file }: Targets): string[] => [
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
];

const spellings: Attacks["spellings"] = [
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
];

export function attacksOnPostgres(targets: Targets): Attacks {
  return {
    dialect: "postgres",
    quote: quoted,
    list: "array[1, 2]",
    calls: callsFor(targets),
    tables: tablesFor(),
    texts: textsFor(targets),
    spellings,
  };
}
