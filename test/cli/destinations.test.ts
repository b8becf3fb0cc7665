import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";

const files = {
  "eventspec.yml": `eventspec: 1
name: shop
destinations:
  product: {type: mixpanel, privacy: internal, entity: customer}
  archive: {type: mixpanel, entity: customer}
  amplitude: {type: amplitude, entity: customer}
  braze: {type: braze}
  census: {type: census, entity: customer}
entities: {visitor: {type: string, anonymous: true}, customer: {type: integer}, shop: {type: integer}}
teams: {growth: {email: growth@shop.example}}
connections: {dev: {type: duckdb, files: {shop.orders: orders.csv}}}
`,
  "orders.csv": "order_id,customer_id,shop_id,at,total,mail\n1,7,2,2026-01-05 10:00:00,12.50,a@x.example\n",
  "orders.events.yml": `from: shop.orders
as: o
key: o.order_id
owner: growth
tags: [checkout]
entities: {customer: o.customer_id, shop: o.shop_id}
send_to: [amplitude]
events:
  order_placed:
    description: Paid, or "on account".
    at: o.at
    version: 2
    revenue: o.total
    send_to: {product: Order Placed, amplitude: ~}
    properties:
      total: {sql: o.total, unit: EUR, required: true}
      size: {value: large, values: [small, 'large, heavy']}
      mail: {sql: o.mail, privacy: personal}
  shop_opened:
    at: o.at
    entities: {customer: ~}
    send_to: [product]
  shop_closed:
    at: o.at
    entities: {customer: ~}
    send_to: [census]
`,
};

describe("eventspec export to destinations", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  before(async () => {
    folder = await temporaryFolder(files);
  });
  after(() => folder.remove());
  const run = (...args: string[]) => runHere(["export", ...args], { cwd: folder.path });

  it("writes rows and Lexicon, and says what is left out", async () => {
    const { code, stdout, stderr } = await run("mixpanel", "--destination", "product", "--out", "out");
    assert.equal(code, 0, stderr);
    assert.equal(stdout, "Wrote out/product.sql: 1 event.\nWrote out/product.lexicon.json.\n");
    assert.equal(
      stderr,
      `Not kept:
  Its late rows are not noticed: no \`loaded_at\` tells when they came, so \`updated_at\` is its time. (order_placed)
  It is left out: Mixpanel takes events of users, and it has none. (shop_opened)
  Its unit is not kept: EUR. (Order Placed · total)
  It is left out: it is personal, and "product" may receive what is internal at most. (Order Placed · mail)
  Its version is not kept. (Order Placed)
`,
    );
    const sql = await readFile(join(folder.path, "out/product.sql"), "utf8");
    assert.match(sql, /when 'order_placed' then 'Order Placed'/);
    assert.doesNotMatch(sql, /mail|shop_opened/);
    assert.deepEqual(JSON.parse(await readFile(join(folder.path, "out/product.lexicon.json"), "utf8")), {
      entries: [
        {
          entityType: "event",
          name: "Order Placed",
          schemaJson: {
            description: 'Paid, or "on account".',
            type: "object",
            properties: {
              total: { type: "number" },
              size: { type: "string", enum: ["small", "large, heavy"] },
              shop_id: { type: "string" },
              revenue: { type: "number" },
            },
            required: ["total"],
            metadata: {
              "com.mixpanel": {
                tags: ["checkout"],
                contacts: ["growth@shop.example"],
                teamContacts: ["growth"],
              },
            },
          },
        },
      ],
      truncate: false,
    });
  });

  it("writes the SQL of another dialect, and Amplitude's plan", async () => {
    const { code, stdout, stderr } = await run("amplitude", "--dialect", "snowflake", "--format", "json");
    assert.equal(code, 0, stderr);
    const { files: written, events, losses } = JSON.parse(stdout);
    assert.deepEqual(
      losses.find(({ property }: { property?: string }) => property === "size"),
      {
        event: "order_placed",
        property: "size",
        message: "A value of it has a comma, where Amplitude takes it for two.",
      },
    );
    assert.equal(events, 1);
    assert.deepEqual(
      written.map(({ file }: { file: string }) => file),
      ["amplitude.sql", "amplitude.plan.csv"],
    );
    assert.match(written[0].text, /date_part\(epoch_millisecond, occurred_at\) as "time"/);
    const [header, event, ...properties] = written[1].text.trimEnd().split("\n");
    const columns = header.split(",");
    assert.equal(columns.length, 33);
    assert.match(event, /^,Event,order_placed,growth@shop\.example,"Paid, or ""on account""\.",/);
    assert.deepEqual(
      properties.map((line: string) => line.split(",")[columns.indexOf("Event property name")]),
      ["total", "size", "mail", "shop_id"],
    );
    assert.match(properties[1], /,enum,FALSE,VISIBLE,FALSE,"small, large, heavy",/);
  });

  it("asks who the users are, which destination is meant, and for events", async () => {
    const ask = async (...args: string[]) => {
      const { code, stderr } = await run(...args);
      return `${code} ${stderr}`;
    };
    assert.match(await ask("mixpanel"), /^2 error: Several destinations are of type mixpanel\./);
    assert.match(
      await ask("mixpanel", "--destination", "archive"),
      /^2 error: No event is meant for "archive"\./,
    );
    assert.match(await ask("braze"), /^2 error: No event is meant for "braze"\./);
    assert.match(
      await ask("census"),
      /^2 error: No event can be sent to "census"\.\nshop_closed: It is left out: Census takes events of users/,
    );
    const two = await temporaryFolder({
      ...files,
      "orders.events.yml": files["orders.events.yml"].replace("send_to: [census]", "send_to: [braze]"),
    });
    const { code, stderr } = await runHere(["export", "braze"], { cwd: two.path });
    await two.remove();
    assert.equal(code, 2);
    assert.match(
      stderr,
      /"braze" does not say which entity its users are\.\nWrite `entity:` below `destinations\.braze`, with one of customer, shop\./,
    );
  });
});
