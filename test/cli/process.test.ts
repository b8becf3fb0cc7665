import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { copySmallShop, outcomeOf, runCli, shop, startCli } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";
import { readCheck, readPreview } from "../support/contracts.ts";
import { processes } from "../support/processTree.ts";

/** More rows than any machine counts while a test waits. */
const endless = "select count(*) as n from range(1000000000) a, range(1000000000) b";

describe("eventspec as a process", () => {
  it("ends with 0 when nothing is found, and writes no escape codes into a pipe", async () => {
    const { code, stdout, stderr } = await runCli(["check", "--project", shop]);
    assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: "No findings in 7 files.\n", stderr: "" });
  });

  it("ends with 1 on findings", async () => {
    const folder = await temporaryFolder({
      "eventspec.yml": "eventspec: 1\n",
      "a.events.yml": "from: t\nkey: id\nevents:\n  Bad Name:\n    at: x\n",
    });
    const { code, stdout } = await runCli(["check", "--format", "json"], { cwd: folder.path });
    assert.equal(code, 1);
    assert.ok(readCheck(stdout).findings.some(({ rule }) => rule === "event-name-style"));
    await folder.remove();
  });

  it("ends with 2 on wrong usage", async () => {
    const { code, stdout, stderr } = await runCli(["check", "--nonsense"]);
    assert.equal(code, 2);
    assert.equal(stdout, "");
    assert.match(stderr, /unknown option '--nonsense'/);
  });

  it("ends with 3 when the warehouse can't be reached, and never prints a password", async () => {
    // A port that was free a moment ago has nobody listening.
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    server.close();
    const folder = await temporaryFolder({
      "eventspec.yml": [
        "eventspec: 1",
        "connections:",
        `  pg: {type: postgres, host: 127.0.0.1, port: ${port}, user: me, database: x, password: {env: SHOP_PASSWORD}}`,
      ].join("\n"),
      "a.events.yml": "from: t\nkey: id\nevents:\n  thing_done:\n    at: t.x\n",
    });
    const env = { SHOP_PASSWORD: "hunter2-very-secret" };
    for (const args of [
      ["preview", "thing_done"],
      ["check", "--connection", "pg"],
    ]) {
      const { code, stdout, stderr } = await runCli(args, { cwd: folder.path, env });
      assert.equal(code, 3, stderr);
      assert.doesNotMatch(stdout + stderr, /hunter2/);
      assert.match(stderr, /^error: /);
    }
    await folder.remove();
  });

  it("prints rows that another program can read", async () => {
    const { code, stdout } = await runCli(["preview", "order_paid", "--format", "json", "--project", shop]);
    assert.equal(code, 0);
    assert.equal(readPreview(stdout).rows.length, 20);
  });

  it("leaves quietly when its reader does", async () => {
    const child = startCli([
      "preview",
      "order_placed",
      "--format",
      "json",
      "--limit",
      "1000",
      "--project",
      shop,
    ]);
    child.stdout?.once("data", () => child.stdout?.destroy());
    let stderr = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    const [code] = (await once(child, "exit")) as [number];
    assert.equal(code, 0);
    assert.equal(stderr, "");
  });

  it("writes all of a large output into a slow pipe", async () => {
    const child = startCli([
      "preview",
      "product_ordered",
      "--format",
      "json",
      "--limit",
      "2000",
      "--project",
      shop,
    ]);
    const slow = spawn("sort", [], { stdio: ["pipe", "pipe", "inherit"] });
    if (!child.stdout || !slow.stdin) throw new Error("no pipes");
    child.stdout.pipe(slow.stdin);
    const { stdout } = await outcomeOf(slow);
    assert.equal(stdout.match(/"event_id": "/g)?.length, 1392);
  });

  describe("with a query that takes long", () => {
    let folder: Awaited<ReturnType<typeof temporaryFolder>>;
    before(async () => {
      folder = await temporaryFolder();
      await copySmallShop(folder.path);
      await writeFile(
        join(folder.path, "events", "slow.events.yml"),
        [
          `from: {sql: '${endless}', tables: {}}`,
          "as: s",
          "key: s.n",
          "events:",
          "  number_counted:",
          "    entities: {order: s.n}",
          "    at: timestamp '2025-01-01' + to_seconds(s.n % 2)",
        ].join("\n"),
      );
    });
    after(() => folder.remove());

    for (const name of ["SIGINT", "SIGTERM"] as const) {
      it(`cancels it on ${name} and ends with 130 within 2 s`, async () => {
        const child = startCli(["preview", "number_counted"], { cwd: folder.path });
        const outcome = outcomeOf(child);
        // The engine is at work once its process burns more time than starting it takes.
        await engineBusy(child.pid, 3);
        const began = performance.now();
        child.kill(name);
        const { code, stdout, stderr } = await outcome;
        assert.ok(performance.now() - began < 2000, `it took ${performance.now() - began} ms`);
        assert.equal(code, 130, stderr);
        assert.equal(stdout, "");
        assert.match(stderr, /Cancelled\.\n$/);
      });

      it(`ends on ${name} within 2 s while the engine is in the middle of native code`, async () => {
        await writeFile(join(folder.path, "events", "frozen.events.yml"), frozen);
        const own = await temporaryFolder();
        const child = startCli(["check"], { cwd: folder.path, env: { TMPDIR: own.path } });
        const outcome = outcomeOf(child);
        const engine = await engineBusy(child.pid, 1);
        const began = performance.now();
        child.kill(name);
        const { code } = await outcome;
        assert.ok(performance.now() - began < 2000, `it took ${performance.now() - began} ms`);
        assert.equal(code, 130);
        await gone(engine);
        const left = (await readdir(own.path)).filter((name) => name.startsWith("eventspec-duckdb"));
        assert.deepEqual(left, []);
        await own.remove();
        await rm(join(folder.path, "events", "frozen.events.yml"));
      });
    }

    for (const name of ["SIGINT", "SIGTERM"] as const)
      it(`ends on ${name} within 2 s while a server says nothing`, async () => {
        const sockets: Socket[] = [];
        const silent = createServer((socket) => void sockets.push(socket)).listen(0, "127.0.0.1");
        await once(silent, "listening");
        const { port } = silent.address() as AddressInfo;
        const project = await temporaryFolder({
          "eventspec.yml": `eventspec: 1\nconnections:\n  ch: {type: clickhouse, host: 127.0.0.1, port: ${port}, user: me}\n`,
          "a.events.yml": "from: t\nkey: id\nevents:\n  thing_done:\n    at: t.x\n",
        });
        const child = startCli(["preview", "thing_done"], { cwd: project.path });
        const outcome = outcomeOf(child);
        await once(silent, "connection");
        const began = performance.now();
        child.kill(name);
        assert.equal((await outcome).code, 130);
        assert.ok(performance.now() - began < 2000, `it took ${performance.now() - began} ms`);
        for (const socket of sockets) socket.destroy();
        silent.close();
        await project.remove();
      });

    it("says how many checks have no result when a run of tests is stopped", async () => {
      const child = startCli(["test", "number_counted"], { cwd: folder.path });
      const outcome = outcomeOf(child);
      await engineBusy(child.pid, 3);
      child.kill("SIGINT");
      const { code, stderr } = await outcome;
      assert.equal(code, 130, stderr);
      assert.match(stderr, /^The run was stopped before 2 of 2 checks had a result\.$/m);
    });

    it("cancels it after --timeout and ends with 3", async () => {
      const { code, stderr } = await runCli(["preview", "number_counted", "--timeout", "1"], {
        cwd: folder.path,
      });
      assert.equal(code, 3);
      assert.match(stderr, /^error: .*1 s/);
    });
  });
});

/** What no interruption reaches: it is computed while its type is asked for. */
const frozen = [
  "from: shop.orders",
  "as: o",
  "key: o.order_id",
  "events:",
  "  order_frozen:",
  "    entities: {customer: o.customer_id}",
  "    at: o.ordered_at",
  "    properties: {all: 'list_sum(range(200000000)) + list_sum(range(200000001)) + list_sum(range(200000002))'}",
].join("\n");

/** Waits until the engine's process of a command has used so much of the processor, in seconds. Out: its number. */
async function engineBusy(command: number | undefined, seconds: number): Promise<number> {
  for (;;) {
    const all = await processes();
    const engine = all.find(({ parent, time }) => parent === command && time >= seconds);
    if (engine) return engine.pid;
    if (!all.some(({ pid }) => pid === command)) throw new Error("the process ended before it was stopped");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Waits until a process is no more. */
async function gone(wanted: number): Promise<void> {
  while ((await processes()).some(({ pid }) => pid === wanted))
    await new Promise((resolve) => setTimeout(resolve, 50));
}
