import assert from "node:assert/strict";
import { exportDbt } from "../../../server/src/exporters/dbt/exportDbt.ts";
import { loadSqlParser } from "../../../server/src/sql/reader/parser.ts";
import { type DialectName, dialectNames } from "../../../server/src/sql/types.ts";
import { dbtTestFiles } from "../../support/dbtTestCases.ts";
import { assertGolden } from "../../support/exportGolden.ts";
import { projectOf } from "../../support/memoryProject.ts";

async function exported(
  dialect: DialectName,
  change: (files: Record<string, string>) => void = () => undefined,
) {
  const files = dbtTestFiles(dialect);
  change(files);
  const project = await projectOf(files);
  const queries = project.events.flatMap(({ definition }) => definition.reconcile.map(({ sql }) => sql.text));
  const parser = await loadSqlParser({ dialect, expressions: new Set(), queries: new Set(queries) });
  const outputsOf = (sql: string) => parser.query(sql, dialect).outputs;
  return exportDbt(project, { dialect, examples: new Map(), outputsOf });
}

/** Each kind once, and where the rows come from otherwise. */
const shown =
  /^(?:bad_placed_(?:(?:fresh|no_future|one_row|rows|unique|values|volume).*|follows_bad_paid_2)|bad_channel_(?:rows|variant).*|good_hour_passed_volume_per_hour|anything_bought_rows.*|ordered_reconcile_(?:nearly_the_count|same_months|sum_by_key|out_of_a_table))\.sql$/;

describe("checks as singular tests of dbt", () => {
  for (const dialect of dialectNames)
    it(`are written for ${dialect} as expected`, async () => {
      const { tests } = await exported(dialect);
      await assertGolden(`tests-${dialect}`, new Map([...tests].filter(([name]) => shown.test(name))));
    });

  it("say what can't be one, and why", async () => {
    const { losses } = await exported("duckdb", (files) => {
      files["more.events.yml"] = `from: source('raw', 'good_orders')
as: o
key: o.order_id
properties: {status: {sql: o.channel, type: string}}
events:
  more_placed:
    at: o.ordered_at
    tests:
      - not_null: [nope]
      - volume: {per: day, unusual: 4}
      - follows: {event: nobody_did, by: key}
      - rows: {name: writes, where: "delete from o"}
    tracked_as: {event: good_paid}
    reconcile: [{name: any, sql: "select * from nowhere"}]
  more_once: {at: o.ordered_at, once_per: o.customer_id}
`;
    });
    const own = losses.filter(({ event }) => event?.startsWith("more_"));
    assert.deepEqual(
      own.map(({ event, check, message }) => [event, check, message]),
      [
        ["more_placed", "nope", 'The event has no column "nope".'],
        [
          "more_placed",
          "per day, unusual",
          "Whether the newest period is unusual depends on which earlier ones were, one after the other, which a query can't tell.",
        ],
        ["more_placed", "nobody_did", 'There is no event "nobody_did" in this project.'],
        ["more_placed", "writes", "`delete` is a statement of its own; only reading is possible here."],
        [
          "more_placed",
          "any",
          "Which columns its query gives can't be told without the warehouse: list them, each with a name.",
        ],
        [
          "more_placed",
          "good_paid",
          "A comparison with a tracked twin takes several queries, of which each may end it.",
        ],
        [
          "more_once",
          "rows without a once_per key",
          "A check that only tells what is left out, and never fails, is no test.",
        ],
      ],
    );
  });

  it("are none where an event is only proposed", async () => {
    const { tests } = await exported("duckdb", (files) => {
      for (const name of ["bad", "good"])
        files[`${name}.events.yml`] = (files[`${name}.events.yml`] ?? "").replaceAll(
          "    at: o.ordered_at\n",
          "    proposed: {}\n    at: o.ordered_at\n",
        );
    });
    assert.deepEqual(
      [...tests.keys()].filter((name) => name.startsWith("good_placed") || name.startsWith("bad_once")),
      [],
    );
  });

  it("have names of their own whatever checks are called", async () => {
    const { tests } = await exported("duckdb", (files) => {
      files["more.events.yml"] = `from: source('raw', 'good_orders')
as: o
key: o.order_id
events:
  more_placed:
    at: o.ordered_at
    tests:
      - rows: {name: "Größer!", where: "source_key = 'a'"}
      - rows: {name: "größer?", where: "source_key = 'b'"}
      - rows: {name: "😀", where: "source_key = 'c'"}
      - rows: {name: "{{ 1/0 }} #} {% x", where: "source_key = '{{ d }}'"}
`;
    });
    const own = [...tests].filter(([name]) => name.startsWith("more_placed_rows"));
    assert.deepEqual(
      own.map(([name]) => name),
      [
        "more_placed_rows.sql",
        "more_placed_rows_1_0_x.sql",
        "more_placed_rows_gr_er.sql",
        "more_placed_rows_gr_er_2.sql",
      ],
    );
    const braced = tests.get("more_placed_rows_1_0_x.sql") ?? "";
    assert.match(braced, /^\{# Finds what breaks it\. more_placed: __ 1\/0 __ __ _% x #\}$/m);
    assert.match(braced, /where source_key = '\{\{ '\{\{' \}\} d \}\}'/);
  });
});
