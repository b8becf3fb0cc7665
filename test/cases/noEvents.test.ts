import assert from "node:assert/strict";
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";
import { startClient } from "../support/languageClient.ts";

const project =
  "eventspec: 1\nname: shop\nconnection: dev\nconnections: {dev: {type: duckdb, files: {orders: orders.csv}}}\n";
const orders = "order_id,ordered_at\n1,2025-01-01 10:00:00\n";
const spec = "from: orders\nas: o\nkey: o.order_id\nevents:\n  order_placed:\n    at: o.ordered_at\n";

const cases: readonly (readonly [name: string, files: Record<string, string>, why: RegExp])[] = [
  [
    "an empty project",
    {},
    /^0 events: no file of the project has a name that ends in \.events\.yml\. .*such as orders\.events\.yml\.$/m,
  ],
  [
    "a file of nearly the right name",
    { "orders.event.yml": spec },
    /^0 events: .* orders\.event\.yml is meant as one: rename it to orders\.events\.yml\.$/m,
  ],
  [
    "a file that declares nothing",
    { "a.events.yml": "from: orders\nas: o\nkey: o.order_id\n" },
    /^0 events: a\.events\.yml declares none below `events`\.$/m,
  ],
];

describe("a project without events", () => {
  for (const [name, files, why] of cases)
    describe(name, () => {
      let folder: Awaited<ReturnType<typeof temporaryFolder>>;
      before(async () => {
        folder = await temporaryFolder({ "eventspec.yml": project, "orders.csv": orders, ...files });
      });
      after(() => folder.remove());
      const run = (...args: string[]) => runHere(args, { cwd: folder.path });

      it("check says why, as text and as JSON, and is not complete", async () => {
        assert.match((await run("check")).stdout, why);
        const { events, checked } = JSON.parse((await run("check", "--format", "json")).stdout);
        assert.equal(events, 0);
        assert.match(checked.nothing, why);
        assert.equal((await run("check", "--require-warehouse")).code, 3);
      });

      it("preview and compile say why", async () => {
        assert.match((await run("preview", "order_placed")).stderr, why);
        assert.match((await run("compile", "order_placed")).stderr, why);
        assert.match((await run("compile")).stderr, why);
      });
    });

  it("is not said of one that has some", async () => {
    const folder = await temporaryFolder({
      "eventspec.yml": project,
      "orders.csv": orders,
      "a.events.yml": spec,
    });
    const { stdout } = await runHere(["check", "--format", "json"], { cwd: folder.path });
    assert.equal(JSON.parse(stdout).checked.nothing, undefined);
    await folder.remove();
  });
});

describe("a file of nearly the right name", () => {
  for (const [file, name] of [
    ["orders.event.yml", "orders.events.yml"],
    ["orders_events.yaml", "orders.events.yml"],
    ["shop/events.yml", "shop.events.yml"],
    ["events.yml", "all.events.yml"],
  ] as const)
    it(`${file} is a finding in itself, beside events that are read`, async () => {
      const folder = await temporaryFolder({ "eventspec.yml": project, "a.events.yml": spec, [file]: spec });
      const { stdout } = await runHere(["check", "--format", "json"], { cwd: folder.path });
      const { findings } = JSON.parse(stdout);
      const [found] = findings.filter(({ rule }: { rule: string }) => rule === "misnamed-file");
      assert.deepEqual([found.file, found.range.start.line, found.hint], [file, 4, `Rename it to ${name}.`]);
      await folder.remove();
    });

  it("is left alone where it is another tool's", async () => {
    const dbt = "version: 2\nmodels:\n  - name: events\n    columns: []\n";
    const folder = await temporaryFolder({
      "eventspec.yml": project,
      "orders.csv": orders,
      "models/events.yml": dbt,
    });
    const { stdout } = await runHere(["check", "--format", "json"], { cwd: folder.path });
    const { files, findings } = JSON.parse(stdout);
    assert.deepEqual([files, findings], [1, []]);
    await folder.remove();
  });

  it("eventspec.yaml is told how the project file is called", async () => {
    const folder = await temporaryFolder({ "eventspec.yaml": project });
    const { code, stderr } = await runHere(["check"], { cwd: folder.path });
    assert.deepEqual([code, /Rename eventspec\.yaml to eventspec\.yml\./.test(stderr)], [2, true]);
    await folder.remove();
  });
});

describe("the editor in a project without events", function () {
  this.timeout(60_000);

  it("says why in its status, and follows when the file gets its name", async () => {
    const folder = await temporaryFolder({
      "eventspec.yml": project,
      "orders.csv": orders,
      "orders.event.yml": spec,
    });
    const client = await startClient({ folder: folder.path, trusted: true });
    try {
      await client.open("eventspec.yml", project);
      const { unchecked = "" } = await client.status(
        (status) => status.unchecked?.startsWith("0 events") === true,
      );
      assert.match(unchecked, /rename it to orders\.events\.yml/);
      const isMisnamed = ({ code }: { code?: unknown }) => code === "misnamed-file";
      await client.diagnostics("orders.event.yml", (found) => found.some(isMisnamed));
      await rename(join(folder.path, "orders.event.yml"), join(folder.path, "orders.events.yml"));
      await client.connection.sendNotification("workspace/didChangeWatchedFiles", {
        changes: [
          { uri: client.uri("orders.event.yml"), type: 3 },
          { uri: client.uri("orders.events.yml"), type: 1 },
        ],
      });
      await client.status(({ unchecked: left }) => left?.startsWith("0 events") !== true);
      await client.diagnostics("orders.event.yml", (found) => found.length === 0);
      await writeFile(join(folder.path, "shop.event.yml"), spec);
      const created = { changes: [{ uri: client.uri("shop.event.yml"), type: 1 }] };
      await client.connection.sendNotification("workspace/didChangeWatchedFiles", created);
      await client.diagnostics("shop.event.yml", (found) => found.some(isMisnamed));
    } finally {
      await client.stop();
      await folder.remove();
    }
  });
});
