import assert from "node:assert/strict";
import { sqlOfRows } from "../../server/src/project/sqlOf.ts";
import { probeEvent, probeOne } from "../../server/src/sql/probe.ts";
import { goldenCases, goldenProject } from "../support/golden.ts";
import { duckDbSession } from "../support/goldenDuckDb.ts";
import { projectOf } from "../support/memoryProject.ts";

describe("probes", () => {
  for (const golden of goldenCases()) {
    it(`bind every expression of ${golden.name}, together and one by one`, async () => {
      const session = await duckDbSession(golden.tables);
      const project = await goldenProject(golden, "duckdb");
      try {
        for (const event of project.events.filter(
          ({ enabled, definition }) => enabled && !definition.proposed,
        )) {
          const whole = probeEvent(project, event, "duckdb");
          assert.ok(whole);
          assert.deepEqual(await session.rows(whole.sql), []);
          const singles = sqlOfRows(project, event).map((one) => probeOne(project, event, "duckdb", one));
          for (const probe of [whole, ...singles]) {
            assert.ok(probe);
            await session.rows(probe.sql);
            for (const { text, start } of probe.columns) {
              assert.equal(probe.sql.slice(start, start + text.length), text);
            }
          }
        }
      } finally {
        session.close();
      }
    });
  }

  it("name the expression that an engine refuses, though others are wrong too", async () => {
    const session = await duckDbSession();
    const project = await projectOf({
      "eventspec.yml": "eventspec: 1\nname: p\n",
      "a.events.yml": `
from: orders
as: o
key: o.id
join: [{from: orders, as: p, on: p.nothing = o.id}]
events:
  order_placed:
    at: o.at_
    properties: {fine: o.id, wrong: upper(o.idd)}
`,
    });
    const [event] = project.events;
    assert.ok(event);
    try {
      await session.run("create table orders as select 1 as id, timestamp '2026-01-01' as at_");
      const refused: string[] = [];
      for (const expression of sqlOfRows(project, event)) {
        const probe = probeOne(project, event, "duckdb", expression);
        await session.rows(probe?.sql ?? "").catch(() => refused.push(expression.path));
      }
      assert.deepEqual(refused, ["join.0.on", "events.order_placed.properties.wrong"]);
    } finally {
      session.close();
    }
  });
});
