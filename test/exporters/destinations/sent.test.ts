/** What a destination gets, and that all it does not get is told. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Project } from "../../../server/src/project/types.ts";
import { withCatalog } from "../../../server/src/project/updateFile.ts";
import type { DestinationTool } from "../../../server/src/spec/destinationTools.ts";
import { isMorePrivate } from "../../../server/src/spec/privacy.ts";
import type { Privacy } from "../../../server/src/spec/types.ts";
import { exported } from "../../support/destinationCase.ts";
import { type GoldenTable, goldenCatalog } from "../../support/golden.ts";
import { duckDbSession } from "../../support/goldenDuckDb.ts";
import { projectOf } from "../../support/memoryProject.ts";

interface Written {
  readonly name: string;
  readonly privacy: Privacy | undefined;
}

const table: GoldenTable = {
  name: "shop.orders",
  columns: [
    { name: "id", type: "integer", nullable: false },
    { name: "at", type: "timestamp", nullable: false },
  ],
  rows: [["123456", "2026-01-05 10:00:00"]],
};

async function projectWith(
  tool: DestinationTool,
  most: Privacy | undefined,
  properties: readonly Written[],
): Promise<Project> {
  const declared = properties.map(({ name, privacy }) => [
    name,
    { value: `value of ${name}`, ...(privacy && { privacy }) },
  ]);
  const spec = {
    from: table.name,
    as: "o",
    key: "o.id",
    entities: { customer: "o.id" },
    send_to: [tool],
    events: { thing_done: { at: "o.at", properties: Object.fromEntries(declared) } },
  };
  const settings = {
    eventspec: 1,
    name: "p",
    entities: { customer: { type: "integer" } },
    destinations: { [tool]: { type: tool, ...(most && { privacy: most }) } },
  };
  const files = { "eventspec.yml": JSON.stringify(settings), "a.events.yml": JSON.stringify(spec) };
  return withCatalog(await projectOf(files), goldenCatalog([table], "duckdb"));
}

/** The keys of the only event's JSON, as DuckDB gives it. */
async function keysSent(sql: string): Promise<string[]> {
  const session = await duckDbSession([table]);
  try {
    const [row] = await session.rows(sql);
    const column = row && ["properties", "event_properties", "payload"].find((name) => name in row);
    const json = JSON.parse(String(row?.[column ?? ""])) as Record<string, unknown>;
    return Object.keys(column === "payload" ? (json.properties as Record<string, unknown>) : json);
  } finally {
    session.close();
  }
}

const classes: readonly (Privacy | undefined)[] = [undefined, "public", "internal", "personal", "sensitive"];
const names = fc.oneof(
  fc.constantFrom("time", "TIME", "$x", "mp_y", "a b", "ünï", "it's", 'a"b', "select", "日本"),
  fc.string({ minLength: 1, maxLength: 8, unit: "grapheme-ascii" }).filter((text) => /^[^\s{}]+$/.test(text)),
);

describe("what a destination gets", function () {
  this.timeout(240_000);

  it("is each property, or a loss tells why not; nothing more private than it may receive", () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom<DestinationTool>("mixpanel", "amplitude", "braze", "census"),
        fc.constantFrom(...classes),
        fc.uniqueArray(fc.record({ name: names, privacy: fc.constantFrom(...classes) }), {
          maxLength: 6,
          selector: ({ name }) => name.toLowerCase(),
        }),
        async (tool, most, properties) => {
          const project = await projectWith(tool, most, properties);
          const read = project.events[0]?.properties.map(({ name }) => name.value) ?? [];
          const { sql, losses } = exported(project, tool, "duckdb");
          assert.ok(sql);
          const sent = new Set(await keysSent(sql));
          const lost = new Set(losses.map(({ property }) => property));
          for (const name of read) assert.notEqual(sent.has(name), lost.has(name), `${name} in ${sql}`);
          for (const { name, privacy } of properties)
            if (privacy && most && isMorePrivate(privacy, most)) {
              assert.ok(!sent.has(name), name);
              assert.ok(!sql.includes(`value of ${name.replaceAll("'", "''")}'`), sql);
            }
        },
      ),
      { numRuns: 60 },
    ));

  it("is as many properties as Mixpanel takes", async () => {
    const all = Array.from({ length: 256 }, (_, at) => ({ name: `p${at}`, privacy: undefined }));
    const project = await projectWith("mixpanel", undefined, all);
    const { sql = "", losses } = exported(project, "mixpanel", "duckdb");
    assert.equal((await keysSent(sql)).length, 249);
    assert.deepEqual(
      losses.flatMap(({ property = "" }) => (property ? [property] : [])),
      ["p249", "p250", "p251", "p252", "p253", "p254", "p255"],
    );
    assert.equal(
      (await keysSent(exported(await projectWith("census", undefined, all), "census", "duckdb").sql ?? ""))
        .length,
      256,
    );
  });
});
