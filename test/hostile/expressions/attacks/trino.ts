/** The attacks on Trino. Sources: its manual, and what has once got through. */
import { type Attacks, type Call, callsOf, quoted } from "../attack.ts";

const callsFor = (): Call[] =>
  callsOf(
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

const tablesFor = (): string[] => [
  ..."system.runtime.queries system.runtime.tasks system.runtime.nodes system.runtime.transactions system.metadata.catalogs system.metadata.table_properties system.jdbc.tables".split(
    " ",
  ),
  '"system"."runtime"."queries"',
  "SYSTEM.RUNTIME.QUERIES",
  "system . runtime /**/ . queries",
];

const textsFor = (): string[] => [
  "(select count(*) from table(memory.system.query(query => 'select 1')))",
  "(select count(*) from unnest(sequence(1, 10000)) a(x), unnest(sequence(1, 10000)) b(y), unnest(sequence(1, 10000)) c(z))",
  "(with recursive r(n) as (select 1 union all select n + 1 from r) select max(n) from r)",
  "set session query_max_run_time = '1d'",
  "call system.runtime.kill_query('a')",
  "(show catalogs)",
  "(explain select 1)",
  "regexp_like(concat_ws('', repeat('a', 10000)), '(a*)*(a*)*b')",
];

const spellings: Attacks["spellings"] = [
  ({ name, arguments: its }) => `system.builtin.${name}(${its})`,
  ({ name, arguments: its }) => `(select count(*) from table(${name}(${its})))`,
  ({ name, arguments: its }) => `(select count(*) from table(memory.system.${name}(query => ${its})))`,
  ({ name, arguments: its }) => `(select count(*) from table("${name}"(${its})))`,
  ({ name, arguments: its }) => `transform(array[1], x -> ${name}(${its}))`,
  ({ name, arguments: its }) => `try(${name}(${its}))`,
  ({ name, arguments: its }) => `row(${name}(${its}))`,
  ({ name, arguments: its }) => `array[${name}(${its})]`,
];

export function attacksOnTrino(): Attacks {
  return {
    dialect: "trino",
    quote: quoted,
    list: "array[1, 2]",
    calls: callsFor(),
    tables: tablesFor(),
    texts: textsFor(),
    spellings,
  };
}
