/** What is proved of exported tests wherever dbt runs them: they fail exactly where `eventspec test` says that a check does. */
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { eventLabel } from "../../server/src/project/givenTogether.ts";
import { loadProject } from "../../server/src/project/loadProject.ts";
import { nodeFileSystem } from "../../server/src/project/nodeFileSystem.ts";
import type { CheckResult } from "../../server/src/proof/results.ts";
import { runHere } from "./cli.ts";
import { temporaryFolder, writeFiles } from "./connections.ts";
import { dbt } from "./dbtProject.ts";
import { dbtTestFiles, testMoment, testTables } from "./dbtTestCases.ts";
import type { DbtWarehouse } from "./dbtWarehouse.ts";
import { prove } from "./prove.ts";

type Verdicts = ReadonlyMap<string, { readonly kind: string; readonly status: string }>;

export function dbtTestSuite(openWarehouse: (folder: string) => Promise<DbtWarehouse>): void {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let warehouse: DbtWarehouse;
  let ours: Verdicts;
  let theirs: ReadonlyMap<string, string>;

  before(async function () {
    this.timeout(900_000);
    folder = await temporaryFolder();
    warehouse = await openWarehouse(folder.path);
    const { "target/manifest.json": _, ...files } = dbtTestFiles(warehouse.dialect);
    await writeFiles(folder.path, {
      ...files,
      "dbt_project.yml":
        "name: shop\nversion: '1.0'\nprofile: shop\ntest-paths: [checks]\nflags: {send_anonymous_usage_stats: false}\n",
      // JSON is YAML.
      "profiles.yml": JSON.stringify({ shop: { target: "dev", outputs: { dev: warehouse.target } } }),
    });
    await warehouse.run(testTables());
    await dbt(warehouse.python, folder.path, "parse");
    const { code, stdout, stderr } = await runHere(["export", "dbt"], { cwd: folder.path });
    assert.equal(code, 0, stdout + stderr);
    theirs = await ranByDbt(folder.path, warehouse);
    ours = await ranHere(folder.path, warehouse);
  });
  after(async () => {
    await warehouse?.stop();
    await folder.remove();
  });

  it("fail where the check fails, pass where it passes, and never pass where it can't be run", () => {
    const wrong = [...theirs].flatMap(([name, status]) => {
      const known = ours.get(name) ?? assert.fail(`no check is called ${name}`);
      const isRight =
        known.status === "error"
          ? status !== "pass"
          : status === (known.status === "failed" ? "fail" : "pass");
      return isRight ? [] : [`${name}: ${known.status} here, ${status} in dbt`];
    });
    assert.deepEqual(wrong, []);
  });

  it("are parsed without a warning, and metrics whatever names there are", async function () {
    this.timeout(120_000);
    await dbt(warehouse.python, folder.path, "--warn-error", "parse", "--no-partial-parse");
    const manifest = JSON.parse(
      await readFile(join(folder.path, "target", "semantic_manifest.json"), "utf8"),
    );
    const metrics = (manifest.metrics as { name: string; label: string }[]).map(({ name, label }) => [
      name,
      label,
    ]);
    assert.deepEqual(
      metrics.filter(([name]) => name?.startsWith("paid_") || name?.startsWith("odd")).sort(),
      [
        ["paid_in_any_count", "Paid in any: events"],
        ["paid_in_euros_count", "Paid in euros: events"],
        ["paid_in_euros_revenue", "Paid in euros: revenue in EUR"],
        ["paid_somehow_count", "Paid somehow: events"],
        ["paid_somehow_revenue", "Paid somehow: revenue"],
      ],
    );
  });

  it("are there both ways, for each kind", () => {
    const seen = new Set([...theirs].map(([name, status]) => `${ours.get(name)?.kind} ${status}`));
    const kinds = [
      "follows",
      "fresh",
      "no_future",
      "one_row_per_join",
      "reconcile",
      "rows",
      "unique",
      "values",
      "variant_without_name",
      "volume",
    ];
    for (const kind of kinds)
      for (const status of ["pass", "fail"]) assert.ok(seen.has(`${kind} ${status}`), `${kind} ${status}`);
  });
}

/** By event and name of the check, as the tests tell it: what dbt says of its test. */
async function ranByDbt(folder: string, { python }: DbtWarehouse): Promise<ReadonlyMap<string, string>> {
  const vars = ["--vars", JSON.stringify({ eventspec_now: testMoment })];
  await dbt(python, folder, "run", ...vars);
  // It fails where a test does.
  await dbt(python, folder, "test", "--select", "test_type:singular", ...vars).catch(() => undefined);
  const { results } = JSON.parse(await readFile(join(folder, "target", "run_results.json"), "utf8"));
  const tests = join(folder, "checks", "events");
  const titles = new Map<string, string>();
  for (const file of await readdir(tests)) {
    const text = await readFile(join(tests, file), "utf8");
    titles.set(file.replace(".sql", ""), /\{# Finds what breaks it\. (.*) #\}/.exec(text)?.[1] ?? file);
  }
  const statuses = new Map<string, string>();
  for (const { unique_id, status } of results as { unique_id: string; status: string }[])
    statuses.set(titles.get(unique_id.split(".").at(-1) ?? "") ?? unique_id, status);
  assert.equal(statuses.size, titles.size);
  return statuses;
}

async function ranHere(folder: string, warehouse: DbtWarehouse): Promise<Verdicts> {
  const project = await loadProject(nodeFileSystem(), folder, { env: {} });
  const connection = await warehouse.connect();
  try {
    const results: CheckResult[] = [];
    await prove(project, connection, {
      now: `${testMoment.replace(" ", "T")}.000Z`,
      onResult: (result) => results.push(result),
    });
    return new Map(
      results.map(({ check, status }) => [
        `${eventLabel(check.event)}: ${check.name}`.replaceAll(/[{}#]/g, "_"),
        { kind: check.subject.kind, status },
      ]),
    );
  } finally {
    await connection.close();
  }
}
