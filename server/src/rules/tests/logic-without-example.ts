import type { EventDefinition } from "../../spec/types.ts";
import { defineRule } from "../engine/defineRule.ts";

export const logicWithoutExample = defineRule<{ event: string; logic: string }>({
  name: "logic-without-example",
  topic: "Tests",
  severity: "info",
  presets: ["recommended", "strict"],
  summary: "An event that more than reads columns must show by an example what comes out.",
  message: ({ event, logic }) => `Event "${event}" has ${logic}, and no example of what comes out.`,
  event({ definition, name }, report) {
    if (definition.examples.length > 0 || definition.proposed) return;
    const logic = logicOf(definition);
    if (logic === undefined) return;
    const hint =
      "Write given rows and the events expected of them below `examples`; the editor makes one of a row in the results.";
    report(definition.name, { event: name, logic }, { hint });
  },
});

/** `case when … end` at least. */
const shortestCase = 15;

function isCase(sql: string): boolean {
  return sql.length >= shortestCase && /\bcase\b/i.test(sql) && /\bwhen\b/i.test(sql);
}

/** What may come out otherwise than it was meant; conditions and arithmetic are read at a glance. */
function logicOf(definition: EventDefinition): string | undefined {
  const { changes, variants, oncePer, sequence, forEach, at, where, revenue, properties } = definition;
  if (changes) return "`changes`";
  if (variants) return "`variants`";
  if (oncePer) return "`once_per`";
  if (sequence) return "a `sequence`";
  if (forEach && forEach.length > 0) return "`for_each`";
  const texts = [at?.sql, where, revenue, ...properties.map(({ sql }) => sql)];
  return texts.some((sql) => sql && isCase(sql.text)) ? "a `case`" : undefined;
}
