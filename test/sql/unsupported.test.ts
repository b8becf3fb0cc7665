import assert from "node:assert/strict";
import { compile } from "../../server/src/sql/compile.ts";
import { logicalTypeOf } from "../../server/src/sql/logicalType.ts";
import { type DialectName, dialectNames } from "../../server/src/sql/types.ts";
import { projectOf } from "../support/memoryProject.ts";

const project = "eventspec: 1\nname: test\n";

async function refusals(spec: string, dialect: DialectName): Promise<string[]> {
  const { findings } = compile(await projectOf({ "eventspec.yml": project, "a.events.yml": spec }), {
    dialect,
    layout: "narrow",
    types: () => ({ spelling: dialect === "clickhouse" ? "DateTime64(6)" : "timestamp", dialect }),
  });
  return findings.map(
    ({ rule, message, span }) => `${rule}: ${message} [${spec.slice(span.start, span.end)}]`,
  );
}

const withHistory = (on: string) => `from: shop.orders
as: o
key: o.order_id
join:
  - from: shop.owners
    as: owner
    on: ${on}
    as_of: {start: owner.since}
events:
  order_placed:
    at: o.ordered_at
`;

const everyDialect = dialectNames.filter((dialect) => dialect !== "duckdb" && dialect !== "postgres");

describe("what an engine has no SQL for", () => {
  for (const dialect of everyDialect) {
    it(`is a latest row that is compared with other tables by more than equality in ${dialect}`, async () => {
      for (const on of ["owner.shop = o.shop and owner.active", "owner.active", '"true"'])
        assert.deepEqual(await refusals(withHistory(on), dialect), []);
      assert.deepEqual(await refusals(withHistory("owner.low <= o.size"), dialect), [
        `sql-refused: In ${dialect} the latest row of "owner" is found by columns that equal those of other tables and by conditions on one table alone. [owner.low <= o.size]`,
      ]);
    });
  }

  it("is no latest row where queries see the tables beside them", async () => {
    for (const dialect of ["duckdb", "postgres"] as const)
      assert.deepEqual(await refusals(withHistory("owner.low <= o.size"), dialect), []);
  });
});

describe("times of ClickHouse", () => {
  it("are moments where their type has a zone, else what a clock shows", () => {
    assert.equal(logicalTypeOf("Nullable(DateTime64(6, 'UTC'))", "clickhouse").kind, "instant");
    assert.equal(logicalTypeOf("DateTime('Europe/Brussels')", "clickhouse").kind, "instant");
    assert.equal(logicalTypeOf("Nullable(DateTime64(3))", "clickhouse").kind, "timestamp");
    assert.equal(logicalTypeOf("DateTime", "clickhouse").kind, "timestamp");
  });
});
