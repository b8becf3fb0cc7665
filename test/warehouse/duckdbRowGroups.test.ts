import assert from "node:assert/strict";
import { join } from "node:path";
import { withCatalog } from "../../server/src/project/updateFile.ts";
import { compile } from "../../server/src/sql/compile.ts";
import { never, open, temporaryFolder } from "../support/connections.ts";
import { duckDbSession } from "../support/goldenDuckDb.ts";
import { idAndTimeTypes } from "../support/idTypes.ts";
import { projectOf } from "../support/memoryProject.ts";

const spec = `from: orders
as: o
key: o.id
events:
  order_placed: {at: o.placed_at}
  order_paid: {at: o.paid_at}
`;

/** The catalog's column, and how often the window's query reads the file. */
async function lookedAt(order: string) {
  const folder = await temporaryFolder();
  const session = await duckDbSession();
  await session.run(`copy (
    select i as id, timestamp '2025-01-01' + to_hours(i // 20) as placed_at, placed_at + interval 2 hour as paid_at, 'infinity' as status,
      case when i % 7 = 0 then timestamp 'infinity' else placed_at end as ends_at
    from range(200_000) t(i) order by ${order}
  ) to '${join(folder.path, "orders.parquet")}' (row_group_size 2048)`);
  session.close();
  const connection = await open(
    "duckdb",
    { files: { orders: "orders.parquet" } },
    { projectRoot: folder.path },
  );
  try {
    const columns = (await connection.describe?.(never()))?.[0]?.columns ?? [];
    const project = withCatalog(
      await projectOf({ "eventspec.yml": "eventspec: 1\nname: p\n", "a.events.yml": spec }),
      {
        known: true,
        tables: [
          {
            parts: ["orders"],
            columns: columns.map((column) => ({ ...column, dialect: "duckdb" as const })),
            origin: "files",
          },
        ],
      },
    );
    const options = { dialect: "duckdb", layout: "narrow", types: idAndTimeTypes } as const;
    const readings = (window: { since: string } | undefined) => {
      const { relations } = compile(project, { ...options, ...(window && { window }) });
      return relations[0]?.sql.match(/from orders\b/g)?.length;
    };
    const placed = columns.find(({ name }) => name === "placed_at");
    const others = columns.filter(({ name }) => name === "status" || name === "ends_at");
    return { placed, others, windowed: readings({ since: "2025-03-01" }), whole: readings(undefined) };
  } finally {
    await connection.close();
    await folder.remove();
  }
}

describe("the order of rows in Parquet files", () => {
  it("lets a window without a bound read each event's own groups of rows", async () => {
    const { placed, others, windowed, whole } = await lookedAt("placed_at");
    assert.ok(placed?.momentShare !== undefined && placed.momentShare < 0.05, `share ${placed?.momentShare}`);
    assert.equal(placed?.description, undefined);
    assert.deepEqual(
      others.map(({ momentShare }) => momentShare),
      [undefined, undefined],
    );
    assert.deepEqual([windowed, whole], [2, 1]);
  });

  it("lets it read everything once where rows have no order", async () => {
    const { placed, windowed, whole } = await lookedAt("hash(i)");
    assert.ok(placed?.momentShare !== undefined && placed.momentShare > 0.9, `share ${placed?.momentShare}`);
    assert.deepEqual([windowed, whole], [1, 1]);
  });
});
