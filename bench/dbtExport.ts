/** Whether a dbt project is behind its specs, beside what dbt takes to read that project. */
import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { temporaryFolder } from "../test/support/connections.ts";
import { dbtManifest } from "../test/support/dbtManifest.ts";
import { dbtPython } from "../test/support/dbtProject.ts";
import { distribution } from "./support/measure.ts";
import type { Row } from "./support/report.ts";

const specCount = 100;
const eventsPerSpec = 5;
const rounds = 3;

/** Runs a command and tells the seconds of processor time that it took. */
const timed = `
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime)
`;
const count = specCount * eventsPerSpec;

/** In processor time, each program from start to end. */
export async function exportCheck(root: string): Promise<Row> {
  const python = await dbtPython();
  const folder = await temporaryFolder(files());
  const cost = async (...command: string[]): Promise<number> =>
    Number((await promisify(execFile)(python, ["-c", timed, ...command], { cwd: folder.path })).stdout) *
    1000;
  const ours = (...more: string[]) =>
    cost(process.execPath, join(root, "dist", "cli.js"), "export", "dbt", ...more);
  const parse = () => cost(join(dirname(python), "dbt"), "parse", "--no-partial-parse");
  try {
    await ours();
    await parse();
    const [mine, theirs]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      mine.push(await ours("--check"));
      theirs.push(await parse());
    }
    const [one, other] = [distribution(mine), distribution(theirs)];
    return {
      work: `export dbt --check of ${count} events, whole process`,
      against: "dbt parse --no-partial-parse of the same project",
      ours: one,
      theirs: other,
      ratio: one.median / other.median,
      goal: { ratio: 0.1 },
    };
  } finally {
    await folder.remove();
  }
}

function files(): Record<string, string> {
  const numbers = Array.from({ length: specCount }, (_, at) => at);
  const types = {
    order_id: "BIGINT",
    customer_id: "BIGINT",
    status: "VARCHAR",
    at: "TIMESTAMP",
    loaded_at: "TIMESTAMPTZ",
  };
  const columns = Object.entries(types).map(([name, type]) => ({ name, type }));
  const staging = Object.entries(types).map(([name, type]) => `cast(null as ${type}) as ${name}`);
  return {
    "dbt_project.yml":
      "name: shop\nversion: '1.0'\nprofile: shop\nflags: {send_anonymous_usage_stats: false}\n",
    "profiles.yml": "shop: {target: dev, outputs: {dev: {type: duckdb, path: warehouse.duckdb}}}\n",
    "eventspec.yml":
      "eventspec: 1\nname: p\ndbt: {project: .}\nentities: {customer: {type: integer}}\nstreams: {all_events: {layout: narrow}}\n",
    "eventspec.catalog.json": JSON.stringify({
      version: 1,
      dialect: "duckdb",
      tables: numbers.map((at) => ({ name: `ref('stg_${at}')`, columns })),
    }),
    "target/manifest.json": dbtManifest(
      "duckdb",
      numbers.map((at) => ({ name: `stg_${at}` })),
    ),
    ...Object.fromEntries(
      numbers.flatMap((at) => [
        [`models/stg_${at}.sql`, `select ${staging.join(", ")}\n`],
        [`events/orders_${at}.events.yml`, spec(at)],
      ]),
    ),
  };
}

function spec(at: number): string {
  const events = Array.from(
    { length: eventsPerSpec },
    (_, event) => `  order_${at}_${event}:
    description: Something happened to an order.
    at: o.at
    where: o.status = '${event}'
    properties: {status: {sql: o.status, type: string, description: Its status., required: true, values: [a, b]}}
`,
  );
  return `from: ref('stg_${at}')
as: o
key: o.order_id
loaded_at: o.loaded_at
lookback: 3 days
entities: {customer: o.customer_id}
events:
${events.join("")}`;
}
