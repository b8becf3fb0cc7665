import { setKey } from "../../document/write/setKey.ts";
import { isPromise } from "../../spec/timeNames.ts";
import { defineRule } from "../engine/defineRule.ts";
import { stringList } from "../engine/options.ts";
import { columnNames } from "../engine/readings.ts";

export const futureTime = defineRule<{ column: string }>({
  name: "future-time",
  topic: "Meaning",
  severity: "warning",
  presets: ["recommended", "strict"],
  needs: ["parser"],
  summary: "`at` must be the time when something happened, not when it was planned or promised.",
  message: ({ column }) => `"${column}" sounds like a promise or a plan, not like something that happened.`,
  options: {
    allow: {
      default: [],
      description: "Columns that hold real occurrences although they sound like a promise.",
    },
  },
  expression(expression, report, context) {
    const { role, event, sql } = expression;
    if (role !== "at" || !event || event.definition.scheduled?.value) return;
    const allowed = stringList(context.options, "allow").map((name) => name.toLowerCase());
    const column = columnNames(expression).find(
      (name) => isPromise(name) && !allowed.includes(name.toLowerCase()),
    );
    if (!column) return;
    const file = context.document(event.file);
    const edits = file && setKey(file, event.definition.name.span, { key: "scheduled", inline: "true" });
    report(
      sql,
      { column },
      {
        hint: `Use the time it really happened and keep "${column}" as a property; if the plan itself is the event, say "scheduled: true".`,
        ...(edits && { fixes: [{ title: "Say that it is scheduled", edits }] }),
      },
    );
  },
});
