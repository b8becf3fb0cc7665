import { defineRule } from "../engine/defineRule.ts";
import { spanInExpression } from "../engine/readings.ts";

export const aggregateInExpression = defineRule<{ function: string }>({
  name: "aggregate-in-expression",
  topic: "Meaning",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  needs: ["parser"],
  summary: "An expression must not aggregate: it is computed from one row.",
  message: (data) => `"${data.function}" aggregates rows, but an event comes from one row.`,
  expression(expression, report, context) {
    const { reading } = expression;
    const aggregate = reading?.functions.find(({ kind, inner }) => kind === "aggregate" && !inner);
    if (!reading?.ok || !reading.hasAggregate || !aggregate) return;
    report(
      spanInExpression(expression, aggregate, context),
      { function: aggregate.name },
      { hint: "Aggregate in a query, `from: {sql: …}`, or keep one row each with `once_per`." },
    );
  },
});
