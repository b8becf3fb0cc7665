import assert from "node:assert/strict";
import { mark } from "../support/markers.ts";
import { projectOf } from "../support/memoryProject.ts";
import { check } from "./findingsOf.ts";

const columns = "status, note, total, checked, key, warned, engine";

/** A dbt project whose model has a column for each way in which one may be known to have a value. */
function manifest(): string {
  const test = (name: string, column: string, config = {}) => [
    `test.shop.${name}_${column}`,
    {
      ...{ resource_type: "test", package_name: "shop", name: `${name}_${column}`, column_name: column },
      ...{ attached_node: "model.shop.orders", depends_on: { nodes: ["model.shop.orders"] } },
      ...{ test_metadata: { name, kwargs: { column_name: column } }, config: { enabled: true, ...config } },
    },
  ];
  const column = (name: string, constraints: readonly object[] = []) => [
    name,
    { name, data_type: name === "total" ? "bigint" : "varchar", constraints },
  ];
  return JSON.stringify({
    metadata: { project_name: "shop", adapter_type: "duckdb", generated_at: "2026-01-01T00:00:00Z" },
    nodes: Object.fromEntries([
      [
        "model.shop.orders",
        {
          ...{
            resource_type: "model",
            package_name: "shop",
            name: "orders",
            alias: "orders",
            schema: "main",
          },
          ...{ contract: { enforced: true }, config: { contract: { enforced: true } } },
          columns: Object.fromEntries(
            columns
              .split(", ")
              .map((name) => column(name, name === "key" ? [{ type: "primary_key" }] : []))
              .concat([column("constrained", [{ type: "not_null" }])]),
          ),
        },
      ],
      test("not_null", "checked"),
      test("not_null", "warned", { severity: "warn" }),
    ]),
    sources: {},
  });
}

/** The places of the findings in a filter, and the fixes of the first. */
async function found(where: string, more = "") {
  const spec = `from: ref('orders')\nas: o\nkey: o.key\n${more}where: ${where}\nevents:\n  placed:\n    at: o.at\n`;
  const project = await projectOf({
    "eventspec.yml": "eventspec: 1\nname: p\ndbt: {project: .}\nconnections: {dev: {type: duckdb}}\n",
    "eventspec.catalog.json": JSON.stringify({
      version: 1,
      dialect: "duckdb",
      tables: [
        {
          name: "people",
          columns: [
            { name: "id", type: "BIGINT", nullable: false },
            { name: "name", type: "VARCHAR", nullable: false },
          ],
        },
      ],
    }),
    "target/manifest.json": manifest(),
    "a.events.yml": spec,
  });
  const all = (await check(project)).filter(({ rule }) => rule === "filter-drops-nulls");
  const marked = mark(
    spec,
    all.map(({ span }) => span),
  );
  const [first] = all;
  return {
    places: (marked.match(/⟦[^⟧]*⟧/g) ?? []).map((place) => place.slice(1, -1)),
    fixes: (first?.fixes ?? []).map(({ edits }) => edits[0]?.text),
    message: first?.message,
  };
}

describe("filters that leave out rows without a value", () => {
  it("are found at `<>`, `not in` and `not like`, wherever the condition stands", async () => {
    for (const [where, places] of [
      ["o.status <> 'x'", ["o.status <> 'x'"]],
      ["o.status != o.note", ["o.status != o.note"]],
      ["status not in ('x', 'y')", ["status not in ('x', 'y')"]],
      [
        "o.total > 5 and (o.status not like 'x%' or o.note <> 'y')",
        ["o.status not like 'x%'", "o.note <> 'y'"],
      ],
      ["(o.total <> lower(o.note) or o.total > 1)", []],
      ["(o.total <> lower(o.note) or o.note = 'x')", ["o.total <> lower(o.note)"]],
    ] as const)
      assert.deepEqual((await found(where)).places.slice(0, 2), places, where);
    assert.equal(
      (await found("o.status <> 'x'")).message,
      'Rows whose "status" is null are left out by `<>`, too: a comparison with null is not true.',
    );
  });

  it("are none of a column that has a value in every row, as dbt's test or constraint or the engine says", async () => {
    for (const column of ["checked", "key", "constrained"])
      assert.deepEqual((await found(`o.${column} <> 'x'`)).places, [], column);
    assert.deepEqual((await found("o.warned <> 'x'")).places, ["o.warned <> 'x'"]);
  });

  it("are some of a joined table's column where rows may have no partner", async () => {
    const join = (type: string) => `join: [{from: people, as: p, on: p.id = o.total, type: ${type}}]\n`;
    assert.deepEqual((await found("p.name <> 'x'", join("left"))).places, ["p.name <> 'x'"]);
    assert.deepEqual((await found("p.name <> 'x'", join("inner"))).places, []);
  });

  it("are none where the filter says what becomes of such rows, or means something else", async () => {
    for (const where of [
      "o.status is null or o.status <> 'x'",
      "o.status is not null and o.status <> 'x'",
      "o.status in ('a', 'b') and o.status <> 'a'",
      "coalesce(o.status, '') <> 'x'",
      "coalesce(o.status <> 'x', true)",
      "case when o.status <> 'x' then true else true end",
      "o.status is distinct from 'x'",
      "not (o.status <> 'x')",
      "exists (select 1 from people as p where p.name <> 'x')",
    ])
      assert.deepEqual((await found(where)).places, [], where);
  });

  it("are mended in either way", async () => {
    assert.deepEqual((await found("o.status <> 'x'")).fixes, [
      "o.status is distinct from 'x'",
      "(o.status is not null and o.status <> 'x')",
    ]);
    assert.deepEqual((await found("o.status not in ('x', 'y') and o.total > 1")).fixes, [
      "(o.status is null or o.status not in ('x', 'y'))",
      "(o.status is not null and o.status not in ('x', 'y'))",
    ]);
  });

  it("are no trouble half-typed", async () => {
    for (const where of ["o.status <>", "o.status not in (", "o.status not", "'o.status <> ((''x'''"])
      await found(where);
  });
});
