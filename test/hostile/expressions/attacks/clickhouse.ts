/** The attacks on ClickHouse. Sources: its manual, and what has once got through. */
import { type Attacks, type Call, callsOf, type Targets } from "../attack.ts";

const hex = (name: string) => [...name].map((c) => `\\x${c.charCodeAt(0).toString(16)}`).join("");

const callsFor = ({ file, out }: Targets): Call[] =>
  callsOf(
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
  );

const tablesFor = (): string[] => [
  ..."system.users system.query_log system.settings system.processes system.server_settings system.functions".split(
    " ",
  ),
  "system.`users`",
  "`system`.`users`",
  '"system" . "query_log"',
  "system/**/./**/users",
  "`sys\\x74em`.users",
];

const textsFor = ({ out }: Targets): string[] => [
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
];

const spellings: Attacks["spellings"] = [
  ({ name, arguments: its }) => `\`${hex(name)}\`(${its})`,
  ({ name, arguments: its }) => `"${name.slice(0, 1)}${hex(name.slice(1))}"(${its})`,
  ({ name, arguments: its }) => `(with ${name}(${its}) as v select v)`,
  ({ name, arguments: its }) => `1 in ${name}(${its})`,
  ({ name, arguments: its }) => `1 global in ${name}(${its})`,
  ({ name, arguments: its }) => `arrayMap(x -> ${name}(${its}), [1])`,
  ({ name, arguments: its }) => `(select * from view(select * from ${name}(${its})))`,
  ({ name, arguments: its }) => `[${name}(${its})]`,
];

export function attacksOnClickHouse(targets: Targets): Attacks {
  return {
    dialect: "clickhouse",
    quote: (name) => `\`${name}\``,
    list: "[1, 2]",
    calls: callsFor(targets),
    tables: tablesFor(),
    texts: textsFor(targets),
    spellings,
  };
}
