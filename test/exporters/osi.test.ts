/** Semantic models of OSI: what a spec says of an event is in its dataset, or a loss tells. */
import assert from "node:assert/strict";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { parse } from "yaml";
import { exportOsi } from "../../server/src/exporters/osi/exportOsi.ts";
import { describedEvents, describedProject, duckDbReading } from "../support/describedProjects.ts";
import { projectOf } from "../support/memoryProject.ts";

/** A closed object: the format takes no other keys. */
const closed = (required: readonly string[], properties: Readonly<Record<string, object>>) => ({
  type: "object",
  required,
  properties,
  additionalProperties: false,
});
const text = { type: "string" };
const listOf = (items: object) => ({ type: "array", items });
const extensions = listOf(closed(["vendor_name", "data"], { vendor_name: text, data: text }));
const expression = closed(["dialects"], {
  dialects: {
    ...listOf(
      closed(["dialect", "expression"], {
        dialect: { enum: ["ANSI_SQL", "SNOWFLAKE", "DATABRICKS", "BIGQUERY"] },
        expression: text,
      }),
    ),
    minItems: 1,
  },
});
const datatype = {
  enum: ["String", "Integer", "Decimal", "Float", "Boolean", "Date", "DateTime", "DateTimeTz", "Opaque"],
};

/** The keys of `core-spec/spec.md` of Apache Ossie, draft 0.2.0, as far as they are written here. */
const isModel = new Ajv2020().compile(
  closed(["version", "semantic_model"], {
    version: { const: "0.2.0.dev0" },
    semantic_model: listOf(
      closed(["name", "datasets"], {
        name: text,
        datasets: {
          ...listOf(
            closed(["name", "source"], {
              ...{ name: text, source: text, description: text, primary_key: listOf(text) },
              fields: listOf(
                closed(["name", "expression"], {
                  ...{ name: text, expression, description: text, datatype },
                  ...{ dimension: closed([], { is_time: { type: "boolean" } }) },
                  custom_extensions: extensions,
                }),
              ),
              custom_extensions: extensions,
            }),
          ),
          minItems: 1,
        },
        metrics: listOf(
          closed(["name", "expression"], { name: text, expression, description: text, datatype }),
        ),
      }),
    ),
  }),
);

interface Named {
  readonly name: string;
  readonly description?: string;
  readonly expression: {
    readonly dialects: readonly { readonly dialect: string; readonly expression: string }[];
  };
  readonly custom_extensions?: readonly { readonly data: string }[];
}

interface Model {
  readonly datasets: readonly (Named & { readonly source: string; readonly fields: readonly Named[] })[];
  readonly metrics: readonly Named[];
}

function modelOf(written: string | undefined): Model {
  const document = parse(written ?? "") as { semantic_model: Model[] };
  assert.ok(isModel(document), JSON.stringify(isModel.errors));
  return document.semantic_model[0] ?? assert.fail();
}

const own = ({ custom_extensions: [first] = [] }: Named) =>
  JSON.parse(first?.data ?? "{}") as Record<string, unknown>;

const spec = `from: shop.orders
as: o
key: o.order_id
loaded_at: o.loaded_at
events:
  order_paid: {description: "Paid: at last.", at: o.ordered_at, revenue: {sql: o.total, currency: EUR}}
  order_refunded: {at: o.ordered_at, revenue: {sql: o.total, currency: o.currency}}
  order_closed: {at: o.ordered_at, tests: [{rows: {where: source_key = ''}}]}
`;

async function exported(options: { readonly schema?: string; readonly dialect?: "snowflake" } = {}) {
  const columns = {
    order_id: "bigint",
    total: "decimal(12,2)",
    currency: "varchar",
    ordered_at: "timestamp",
  };
  const project = await projectOf({
    "eventspec.yml": "eventspec: 1\nname: shop\n",
    "a.events.yml": spec,
    "eventspec.catalog.json": JSON.stringify({
      version: 1,
      dialect: "duckdb",
      tables: [
        {
          name: "shop.orders",
          columns: Object.entries({ ...columns, loaded_at: "timestamptz" }).map(([name, type]) => ({
            name,
            type,
          })),
        },
      ],
    }),
  });
  const { dialect, ...rest } = options;
  const reading = await duckDbReading();
  const { texts, losses } = exportOsi(project, {
    reading: { ...reading, ...(dialect && { dialect }) },
    ...rest,
  });
  return { model: modelOf(texts.get("shop")), losses };
}

describe("semantic models of OSI", function () {
  this.timeout(120_000);

  it("hold what specs say of events and properties", async () => {
    const reading = await duckDbReading();
    await fc.assert(
      fc.asyncProperty(describedEvents, async (events) => {
        const { texts } = exportOsi(await describedProject(events), { reading });
        const model = modelOf([...texts.values()][0]);
        for (const event of events.filter(({ variants }) => !variants)) {
          const dataset = model.datasets.find(({ name }) => name === event.name) ?? assert.fail(event.name);
          const said = own(dataset);
          assert.deepEqual(
            [dataset.description, said.version, said.owner, said.tags, said.tier],
            [event.description, event.version, event.owner, event.tags, event.tier],
          );
          for (const property of event.properties) {
            const field =
              dataset.fields.find(({ name }) => name === property.name) ?? assert.fail(property.name);
            assert.deepEqual(
              [field.description, own(field).unit, own(field).privacy],
              [property.description, property.unit, property.privacy],
            );
          }
          assert.ok(model.metrics.some(({ name }) => name === `${event.name}_count`));
        }
      }),
      { numRuns: 40 },
    );
  });

  it("count events, and add up revenue of one currency", async () => {
    const { model, losses } = await exported({ schema: "analytics.events" });
    assert.deepEqual(
      model.metrics.map(({ name, expression: { dialects } }) => [name, dialects[0]?.expression]),
      [
        ["order_paid_count", "count(order_paid.event_id)"],
        ["order_paid_revenue", "sum(order_paid.revenue)"],
        ["order_refunded_count", "count(order_refunded.event_id)"],
        ["order_closed_count", "count(order_closed.event_id)"],
      ],
    );
    assert.equal(model.metrics[1]?.description, "What it earned in EUR, added up. Paid: at last.");
    assert.equal(model.datasets[0]?.source, "analytics.events.order_paid");
    assert.deepEqual(
      losses.map(({ event, message }) => [event, message]),
      [
        [
          "order_refunded",
          "Its revenue is in several currencies, of which a sum means nothing: it is no metric.",
        ],
        ["order_closed", "Its tests of rows are not kept."],
      ],
    );
  });

  it("speak in the dialect where the format has it", async () => {
    const { model } = await exported({ dialect: "snowflake" });
    assert.equal(model.metrics[0]?.expression.dialects[0]?.dialect, "SNOWFLAKE");
  });
});
