import assert from "node:assert/strict";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";

const files = {
  "eventspec.yml":
    "eventspec: 1\nname: shop\nentities: {customer: {type: integer}}\nconnections: {dev: {type: duckdb, files: {shop.orders: orders.csv}}}\n",
  "orders.csv": "order_id,customer_id,at,total\n1,7,2026-01-05 10:00:00,12.50\n",
  "orders.events.yml": `from: shop.orders
as: o
key: o.order_id
entities: {customer: o.customer_id}
events:
  order_placed:
    at: o.at
    properties: {total: o.total}
    examples:
      - name: one order
        given: {shop.orders: [{order_id: 1, customer_id: 1, at: 2026-01-05 10:00, total: 1}]}
        expect: [{total: 1}]
  order_paid: {at: o.at}
  order_lost: {at: o.nope}
`,
};

describe("eventspec export of what events are", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  before(async () => {
    folder = await temporaryFolder(files);
  });
  after(() => folder.remove());
  const run = (...args: string[]) => runHere(["export", ...args], { cwd: folder.path });

  it("writes one contract, with the types that the data has, and says what is not kept", async () => {
    const { code, stdout, stderr } = await run("odcs", "order_placed");
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^apiVersion: v3\.1\.0\n/);
    assert.match(stdout, /- name: total\n {8}logicalType: number\n {8}physicalType: decimal\(18, 2\)\n/);
    assert.equal(stderr, "Not kept:\n  Its example rows are not kept. (order_placed · one order)\n");
    const { stdout: snowflake } = await run(
      "odcs",
      "order_placed",
      "--dialect",
      "snowflake",
      "--format",
      "json",
    );
    const [only] = JSON.parse(snowflake).files;
    assert.equal(only.file, "order_placed.odcs.yaml");
    assert.match(
      only.text,
      /- name: occurred_at\n {8}logicalType: timestamp\n {8}physicalType: timestamp_ntz\n/,
    );
  });

  it("writes a file for each event into a folder, and needs one where there are several", async () => {
    const { code, stderr } = await run("odcs");
    assert.equal(code, 2);
    assert.match(stderr, /Several files would be written\.\nName a folder with --out, or one event\./);
    const written = await run("odcs", "order_placed", "order_paid", "--out", "out");
    assert.equal(written.code, 0, written.stderr);
    assert.deepEqual((await readdir(join(folder.path, "out"))).sort(), [
      "order_paid.odcs.yaml",
      "order_placed.odcs.yaml",
    ]);
    assert.match(
      await readFile(join(folder.path, "out/order_paid.odcs.yaml"), "utf8"),
      /^name: order_paid$/m,
    );
  });

  it("tells catalogs where relations are, and asks what the warehouse is called", async () => {
    const { code, stderr } = await run("openlineage", "order_paid");
    assert.equal(code, 2);
    assert.match(stderr, /--namespace/);
    const lineage = await run("openlineage", "order_paid", "--namespace", "duckdb://x", "--schema", "a.b");
    assert.equal(lineage.code, 0, lineage.stderr);
    const { outputs, inputs } = JSON.parse(lineage.stdout);
    assert.deepEqual(
      [outputs[0].namespace, outputs[0].name, inputs[0].name],
      ["duckdb://x", "a.b.order_paid", "shop.orders"],
    );
    const { stdout } = await run("datahub", "order_paid", "--environment", "DEV", "--dialect", "snowflake");
    const [first] = JSON.parse(stdout);
    assert.equal(first.entityUrn, "urn:li:dataset:(urn:li:dataPlatform:snowflake,order_paid,DEV)");
  });

  it("raises the version of a schema that is there, and stops at a file that is none", async () => {
    const write = (...more: string[]) => run("snowplow", "order_placed", "--vendor", "com.acme", ...more);
    assert.match((await write()).stderr, /Name a folder with --out\./);
    assert.match((await run("snowplow", "--vendor", "../x")).stderr, /"\.\.\/x" is no vendor\./);
    const file = join(folder.path, "sp/data-structures/com.acme/order_placed.yaml");
    const versionAfter = async () => {
      const { code, stderr } = await write("--out", "sp");
      assert.equal(code, 0, stderr);
      return /version: '([\d-]+)'/.exec(await readFile(file, "utf8"))?.[1];
    };
    assert.equal(await versionAfter(), "1-0-0");
    await writeFile(file, (await readFile(file, "utf8")).replace("total:", "tax:"));
    assert.equal(await versionAfter(), "1-1-0");
    assert.equal(await versionAfter(), "1-1-0");
    await writeFile(file, "nothing: [");
    const { code, stderr } = await write("--out", "sp");
    assert.equal(code, 2);
    assert.match(stderr, /order_placed\.yaml is there, and is no data structure with a version\./);
    assert.equal(await readFile(file, "utf8"), "nothing: [");
  });

  it("says which event has no SQL, and writes the others", async () => {
    const { code, stdout, stderr } = await run("asyncapi");
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^ {2}order_paid:$/m);
    await writeFile(
      join(folder.path, "bad.events.yml"),
      "from: shop.orders\nas: o\nkey: o.order_id\nevents:\n  order_bad: {description: When?}\n",
    );
    const broken = await run("asyncapi");
    await rm(join(folder.path, "bad.events.yml"));
    assert.equal(broken.code, 1);
    assert.match(broken.stdout, /^ {2}order_paid:$/m);
    assert.doesNotMatch(broken.stdout, /order_bad/);
    assert.match(broken.stderr, /bad\.events\.yml/);
  });

  it("writes semantic models with metrics", async () => {
    const { code, stdout, stderr } = await run("osi", "order_paid", "--schema", "a.b");
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^version: '?0\.2\.0\.dev0'?\n/);
    assert.match(stdout, /source: a\.b\.order_paid\n/);
    assert.match(stdout, /- name: order_paid_count\n/);
  });

  it("names the event that is not there", async () => {
    const { code, stderr } = await run("odcs", "order_plced");
    assert.equal(code, 2);
    assert.match(stderr, /order_placed/);
  });
});
