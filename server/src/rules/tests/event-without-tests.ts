import { type Entry, setKey } from "../../document/write/setKey.ts";
import type { ProjectEvent } from "../../project/types.ts";
import { hasTests } from "../completeness.ts";
import { defineRule } from "../engine/defineRule.ts";
import { oneFix } from "../engine/fixes.ts";

export const eventWithoutTests = defineRule<{ event: string }>({
  name: "event-without-tests",
  topic: "Tests",
  severity: "warning",
  presets: ["recommended", "strict"],
  summary: "Every event must declare a test, an example or a reconciliation.",
  message: ({ event }) => `Event "${event}" has no tests.`,
  event(event, report, { document }) {
    if (hasTests(event)) return;
    const { definition } = event;
    const file = document(event.file);
    const edits = file && setKey(file, definition.name.span, firstTest(event));
    report(
      definition.name,
      { event: event.name },
      {
        hint: "Add what must always hold, such as a value that is never null or a volume per day.",
        ...oneFix("Add a test", edits),
      },
    );
  },
});

/** An event is about somebody; where it isn't, it at least happens. */
function firstTest(event: ProjectEvent): Entry {
  const entity = event.entities[0]?.name.value;
  const test = entity ? `not_null: [${entity}_id]` : "volume: {per: day, min: 1}";
  return { key: "tests", inline: `[{${test}}]`, lines: [`- ${test}`] };
}
