import assert from "node:assert/strict";
import { compile } from "../../server/src/sql/compile.ts";
import { logicalTypeOf } from "../../server/src/sql/logicalType.ts";
import { type DialectName, dialectNames } from "../../server/src/sql/types.ts";
import { projectOf } from "../support/memoryProject.ts";

describe("decimals without a fraction", () => {
  it("are Snowflake's integers, and decimals of every other engine", () => {
    for (const dialect of dialectNames) {
      const whole = dialect === "snowflake" ? { kind: "integer" } : { kind: "decimal", scale: 0 };
      for (const spelling of ["NUMBER(38,0)", "decimal(38, 0)", "Numeric(38)"]) {
        const precision = dialect === "snowflake" ? {} : { precision: 38 };
        assert.deepEqual(
          logicalTypeOf(spelling, dialect),
          { ...whole, ...precision },
          `${dialect} ${spelling}`,
        );
      }
      assert.deepEqual(
        logicalTypeOf("NUMBER(12,2)", dialect),
        { kind: "decimal", precision: 12, scale: 2 },
        dialect,
      );
    }
  });

  it("are of no known size where none is written", () => {
    for (const dialect of dialectNames)
      assert.deepEqual(logicalTypeOf("NUMBER", dialect), { kind: "decimal" });
    assert.deepEqual(logicalTypeOf("Decimal64(0)", "clickhouse"), { kind: "decimal", scale: 0 });
  });

  it("are one wide column with integers in Snowflake", async () => {
    const columnOf = async (dialect: DialectName, spelling: string) => {
      const spec = "from: t\nas: t\nkey: t.id\nevents:\n  made: {at: t.at, properties: {size: t.size}}\n";
      const project = await projectOf({ "a.events.yml": spec });
      const types = (_: unknown, sql: string) => ({
        spelling: sql === "t.size" ? spelling : "timestamp",
        dialect,
      });
      const [relation] = compile(project, { dialect, layout: "wide", types }).relations;
      return relation?.columns.find(({ name }) => name === "size")?.type;
    };
    assert.deepEqual(await columnOf("snowflake", "NUMBER(38,0)"), { kind: "integer" });
    assert.deepEqual(await columnOf("snowflake", "NUMBER(38,2)"), {
      kind: "decimal",
      precision: 38,
      scale: 2,
    });
    assert.deepEqual(await columnOf("trino", "decimal(38,0)"), { kind: "decimal", precision: 38, scale: 0 });
  });
});
