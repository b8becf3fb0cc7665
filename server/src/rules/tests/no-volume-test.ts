import { addItems } from "../../document/write/addItems.ts";
import { defineRule } from "../engine/defineRule.ts";
import { oneFix } from "../engine/fixes.ts";

export const noVolumeTest = defineRule<{ event: string }>({
  name: "no-volume-test",
  topic: "Tests",
  severity: "info",
  presets: ["strict"],
  summary: "Every event must have a test of its volume.",
  message: ({ event }) =>
    `Nothing would be found if event "${event}" came far more or less often than usual.`,
  event({ definition, name, file }, report, context) {
    if (definition.proposed || definition.tests.some(({ kind }) => kind === "volume")) return;
    const document = context.document(file);
    const test = "volume: {per: day, unusual: 4}";
    const item = { inline: `{${test}}`, lines: [test] };
    const edits = document && addItems(document, definition.name.span, "tests", [item]);
    report(
      definition.name,
      { event: name },
      {
        hint: "Add a test of its volume: a range per day, or `unusual`, which compares with the same weekday of earlier weeks.",
        ...oneFix("Test that the volume is usual", edits),
      },
    );
  },
});
