import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { copySmallShop, type Outcome, runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";
import { readCheck } from "../support/contracts.ts";

describe("eventspec check", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let project: string;
  let orders: string;

  beforeEach(async () => {
    folder = await temporaryFolder();
    project = join(folder.path, "shop");
    await copySmallShop(project);
    orders = join(project, "events", "orders.events.yml");
  });
  afterEach(() => folder.remove());

  const change = async (file: string, from: string, to: string): Promise<void> => {
    const text = await readFile(file, "utf8");
    assert.ok(text.includes(from), `${file} no longer holds ${from}`);
    await writeFile(file, text.replace(from, to));
  };
  const check = (...args: string[]): Promise<Outcome> => runHere(["check", ...args], { cwd: project });

  it("says in a line that nothing was found, and with --quiet nothing", async () => {
    assert.deepEqual(await check(), { code: 0, stdout: "No findings in 7 files.\n", stderr: "" });
    assert.deepEqual(await check("--quiet"), { code: 0, stdout: "", stderr: "" });
  });

  it("finds a misspelt column on its very characters, and says what was meant", async () => {
    await change(orders, "sql: o.coupon_code", "sql: o.coupon_cod");
    const { code, stdout } = await check("--format", "json");
    assert.equal(code, 1);
    const { findings } = readCheck(stdout);
    assert.equal(findings.length, 1);
    const [finding] = findings;
    assert.equal(finding?.rule, "unknown-column");
    assert.equal(finding?.event, "order_placed");
    assert.equal(finding?.path, "events.order_placed.properties.coupon.sql");
    assert.match(finding?.hint ?? "", /coupon_code/);
    const line = (await readFile(orders, "utf8")).split("\n")[(finding?.range.start.line ?? 0) - 1] ?? "";
    const marked = line.slice((finding?.range.start.column ?? 0) - 1, (finding?.range.end.column ?? 0) - 1);
    assert.ok(["coupon_cod", "o.coupon_cod"].includes(marked), marked);
  });

  it("has a missing owner, test and description as three findings, the same in every format", async () => {
    await change(join(project, "events", "order_lines.events.yml"), "owner: growth\n", "");
    await change(orders, "    description: The parcel left the warehouse.\n", "");
    // The last event of the file: its tests and its example.
    const written = await readFile(orders, "utf8");
    const tests = written.indexOf("    tests:\n      - follows: {event: order_paid, tolerance: 0%}\n");
    assert.ok(tests > 0);
    await writeFile(orders, written.slice(0, tests));
    const { stdout } = await check("--format", "json", "--fail-on", "warning");
    const { findings } = readCheck(stdout);
    assert.deepEqual(findings.map(({ rule, event }) => [rule, event]).sort(), [
      ["event-without-description", "order_shipped"],
      ["event-without-owner", "product_ordered"],
      ["event-without-tests", "order_refunded"],
    ]);
    const github = await check("--format", "github", "--fail-on", "warning");
    assert.equal(github.code, 1);
    for (const { file, range } of findings) {
      assert.ok(github.stdout.includes(`file=${file},line=${range.start.line}`), github.stdout);
    }
  });

  it("fails at the severity it is told to", async () => {
    await change(orders, "    description: The parcel left the warehouse.\n", "");
    const codes = [];
    for (const level of ["error", "warning", "info", "never"])
      codes.push((await check("--fail-on", level)).code);
    assert.deepEqual(codes, [0, 1, 1, 0]);
  });

  describe("with paths", () => {
    beforeEach(async () => {
      await change(orders, "sql: o.coupon_code", "sql: o.coupon_cod");
      await change(join(project, "events", "web.events.yml"), "sql: w.browser", "sql: w.browsr");
    });

    const filesOf = async (args: readonly string[], cwd: string): Promise<string[]> => {
      const { stdout } = await runHere(["check", "--format", "json", ...args], { cwd });
      return [...new Set(readCheck(stdout).findings.map(({ file }) => file))];
    };

    it("looks at those files only", async () => {
      assert.deepEqual(await filesOf(["events/web.events.yml"], project), ["events/web.events.yml"]);
      assert.deepEqual(await filesOf(["events"], project), [
        "events/orders.events.yml",
        "events/web.events.yml",
      ]);
      assert.deepEqual(await filesOf([orders], project), ["events/orders.events.yml"]);
      assert.deepEqual(await filesOf(["eventspec.yml"], project), []);
    });

    it("works from a folder inside of the project, and from one above it", async () => {
      assert.deepEqual(await filesOf(["web.events.yml"], join(project, "events")), ["events/web.events.yml"]);
      assert.deepEqual(await filesOf(["shop/events/orders.events.yml"], folder.path), [
        "events/orders.events.yml",
      ]);
      assert.deepEqual(await filesOf([], join(project, "events")), [
        "events/orders.events.yml",
        "events/web.events.yml",
      ]);
    });

    it("writes paths for people as seen from where they are", async () => {
      const { stdout } = await runHere(["check", "shop"], { cwd: folder.path });
      assert.match(stdout, /^shop\/events\/orders\.events\.yml$/m);
    });

    it("says which path is not there, or holds nothing of the project", async () => {
      const missing = await check("events/nothing.events.yml");
      assert.equal(missing.code, 2);
      assert.match(missing.stderr, /no file or folder events\/nothing\.events\.yml/);
      const other = await check("data");
      assert.equal(other.code, 2);
      assert.match(other.stderr, /data holds nothing of the project.*\n.*\*\.events\.yml/);
    });
  });

  describe("without a project", () => {
    it("says how to make one", async () => {
      const empty = join(folder.path, "empty");
      await mkdir(empty);
      const { code, stdout, stderr } = await runHere(["check"], { cwd: empty });
      assert.equal(code, 2);
      assert.equal(stdout, "");
      assert.match(stderr, /has an eventspec\.yml/);
      assert.match(stderr, /make one here: eventspec init/);
    });

    it("points at one that lies below", async () => {
      const { code, stderr } = await runHere(["check"], { cwd: folder.path });
      assert.equal(code, 2);
      assert.match(stderr, /--project shop/);
    });

    it("takes a project's folder or its file, and nothing else", async () => {
      for (const named of ["shop", "shop/eventspec.yml"]) {
        assert.equal((await runHere(["check", "--project", named], { cwd: folder.path })).code, 0);
      }
      for (const named of ["nowhere", "shop/data/shop/orders.csv", "shop/events"]) {
        assert.equal((await runHere(["check", "--project", named], { cwd: folder.path })).code, 2, named);
      }
    });
  });

  describe("and connections", () => {
    it("names the one that was meant", async () => {
      const { code, stderr } = await check("--connection", "flies");
      assert.equal(code, 2);
      assert.match(stderr, /Did you mean files\?/);
    });

    it("goes on without an embedded warehouse that is away, and says so", async () => {
      await change(
        join(project, "eventspec.yml"),
        "files:\n    type: duckdb\n",
        "files:\n    type: duckdb\n    path: shop.duckdb\n",
      );
      const { code, stdout } = await check();
      assert.equal(code, 0);
      assert.match(
        stdout,
        /^Columns of 0 of \d+ tables were checked \(\d+ not known\), types were not\. .*shop\.duckdb/m,
      );
    });

    it("ends with 3 when the one it was told to ask is away", async () => {
      await change(
        join(project, "eventspec.yml"),
        "files:\n    type: duckdb\n",
        "files:\n    type: duckdb\n    path: shop.duckdb\n",
      );
      const { code, stdout, stderr } = await check("--connection", "files");
      assert.equal(code, 3);
      assert.equal(stdout, "");
      assert.match(stderr, /^error: /);
    });
  });

  it("reads files with Windows line ends and a byte order mark, at the same places", async () => {
    await change(orders, "sql: o.coupon_code", "sql: o.coupon_cod");
    const places = async () =>
      readCheck((await check("--format", "json")).stdout).findings.map(({ range }) => range);
    const before = await places();
    await writeFile(orders, `\uFEFF${(await readFile(orders, "utf8")).replaceAll("\n", "\r\n")}`);
    assert.deepEqual(await places(), before);
    assert.equal(before.length, 1);
  });
});
