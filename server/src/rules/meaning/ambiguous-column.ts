import { writeInside } from "../../document/write/writeInside.ts";
import { defineRule } from "../engine/defineRule.ts";
import { columnsOf, identifiersOf, spanInExpression } from "../engine/readings.ts";
import { resolve, scopeOf } from "../engine/scope.ts";
import { isBound } from "../engine/typeOf.ts";

export const ambiguousColumn = defineRule<{ name: string; candidates: readonly string[] }>({
  name: "ambiguous-column",
  topic: "Meaning",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  needs: ["catalog", "parser"],
  summary: "A column that several tables in scope have must be written with its table's alias.",
  message: ({ name, candidates }) =>
    `"${name}" is a column of ${candidates.map((each) => `"${each}"`).join(" and ")}.`,
  expression(expression, report, context) {
    const columns = columnsOf(expression);
    const scope = columns.length > 0 ? scopeOf(expression, context) : undefined;
    for (const reference of scope ? columns : []) {
      const resolution = scope && resolve(identifiersOf(reference), scope);
      if (resolution?.kind !== "ambiguous" || isBound(expression, context)) continue;
      const before = { start: reference.start, end: reference.start };
      const span = spanInExpression(expression, before, context);
      const fixes = resolution.candidates.map((name) => ({
        title: `Write ${name}.${resolution.name}`,
        edits: [{ span, text: writeInside(expression.sql.scalar.style, `${name}.`) }],
      }));
      const hint = `Say whose: ${resolution.candidates.map((name) => `${name}.${resolution.name}`).join(" or ")}.`;
      report(spanInExpression(expression, reference, context), resolution, { hint, fixes });
    }
  },
});
