import type { Fix } from "../../document/types.ts";
import type { DialectName } from "../../sql/types.ts";
import { defineRule } from "../engine/defineRule.ts";
import { spanInExpression } from "../engine/readings.ts";
import type { ReadSql } from "../engine/readSql.ts";
import { columnOf, typeOf } from "../engine/typeOf.ts";
import type { RuleContext } from "../types.ts";

export const timeNotATimestamp = defineRule<{ type: string }>({
  name: "time-not-a-timestamp",
  topic: "Meaning",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  needs: ["types"],
  summary: "`at` must be a timestamp or a date.",
  message: ({ type }) => `The time of an event must be a timestamp; this is ${type}.`,
  expression(expression, report, context) {
    if (expression.role !== "at") return;
    const type = typeOf(expression, context);
    if (!type || type.family === "timestamp" || type.family === "date") return;
    const text = type.family === "text";
    // What stands for no time is taken out first, and no expression could cast the rest before.
    if (text && hasNullValues(expression)) return;
    if (text && columnOf(expression, context)?.mixedTimes) return;
    const hint = text
      ? "Cast it, and say in which format it is written if that is not ISO 8601."
      : "Turn it into a timestamp; a number needs its unit, such as seconds since 1970.";
    report(
      expression.sql,
      { type: type.spelling },
      { hint, ...(text && { fixes: [castFix(expression, context)] }) },
    );
  },
});

function hasNullValues({ event, document }: ReadSql): boolean {
  return Boolean(event?.definition.at?.nullValues?.length || document?.nullValues?.length);
}

const timestampTypes: Partial<Record<DialectName, string>> = {
  clickhouse: "DateTime64(6)",
  trino: "timestamp(6)",
};

function castFix(expression: ReadSql, context: RuleContext): Fix {
  const { text } = expression.sql;
  const start = text.length - text.trimStart().length;
  const content = spanInExpression(expression, { start, end: text.trimEnd().length }, context);
  const type = timestampTypes[context.knowledge.dialect] ?? "timestamp";
  return {
    title: `Cast to ${type}`,
    edits: [
      { span: { start: content.start, end: content.start }, text: "cast(" },
      { span: { start: content.end, end: content.end }, text: ` as ${type})` },
    ],
    preferred: true,
  };
}
