import { standingOf } from "../../sql/reader/functionStanding.ts";
import { defineRule } from "../engine/defineRule.ts";
import { problemOf } from "../engine/sqlProblems.ts";

const remove = { hint: "Remove it from `functions`." };

export const forbiddenFunction = defineRule<{ problem: string }>({
  name: "forbidden-function",
  topic: "Security",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  needs: ["parser"],
  summary: "SQL must not call functions that reach files, the network or the system.",
  message: ({ problem }) => problem,
  projectFile({ connections }, report, { knowledge }) {
    for (const { value, span } of connections.flatMap(({ functions }) => functions)) {
      if (standingOf(value.toLowerCase(), knowledge.dialect, false) !== "refused") continue;
      report(span, { problem: `\`${value}\` reaches outside of the data, so nothing can allow it.` }, remove);
    }
  },
  expression(expression, report, context) {
    const found = problemOf(expression, "forbidden-function", context);
    const remedy =
      "Name the data as a table in `from` or `join`; files belong below `connections` in eventspec.yml.";
    const hint = found?.hint ?? remedy;
    if (found) report(found.span, { problem: found.message }, { hint });
  },
});
