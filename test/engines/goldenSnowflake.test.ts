import assert from "node:assert/strict";
import { expectedEvents, goldenCases } from "../support/golden.ts";
import { answeredEvents, overRows, type ScriptAnswer, scriptCases } from "../support/goldenTables.ts";
import { parserPython } from "../support/pythonPackages.ts";
import { runPython } from "../support/runPython.ts";

/**
 * What fakesnow does otherwise than Snowflake. `given` stands in its answer in place of `expected`; a case without them is only counted.
 * All are seen to differ still, so that the list can't outlive its reasons.
 */
const notInFakesnow: Readonly<Record<string, { why: string; expected?: string; given?: string }>> = {
  for_each: { why: "a flattened text keeps its JSON quotes unless its column is called value" },
  hard_values: {
    why: "JSON numbers become floats",
    expected: "12345678901234567890.125",
    given: "12345678901234567000",
  },
};

describe("golden SQL on Snowflake, through fakesnow", () => {
  const cases = goldenCases();
  let answers: Readonly<Record<string, readonly ScriptAnswer[]>>;
  before(async function () {
    this.timeout(600_000);
    const input = await scriptCases(cases, "snowflake");
    answers = (await runPython(await parserPython(), "golden_snowflake.py", input)) as typeof answers;
  });

  const read = cases.flatMap((golden) => [golden.name, overRows(golden)].map((name) => ({ golden, name })));
  for (const { golden, name } of read) {
    const events = () => answeredEvents(golden, "snowflake", answers[name] ?? []);
    const differs = notInFakesnow[golden.name];
    if (!differs) {
      it(`gives the events of ${name}`, async () =>
        assert.deepEqual(await events(), expectedEvents(golden, "snowflake")));
    } else if (differs.expected !== undefined) {
      it(`gives the events of ${name}, but ${differs.why}`, async () => {
        const text = JSON.stringify(expectedEvents(golden, "snowflake"));
        const { expected = "", given = "" } = differs;
        assert.ok(text.includes(expected));
        assert.deepEqual(await events(), JSON.parse(text.replaceAll(expected, given)));
      });
    } else {
      it(`gives as many events of ${name}, but ${differs.why}`, async () => {
        const [given, expected] = [await events(), expectedEvents(golden, "snowflake")];
        assert.deepEqual(counts(given), counts(expected));
        assert.notDeepEqual(given, expected);
      });
    }
  }
});

function counts(events: unknown) {
  return Object.entries(events as Readonly<Record<string, readonly unknown[]>>).map(([name, rows]) => [
    name,
    rows.length,
  ]);
}
