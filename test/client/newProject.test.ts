import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { newProject } from "../../client/src/newProject.ts";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";

const nothing = { name: "shop", files: [], databases: [] };

describe("A new project", () => {
  it("of three CSV files can be checked, and its first event previewed", async () => {
    const files = {
      "data/customers.csv": "id,name\n7,Ann\n",
      "data/Orders 2026.csv":
        "order_id;created_at;total\n1;2026-01-01 10:00:00;12\n2;2026-01-02 10:00:00;13\n",
      "tickets.csv": "id,subject\n1,late\n",
    };
    const folder = await temporaryFolder(files);
    try {
      const found = Object.entries(files).map(([path, head]) => ({ path, head }));
      const { text, event } = newProject({ ...nothing, name: "my shop", files: found });
      assert.ok(event);
      await writeFile(join(folder.path, "eventspec.yml"), text);
      await mkdir(dirname(join(folder.path, event.path)), { recursive: true });
      await writeFile(join(folder.path, event.path), event.text);
      const checked = await runHere(["check", "--format", "json"], { cwd: folder.path });
      assert.equal(checked.code, 0, checked.stdout + checked.stderr);
      const shown = await runHere(["preview", "orders_2026_created", "--format", "json"], {
        cwd: folder.path,
      });
      assert.equal(shown.code, 0, shown.stderr);
      assert.equal(JSON.parse(shown.stdout).rows.length, 2);
    } finally {
      await folder.remove();
    }
  });

  it("of a dbt project takes its target, of a database that", () => {
    const dbt = newProject({ ...nothing, dbt: "warehouse", databases: ["dev.duckdb"] });
    assert.match(dbt.text, /^dbt: \{project: warehouse\}\n\nconnection: dbt\n/m);
    assert.match(
      dbt.text,
      / {2}dbt:\n {4}type: dbt\n {4}project: warehouse\n {2}database:\n {4}type: duckdb\n {4}path: dev\.duckdb\n$/,
    );
    assert.match(newProject({ ...nothing, databases: ["a.duckdb"] }).text, /^connection: database\n/m);
  });

  it("of nothing says how to go on", () => {
    assert.equal(newProject(nothing).event, undefined);
    assert.match(newProject(nothing).text, /# No data was found here/);
  });
});
