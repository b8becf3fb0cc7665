import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { chmod } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { temporaryFolder } from "../support/connections.ts";
import { type PostgresServer, postgresPrograms, startPostgres } from "../support/postgres.ts";
import { airflowPython } from "../support/pythonPackages.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

interface Task {
  readonly task: string;
  readonly after: readonly string[];
  readonly command: string;
}

const project = (server: PostgresServer) => `eventspec: 1
name: shop
rules: {extends: minimal}
entities: {customer: {type: integer}}
connections:
  prod: ${JSON.stringify({ type: "postgres", host: server.host, port: server.port, user: server.user, database: server.database })}
streams:
  customer_events: {layout: narrow, entity: customer, relation: public.customer_events, occurrence: none}
`;
const events = `from: shop.orders
as: o
key: o.order_id
loaded_at: o.loaded_at
lookback: 3 days
entities: {customer: o.customer_id}
events:
  order_placed: {at: o.ordered_at}
`;

describe("the DAG for Airflow", function () {
  this.timeout(180_000);
  let server: PostgresServer;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let tasks: readonly Task[];

  before(async () => {
    server = await startPostgres();
    await server.sql(`
      create schema shop;
      create table shop.orders (order_id int, customer_id int, ordered_at timestamptz, loaded_at timestamptz);
      insert into shop.orders values (1, 7, now() - interval '2 days', now()), (2, 8, now() - interval '1 day', now())`);
    folder = await temporaryFolder({
      "home/.keep": "",
      "bin/eventspec": `#!/bin/sh\nexec node "${join(root, "dist", "cli.js")}" "$@"\n`,
      "project/eventspec.yml": project(server),
      "project/orders.events.yml": events,
    });
    await chmod(join(folder.path, "bin", "eventspec"), 0o755);
    const env = {
      ...process.env,
      AIRFLOW_HOME: join(folder.path, "home"),
      AIRFLOW__CORE__LOAD_EXAMPLES: "False",
    };
    const script = join(root, "test", "engines", "python", "dags.py");
    const { stdout } = await promisify(execFile)(
      await airflowPython(),
      [script, join(root, "examples", "airflow")],
      { env },
    );
    const read = JSON.parse(stdout.slice(stdout.indexOf('{"errors"')));
    assert.deepEqual(read.errors, {});
    tasks = read.dags.shop_events;
  });
  after(async () => {
    await folder?.remove();
    await server?.stop();
  });

  it("is read by Airflow, as tasks that follow each other", () => {
    assert.deepEqual(
      tasks.map(({ task, after }) => [task, after]),
      [
        ["check", []],
        ["write_scripts", ["check"]],
        ["build_tables", ["write_scripts"]],
        ["prove", ["build_tables"]],
      ],
    );
  });

  it("builds the tables, changes nothing when it is run again, and takes in what is new", async () => {
    assert.equal(await built(), "2 customer_events");
    assert.equal(await built(), "2 customer_events");
    await server.sql("insert into shop.orders values (3, 9, now() - interval '1 hour', now())");
    assert.equal(await built(), "3 customer_events");
  });

  /** Runs each command as the scheduler does; how many rows there are in the table then. */
  async function built(): Promise<string> {
    const { host, port, user, database } = server;
    const env = {
      ...process.env,
      PATH: [join(folder.path, "bin"), postgresPrograms(), process.env.PATH].join(delimiter),
      ...{ PGHOST: host, PGPORT: String(port), PGUSER: user, PGDATABASE: database },
    };
    for (const { task, command } of tasks) {
      const shell = command
        .replaceAll("/tmp/eventspec/{{ run_id }}", join(folder.path, "scripts"))
        .replaceAll("/opt/events", join(folder.path, "project"))
        .replaceAll("{{ data_interval_end.isoformat() }}", new Date().toISOString());
      const { status, stdout, stderr } = spawnSync("bash", ["-c", shell], { env, encoding: "utf8" });
      assert.equal(status, 0, `${task}: ${stdout}${stderr}`);
    }
    const count = "select count(*) from public.customer_events";
    const { stdout } = spawnSync("psql", ["--tuples-only", "--no-align", "--command", count], {
      env,
      encoding: "utf8",
    });
    return `${stdout.trim()} customer_events`;
  }
});
