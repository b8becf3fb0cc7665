/** `eventspec init`, and so *Create Project*: a project for the data in a folder, whose first event has rows. */
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";
import { writeDatabase } from "../support/duckdbFile.ts";

/** Makes a project of files, and more by `prepare`; what it wrote, and what was said. */
async function made<T>(
  files: Readonly<Record<string, string>>,
  look: (project: Project) => Promise<T>,
  prepare: (folder: string) => Promise<void> = async () => undefined,
): Promise<T> {
  const folder = await temporaryFolder(files);
  try {
    await prepare(folder.path);
    const cli = (...args: string[]) => runHere(args, { cwd: folder.path });
    const { code, stdout, stderr } = await cli("init");
    assert.equal(code, 0, stderr);
    const read = (file: string) => readFile(join(folder.path, file), "utf8");
    const rows = async (event: string) => {
      const shown = await cli("preview", event, "--format", "json");
      assert.equal(shown.code, 0, shown.stderr);
      return JSON.parse(shown.stdout).rows as unknown[];
    };
    return await look({ path: folder.path, said: stdout, cli, read, rows });
  } finally {
    await folder.remove();
  }
}

interface Project {
  readonly path: string;
  readonly said: string;
  cli(...args: string[]): ReturnType<typeof runHere>;
  read(file: string): Promise<string>;
  rows(event: string): Promise<unknown[]>;
}

const orders =
  "id,customer_id,created_at,shipped_at,total\n1,7,2026-01-01 10:00:00,,12.5\n2,8,2026-01-02 10:00:00,2026-01-03,13\n";
const dbt = {
  "dbt_project.yml": 'name: shop\nversion: "1.0"\nprofile: shop\n',
  "profiles.yml": "shop: {target: dev, outputs: {dev: {type: duckdb, path: dev.duckdb}}}\n",
  "seeds/raw.csv": "id,at\n1,2026-01-01\n",
};
const built = (folder: string) =>
  writeDatabase(
    join(folder, "dev.duckdb"),
    "create table stg_customers as select 1 as customer_id, 'Ann' as first_name",
    `create table fct_orders as select i as order_id, 1 as customer_id, timestamp '2026-01-01' + interval (i) day as ordered_at,
       now() as _synced_at, i * 1.5 as total from range(3) as r(i)`,
  );

describe("A new project", () => {
  it("of three CSV files can be checked, and its first event previewed", () =>
    made(
      {
        "data/customers.csv": "id,name\n7,Ann\n",
        "data/Orders 2026.csv": orders,
        "tickets.csv": "id,subject\n1,late\n",
      },
      async ({ said, cli, read, rows }) => {
        assert.match(
          said,
          /^Wrote eventspec\.yml\nWrote events\/orders_2026\.events\.yml\nNext: eventspec preview orders_2026_created\n$/,
        );
        const event = await read("events/orders_2026.events.yml");
        assert.match(
          event,
          /# Time: created_at, in all 2 rows read\.\n[\s\S]*# Time: shipped_at, in 1 of 2 rows read\.\n/,
        );
        assert.match(event, /# Key: id, another one in each of 2 rows read\.\n/);
        assert.match(event, /\n {2}customer: t\.customer_id\n/);
        assert.match(event, /\nproperties:\n {2}total:\n {4}sql: t\.total\n/);
        const checked = await cli("check", "--format", "json");
        assert.equal(checked.code, 0, checked.stdout + checked.stderr);
        assert.equal((await rows("orders_2026_created")).length, 2);
      },
    ));

  it("of a dbt project reads what dbt has built, by the profile, and asks it by itself from then on", () =>
    made(
      dbt,
      async ({ read, rows, cli }) => {
        assert.match(
          await read("eventspec.yml"),
          /\nconnection: dbt\nconnections:\n {2}dbt:\n {4}type: dbt\n\nteams/,
        );
        const event = await read("events/fct_orders.events.yml");
        assert.match(event, /\nfrom: fct_orders\nas: t\nkey: t\.order_id\n/);
        assert.match(event, /\n {4}at: t\.ordered_at\n/);
        assert.match(event, /\n {2}order: t\.order_id\n {2}customer: t\.customer_id\n/);
        assert.equal((await rows("order_ordered")).length, 3);
        const compiled = await cli("compile", "order_ordered");
        assert.equal(compiled.code, 0, compiled.stderr);
        const { stderr } = await cli("check", "--require-warehouse");
        assert.doesNotMatch(stderr, /asked only when it is named/);
      },
      built,
    ));

  it("of a dbt project names models as dbt does, once it has a manifest", async () => {
    const node = {
      resource_type: "model",
      package_name: "shop",
      name: "fct_orders",
      database: "dev",
      schema: "main",
      config: { materialized: "table" },
    };
    const manifest = { metadata: { project_name: "shop", adapter_type: "duckdb" }, nodes: { m: node } };
    await made(
      { ...dbt, "target/manifest.json": JSON.stringify(manifest) },
      async ({ read, rows }) => {
        assert.match(await read("events/fct_orders.events.yml"), /\nfrom: ref\('fct_orders'\)\n/);
        assert.equal((await rows("order_ordered")).length, 3);
      },
      built,
    );
  });

  it("of a dbt project takes what dbt knows: who owns a table, its key, when rows are loaded, what is personal", async () => {
    const test = (name: string, column: string) => ({
      resource_type: "test",
      column_name: column,
      attached_node: "m",
      test_metadata: { name },
    });
    const node = {
      ...{
        resource_type: "model",
        package_name: "shop",
        name: "fct_orders",
        database: "dev",
        schema: "main",
      },
      group: "finance",
      loaded_at_field: "_synced_at",
      columns: {
        order_id: { name: "order_id" },
        customer_id: { name: "customer_id" },
        total: { name: "total", description: "With tax.\n\nIn euros." },
        note: { name: "note", meta: { contains_pii: true } },
      },
    };
    const manifest = {
      metadata: { project_name: "shop", adapter_type: "duckdb" },
      nodes: { m: node, t1: test("unique", "order_id"), t2: test("not_null", "order_id") },
      groups: {
        g: {
          name: "finance",
          package_name: "shop",
          owner: { email: "finance@shop.example", slack: "#money" },
        },
        h: { name: "web", package_name: "shop", owner: { name: "Web" } },
      },
    };
    await made(
      {
        ...dbt,
        "apackage/dbt_project.yml": "name: apackage\n",
        "target/manifest.json": JSON.stringify(manifest),
      },
      async ({ read, rows, cli }) => {
        const project = await read("eventspec.yml");
        assert.match(project, /\ndbt: \{project: \.\}\n/);
        assert.match(
          project,
          /\nteams:\n {2}finance: \{email: finance@shop\.example, slack: '#money'\}\n {2}web: \{\}\n/,
        );
        const event = await read("events/fct_orders.events.yml");
        assert.match(
          event,
          /\n# Key: order_id, unique and never null by dbt's tests; another one in each of 3 rows/,
        );
        assert.match(event, /\nkey: t\.order_id\nloaded_at: t\._synced_at\nowner: finance\n/);
        assert.match(event, /\n {2}total:\n {4}sql: t\.total\n {4}description: With tax\.\n/);
        assert.doesNotMatch(event, /note/);
        assert.equal((await rows("order_ordered")).length, 3);
        const { code, stdout } = await cli("check");
        assert.equal(code, 0, stdout);
        assert.doesNotMatch(stdout, /error/);
      },
      (folder) =>
        writeDatabase(
          join(folder, "dev.duckdb"),
          `create table fct_orders as select i as twin, i as order_id, 1 as customer_id,
             timestamp '2026-01-01' + interval (i) day as ordered_at, now() as _synced_at, i * 1.5 as total, 'x' as note
           from range(3) as r(i)`,
        ),
    );
  });

  it("in a folder of a dbt project names the project that holds it, up to the repository", async () => {
    const folder = await temporaryFolder({
      ".git/HEAD": "ref: refs/heads/main\n",
      ...Object.fromEntries(Object.entries(dbt).map(([name, text]) => [`wh/${name}`, text])),
      "wh/events/about.txt": "",
      "other/about.txt": "",
    });
    try {
      const project = async (name: string) => {
        const { code, stderr } = await runHere(["init"], { cwd: join(folder.path, name) });
        assert.equal(code, 0, stderr);
        return readFile(join(folder.path, name, "eventspec.yml"), "utf8");
      };
      assert.match(
        await project("wh/events"),
        /\ndbt: \{project: \.\.\}\n[\s\S]*\n {4}type: dbt\n {4}project: \.\.\n/,
      );
      assert.match(await project("other"), /No data was found here/);
    } finally {
      await folder.remove();
    }
  });

  it("of a dbt project that was not built says so, and what builds it", () =>
    made(dbt, async ({ said, read }) => {
      assert.match(said, /No event was added: .*the database file does not exist.*`dbt build` makes/);
      assert.match(await read("eventspec.yml"), /^# No event was added: .*does not exist.*\neventspec: 1\n/);
    }));

  it("of a DuckDB file takes the table whose rows all have a time and a key", () =>
    made(
      {},
      async ({ read }) => {
        assert.match(
          await read("eventspec.yml"),
          /\n {2}database:\n {4}type: duckdb\n {4}path: shop\.duckdb\n/,
        );
        assert.match(await read("events/tickets.events.yml"), /\nkey: t\."Ticket No"\n/);
      },
      (folder) =>
        writeDatabase(
          join(folder, "shop.duckdb"),
          "create table clicks as select 1 as visitor_id, now() as clicked_at from range(3)",
          "create table tickets as select i as \"Ticket No\", timestamp '2026-01-01' as opened_at from range(3) as r(i)",
        ),
    ));

  it("says where a key repeats, and where no table has a time", async () => {
    const clicks = "visitor_id,clicked_at\n1,2026-01-01 10:00:00\n1,2026-01-01 10:00:00\n";
    await made({ "clicks.csv": clicks }, async ({ read }) =>
      assert.match(
        await read("events/clicks.events.yml"),
        /# Key: visitor_id, clicked_at, it repeats in the rows read/,
      ),
    );
    await made({ "names.csv": "id,name\n1,Ann\n" }, async ({ said }) =>
      assert.match(said, /No event was added: no table has a column that says when something happened/),
    );
  });

  it("names what happened as names of events are, and reads columns that are called like words of SQL", () =>
    made(
      { "deliveries.csv": "id,at,order\n1,2026-01-01 10:00:00,a\n2,2026-01-02 10:00:00,b\n" },
      async ({ read, cli }) => {
        const event = await read("events/deliveries.events.yml");
        assert.match(event, /# Time: at, in all 2 rows read\./);
        assert.match(event, /\n {2}delivery_recorded:\n/);
        const { code, stdout } = await cli("check");
        assert.equal(code, 0, stdout);
      },
    ));

  it("of columns whose names are odd, taken or twice there leaves a spec that is right", () =>
    made(
      {
        "a.csv":
          '"id","created_at","source","Total","total_","event_id","a #b: c","e-mail","1st"\n1,2026-01-01 10:00:00,x,1,2,y,z,m,f\n',
      },
      async ({ read, cli, rows }) => {
        const event = await read("events/a.events.yml");
        assert.match(
          event,
          /\nproperties:\n {2}total:\n {4}sql: t\.\w+\n.*\n {2}a_b_c:\n {4}sql: 't\."a #b: c"'\n.*\n\nevents:/,
          event,
        );
        const { code, stdout } = await cli("check");
        assert.equal(code, 0, stdout);
        assert.equal((await rows("a_created")).length, 1);
      },
    ));

  it("leaves a file that can't be read out, and says why", () =>
    made(
      { "orders.csv": orders },
      async ({ cli, read }) => {
        const project = await read("eventspec.yml");
        assert.match(project, /\n {6}# .*no UTF-8.*\n {6}# odd: odd\.csv\n {6}orders: orders\.csv\n/);
        const { code, stdout } = await cli("check");
        assert.equal(code, 0, stdout);
      },
      (folder) => writeFile(join(folder, "odd.csv"), Buffer.from("id\n\xff\xd8\n", "latin1")),
    ));

  it("of nothing says how to go on", () =>
    made({}, async ({ read }) => assert.match(await read("eventspec.yml"), /# No data was found here/)));

  it("overwrites nothing", () =>
    made({ "orders.csv": orders, "events/orders.events.yml": "# mine\n" }, async ({ path, cli, read }) => {
      assert.equal(await read("events/orders.events.yml"), "# mine\n");
      await writeFile(join(path, "eventspec.yml"), "eventspec: 1\n");
      const { code, stderr } = await cli("init");
      assert.equal(code, 2);
      assert.match(stderr, /There is a project already: eventspec\.yml/);
      assert.equal(await read("eventspec.yml"), "eventspec: 1\n");
    }));
});
