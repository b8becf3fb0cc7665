import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";

const plan = JSON.stringify({
  name: "Shop Web",
  rules: [
    {
      key: "Order Completed",
      type: "TRACK",
      jsonSchema: {
        properties: { orderId: { type: "string" }, mail: { type: "string" } },
        required: ["orderId"],
      },
    },
  ],
});

const project = `eventspec: 1
name: shop
destinations:
  web: {type: segment, privacy: internal}
  server: {type: segment}
  rudder: {type: rudderstack}
entities: {visitor: {type: string, anonymous: true}, customer: {type: string}}
connections: {dev: {type: duckdb, files: {shop.orders: orders.csv}}}
`;

const files = {
  "eventspec.yml": project,
  "orders.csv": "order_id,at,total,mail\n1,2026-01-05 10:00:00,12.50,a@x.example\n",
  "orders.events.yml": `from: shop.orders
as: o
key: o.order_id
send_to: [web]
events:
  order_placed:
    at: o.at
    properties:
      total: {sql: o.total, unit: EUR, required: true}
      order_id: o.order_id
      tax: {sql: o.total, type: 'decimal(12,2)'}
      mail: {sql: o.mail, privacy: personal}
`,
  "plan.json": plan,
  "broken.json": '{"rules": [',
  "other.json": '{"rules": 3}',
};

describe("eventspec import and export of tracking plans", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeEach(async () => {
    folder = await temporaryFolder(files);
  });
  afterEach(() => folder.remove());

  const run = (...args: string[]) => runHere(args, { cwd: folder.path });
  const textOf = (file: string) => readFile(join(folder.path, file), "utf8");

  it("writes a spec file once, and says what it did not keep", async () => {
    const { code, stdout, stderr } = await run("import", "segment", "plan.json", "--schema", "app");
    assert.equal(code, 0, stderr);
    assert.equal(stdout, "Wrote events/shop_web.events.yml: 1 event with 2 properties.\n");
    assert.equal(stderr, "Not kept:\n  Its name is not kept. (Order Completed · orderId → order_id)\n");
    assert.match(await textOf("events/shop_web.events.yml"), /send_to: \{web: Order Completed\}/);
    const again = await run("import", "segment", "plan.json", "--schema", "app");
    assert.deepEqual(
      [again.code, again.stderr],
      [
        2,
        "error: events/shop_web.events.yml is there already.\nName another file with --out, or add --force.\n",
      ],
    );
    const forced = await run(
      "import",
      "segment",
      "plan.json",
      "--schema",
      "app",
      "--force",
      "--format",
      "json",
    );
    assert.deepEqual(JSON.parse(forced.stdout), {
      version: 1,
      file: "events/shop_web.events.yml",
      events: 1,
      properties: 2,
      losses: [
        { event: "Order Completed", property: "orderId", message: "Its name is not kept.", now: "order_id" },
      ],
      declare: [],
    });
    const { stdout: checked } = await run("check", "--format", "json");
    assert.doesNotMatch(checked, /"(invalid|unknown-key|missing)[\w-]*"/);
  });

  it("reads schemas of Snowplow, as JSON and as YAML", async () => {
    const structure =
      "meta: {schemaType: event}\ndata: {self: {vendor: com.acme, name: cart_seen, format: jsonschema, version: 1-0-0}, properties: {items: {type: integer}}}\n";
    await writeFile(join(folder.path, "cart.yaml"), structure);
    const schema = {
      self: { vendor: "com.acme", name: "order_done", format: "jsonschema", version: "3-0-0" },
    };
    await writeFile(join(folder.path, "order.json"), JSON.stringify(schema));
    const { code, stdout, stderr } = await run(
      "import",
      "snowplow",
      "cart.yaml",
      "order.json",
      "--schema",
      "atomic",
    );
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^Wrote events\/com_acme\.events\.yml: 2 events with 1 property\.\n/);
    const { stdout: checked } = await run("check", "--format", "json");
    assert.doesNotMatch(checked, /"(invalid|unknown-key|missing)[\w-]*"/);
  });

  it("reads GA4's export for a connection of BigQuery alone", async () => {
    await writeFile(
      join(folder.path, "ga4.json"),
      '[{"event_name": "login", "key": "method", "type": "string"}]',
    );
    const { code, stderr } = await run("import", "ga4", "ga4.json", "--schema", "analytics_1");
    assert.equal(code, 2);
    assert.match(
      stderr,
      /exports to bigquery alone, and the project's SQL is that of duckdb\.\nName a connection of type bigquery/,
    );
    await writeFile(
      join(folder.path, "eventspec.yml"),
      project.replace(
        "dev: {type: duckdb, files: {shop.orders: orders.csv}}",
        "dev: {type: bigquery, project: acme}",
      ),
    );
    const made = await run("import", "ga4", "ga4.json", "--schema", "analytics_1");
    assert.equal(made.code, 0, made.stderr);
    assert.equal(made.stdout.split("\n")[0], "Wrote events/ga4.events.yml: 1 event with 1 property.");
    assert.match(await textOf("events/ga4.events.yml"), /from `analytics_1\.events_2\*`/);
  });

  it("says what is no plan, and what the project should declare", async () => {
    const broken = await run("import", "segment", "broken.json", "--schema", "app");
    assert.equal(broken.code, 2);
    assert.match(broken.stderr, /broken\.json can't be read: /);
    const other = await run("import", "segment", "other.json", "--schema", "app");
    assert.match(other.stderr, /No tracking plan of this tool is in other\.json\./);
    assert.match(
      (await run("import", "segment", "nope.json", "--schema", "app")).stderr,
      /nope\.json can't be read/,
    );
    assert.match((await run("import", "segment", "plan.json")).stderr, /--schema/);
    const bare = await temporaryFolder({ "eventspec.yml": "eventspec: 1\nname: p\n", "plan.json": plan });
    const { stdout } = await runHere(["import", "segment", "plan.json", "--schema", "app"], {
      cwd: bare.path,
    });
    await bare.remove();
    assert.match(
      stdout,
      /Declare in eventspec\.yml, and import again:\n {2}destinations: \{segment: \{type: segment\}\}\n {2}entities: /,
    );
  });

  it("writes what a destination may receive, with the types that the data has", async () => {
    const { code, stdout, stderr } = await run("export", "segment", "--destination", "web");
    assert.equal(code, 0, stderr);
    const [rule] = JSON.parse(stdout).rules;
    assert.equal(rule.key, "Order Placed");
    assert.deepEqual(rule.jsonSchema.properties.properties, {
      type: "object",
      properties: { total: { type: "number" }, order_id: { type: "integer" }, tax: { type: "number" } },
      required: ["total"],
    });
    assert.match(stderr, /Its digits are not kept: decimal\(12,2\)\. \(Order Placed · tax\)/);
    assert.match(stderr, /Its unit is not kept: EUR\. \(Order Placed · total\)/);
    assert.match(
      stderr,
      /left out: it is personal, and "web" may receive what is internal at most\. \(Order Placed · mail\)/,
    );
  });

  it("asks which destination is meant, and which events", async () => {
    assert.match(
      (await run("export", "segment")).stderr,
      /Several destinations are of type segment\.\nName one .*: web, server\./,
    );
    assert.match(
      (await run("export", "segment", "--destination", "server")).stderr,
      /No event is meant for "server"\.\nSay `send_to/,
    );
    assert.match(
      (await run("export", "segment", "--destination", "rudder")).stderr,
      /No destination "rudder" is of type segment/,
    );
  });

  it("goes from Segment to RudderStack and back", async () => {
    await run("import", "segment", "plan.json", "--schema", "app");
    const path = join("events", "shop_web.events.yml");
    const text = await textOf(path);
    await writeFile(
      join(folder.path, path),
      text.replace("{web: Order Completed}", "{rudder: Order Completed}"),
    );
    const { code, stderr } = await run("export", "rudderstack", "--out", "rudder.yaml");
    assert.equal(code, 0, stderr);
    assert.match(
      await textOf("rudder.yaml"),
      /event: '#event:order_completed'\n {6}properties:\n {8}- \{property: '#property:order_id', required: true\}/,
    );
    const back = await run(
      "import",
      "rudderstack",
      "rudder.yaml",
      "--schema",
      "app",
      "--out",
      "back.events.yml",
    );
    assert.equal(back.stdout, "Wrote back.events.yml: 1 event with 2 properties.\n");
    const body = (written: string) => written.split("\n").slice(1).join("\n");
    assert.equal(body(await textOf("back.events.yml")), body(text).replace("{web:", "{rudder:"));
  });
});
