/** A Postgres with tables, a sequence, functions of its users', a session to be ended and a password to be told. */
import { Client } from "pg";
import { open } from "../../support/connections.ts";
import { startPostgres } from "../../support/postgres.ts";
import { type Arena, asked, changes, secretPlace, tableStatements } from "./arena.ts";
import { attacksOnPostgres } from "./attacks/postgres.ts";

const types = { integer: "integer", text: "text", decimal: "decimal(12,2)", timestamp: "timestamp" };

/** Roles: the connection's own is `attacker`. */
const setUp = (superuser: boolean) => [
  "create schema shop",
  ...tableStatements(types),
  "create sequence shop.numbers",
  `create role attacker login ${superuser ? "superuser" : ""}`,
  "create role keeper password 'keeper secret'",
  "create schema app",
  `create function app.note(what text) returns text volatile language sql
    as $$ select set_config('app.note', what, false) $$`,
  "create function app.wait() returns text volatile language sql as $$ select pg_sleep(60)::text $$",
  "create function app.clean(what text) returns text immutable language sql as $$ select lower(what) $$",
  "alter role attacker set search_path = public, app",
  "alter role attacker set standard_conforming_strings = off",
  "grant usage on schema shop, app to attacker",
  "grant select on all tables in schema shop to attacker",
  "grant all on sequence shop.numbers to attacker",
];

/** What can be lost, as one row. */
const state = `select (select count(*) from shop.orders) as orders, (select last_value::text || is_called from shop.numbers) as sequence,
  (select count(*) from pg_largeobject_metadata) as "large objects", (select count(*) from pg_class) as relations,
  (select count(*) from pg_locks where locktype = 'advisory') as "advisory locks",
  (select count(*) from pg_replication_slots) as slots, pg_conf_load_time()::text as "time of configuration"`;

const settings = `select name, setting from pg_settings where name not in ('application_name')
  union all select 'user', current_user::text union all select 'app.note', current_setting('app.note', true) order by 1`;

export async function postgresArena(superuser: boolean): Promise<Arena> {
  const place = await secretPlace();
  const server = await startPostgres();
  const { host, port, database } = server;
  const client = async (user: string) => {
    const connected = new Client({ host, port, user, database });
    connected.on("error", () => undefined);
    await connected.connect();
    return connected;
  };
  const owner = await client("test");
  for (const sql of setUp(superuser)) await owner.query(sql);
  const hash: string = (await owner.query("select rolpassword from pg_authid where rolname = 'keeper'"))
    .rows[0].rolpassword;
  let victim = await client("attacker");
  const pidOf = async (session: Client): Promise<number> =>
    (await session.query("select pg_backend_pid() as pid")).rows[0].pid;
  const pid = await pidOf(victim);
  const alone = await client("attacker");
  const connection = await open("postgres", { host, port, user: "attacker", database });
  const differs = changes();
  const attacks = attacksOnPostgres({ ...place, victim: pid });
  return {
    connection,
    attacks,
    secrets: [place.sentinel, hash],
    async damage() {
      const ended = await pidOf(victim).then(
        () => undefined,
        () => "ended another session",
      );
      if (ended) victim = await client("attacker");
      const changed = differs({
        ...(await owner.query(state)).rows[0],
        ...Object.fromEntries(await asked(connection, settings)),
        "settings of the control": JSON.stringify((await alone.query(settings)).rows),
      });
      return ended ?? (await place.written()) ?? changed;
    },
    controls: superuser
      ? [
          `select pg_read_file('${place.file}')`,
          "select max(rolpassword) from pg_authid",
          `copy (select 1) to '${place.out}/c.csv'`,
          "select lo_from_bytea(0, 'x')",
          `select pg_terminate_backend(${pid})`,
          "select set_config('statement_timeout', '7s', false)",
          "select nextval('shop.numbers')",
          "select pg_advisory_lock(1), pg_sleep(0.1)",
          "select app.note('called')",
          "select pg_reload_conf(), pg_sleep(0.5)",
        ]
      : [
          "select nextval('shop.numbers')",
          "select set_config('statement_timeout', '7s', false)",
          `select pg_terminate_backend(${pid})`,
        ],
    async unguarded(sql) {
      return JSON.stringify((await alone.query(sql)).rows);
    },
    async close() {
      await connection.close();
      for (const session of [owner, victim, alone]) await session.end().catch(() => undefined);
      await server.stop();
      await place.remove();
    },
  };
}
