import { boundKey } from "../../binding/boundKey.ts";
import { expressionTypes } from "../../binding/expressionTypes.ts";
import { unresolvedTables } from "../../project/unresolvedTables.ts";
import { keyFindings } from "../../sql/plan/keyTypes.ts";
import { planEvent } from "../../sql/plan/planEvent.ts";
import { refusedSql } from "../../sql/refusedSql.ts";
import { defineRule } from "../engine/defineRule.ts";

/** Without types from a connection nothing is said here: `compile` and `preview`, which make ids, refuse what nobody knows. */
export const unknownKeyType = defineRule<{ message: string }>({
  name: "unknown-key-type",
  topic: "Meaning",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  needs: ["types"],
  summary:
    "The type of every key and entity must be known, and be one that all engines write as the same text.",
  message: ({ message }) => message,
  event(event, report, { project, knowledge: { types, dialect } }) {
    const bound = types?.events.get(boundKey(event.file, event.name, event.also));
    if (!bound || bound.failures.length > 0) return;
    // Without a table nothing has a type, and other rules say so.
    if (!event.document.source || unresolvedTables(event, project).length > 0) return;
    // What is refused was not asked about, and other rules say so.
    if (refusedSql(project, event, dialect).length > 0) return;
    const plan = planEvent({ project, dialect, types: expressionTypes(types) }, event);
    for (const { span, message, hint } of plan ? keyFindings(event, plan) : [])
      report(span, { message }, hint === undefined ? {} : { hint });
  },
});
