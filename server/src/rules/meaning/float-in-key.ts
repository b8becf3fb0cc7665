import { defineRule } from "../engine/defineRule.ts";
import { typeOf } from "../engine/typeOf.ts";

const words: Readonly<Record<string, string>> = {
  key: "A key",
  once_per: "`once_per`",
  entity: "The id of an entity",
};

export const floatInKey = defineRule<{ what: string; type: string }>({
  name: "float-in-key",
  topic: "Meaning",
  severity: "warning",
  presets: ["minimal", "recommended", "strict"],
  needs: ["types"],
  summary: "Keys and entities must not be floats.",
  message: ({ what, type }) =>
    `${what} is a float here (${type}), whose last digits may change with every computation.`,
  expression(expression, report, context) {
    const what = words[expression.role];
    const type = what === undefined ? undefined : typeOf(expression, context);
    if (what === undefined || type?.type.kind !== "float") return;
    const hint =
      "Use the number as it was before a division, cast it to `decimal(p, s)`, or to an integer if it counts.";
    report(expression.sql, { what, type: type.spelling }, { hint });
  },
});
