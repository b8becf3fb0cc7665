import assert from "node:assert/strict";
import { parse } from "yaml";
import { exportDbt } from "../../../server/src/exporters/dbt/exportDbt.ts";
import type { DialectName } from "../../../server/src/sql/types.ts";
import { dbtTestFiles } from "../../support/dbtTestCases.ts";
import { projectOf } from "../../support/memoryProject.ts";

interface Named {
  readonly name: string;
  readonly [key: string]: unknown;
}

interface Said {
  readonly models?: readonly Named[];
  readonly semantic_models: readonly (Named & {
    dimensions: Named[];
    entities: Named[];
    measures: Named[];
  })[];
  readonly metrics: readonly Named[];
}

async function exported(
  change: (files: Record<string, string>) => void = () => undefined,
  dialect: DialectName = "duckdb",
) {
  const files = dbtTestFiles(dialect);
  change(files);
  const { files: made, losses } = exportDbt(await projectOf(files), { dialect, examples: new Map() });
  const text = made.get("_semantic.yml");
  return { made, losses, said: text === undefined ? undefined : (parse(text) as Said) };
}

const withManifest =
  (more: (manifest: Record<string, Record<string, unknown>>) => void) => (files: Record<string, string>) => {
    const manifest = JSON.parse(files["target/manifest.json"] ?? "{}");
    more(manifest);
    files["target/manifest.json"] = JSON.stringify(manifest);
  };

describe("events as semantic models and metrics of dbt", () => {
  it("count each event, and add up revenue that is in one currency", async () => {
    const { said, losses } = await exported();
    assert.deepEqual(
      said?.metrics.filter(({ name }) => name.startsWith("paid_in_euros")),
      [
        {
          name: "paid_in_euros_count",
          label: "Paid in euros: events",
          description: "How often it happened. Paid: '{{ '{{' }} now }}'.",
          type: "simple",
          type_params: { measure: "paid_in_euros_count" },
        },
        {
          name: "paid_in_euros_revenue",
          label: "Paid in euros: revenue in EUR",
          description: "What it earned in EUR, added up. Paid: '{{ '{{' }} now }}'.",
          type: "simple",
          type_params: { measure: "paid_in_euros_revenue" },
        },
      ],
    );
    assert.deepEqual(
      losses.filter(({ event, property }) => event === "paid_in_any" && property === undefined),
      [
        {
          event: "paid_in_any",
          message: "Its revenue is in several currencies, of which a sum means nothing: it is no metric.",
        },
      ],
    );
  });

  it("leave out what the semantic layer has no name for, and say so", async () => {
    const { said, losses } = await exported();
    const model = said?.semantic_models.find(({ name }) => name === "paid_in_any");
    assert.deepEqual(
      model?.dimensions.map(({ name }) => name),
      ["occurred_at", "total", "seen", "currency"],
    );
    assert.deepEqual(
      losses.filter(({ event }) => event === "paid_in_any").flatMap(({ property }) => property ?? []),
      ["month", "select", "a__b", "customer", "country"],
    );
    assert.match(
      losses.find(({ event }) => event === "odd__name")?.message ?? "",
      /the event has no metrics/,
    );
  });

  it("count by days of the event's zone, however the engine says that", async () => {
    const time = async (dialect: DialectName) =>
      (await exported(undefined, dialect)).said?.semantic_models[0]?.dimensions[0]?.expr;
    assert.equal(await time("duckdb"), "occurred_at at time zone 'Europe/Brussels'");
    assert.equal(await time("bigquery"), "datetime(occurred_at, 'Europe/Brussels')");
  });

  it("bring a calendar where the project has none, or only ours", async () => {
    const spine = { resource_type: "model", package_name: "shop", columns: { day: { granularity: "day" } } };
    const named = (name: string, file: string, column?: string) =>
      withManifest(({ nodes }) => {
        if (nodes)
          nodes[`model.shop.${name}`] = {
            ...{ ...spine, name, original_file_path: file },
            ...(column && { time_spine: { standard_granularity_column: column } }),
          };
      });
    const own = ["eventspec_time_spine"];
    for (const [change, names] of [
      [() => undefined, own],
      [named("eventspec_time_spine", "models/events/eventspec_time_spine.sql", "day"), own],
      [named("days", "models/days.sql", "day"), undefined],
      [named("metricflow_time_spine", "models/metricflow_time_spine.sql"), undefined],
      [named("days", "models/days.sql"), own],
    ] as const) {
      const { said, made } = await exported(change);
      assert.deepEqual(
        said?.models?.map(({ name }) => name),
        names,
      );
      assert.equal(made.has("eventspec_time_spine.sql"), names !== undefined);
    }
  });

  it("leave names to the project that has them", async () => {
    const { said, losses } = await exported(
      withManifest((manifest) => {
        manifest.metrics = { a: { name: "paid_somehow_count", original_file_path: "models/metrics.yml" } };
        manifest.semantic_models = {
          b: { name: "good_placed", original_file_path: "models/events/_semantic.yml" },
        };
      }),
    );
    const names = said?.semantic_models.map(({ name }) => name);
    assert.ok(!names?.includes("paid_somehow") && names?.includes("good_placed"));
    assert.match(losses.find(({ event }) => event === "paid_somehow")?.message ?? "", /already/);
  });

  it("are not there where nobody wants them", async () => {
    const { made } = await exported((files) => {
      files["eventspec.yml"] = (files["eventspec.yml"] ?? "").replace(
        "{project: .}",
        "{project: ., metrics: false}",
      );
    });
    assert.ok(!made.has("_semantic.yml") && !made.has("eventspec_time_spine.sql"));
  });
});
