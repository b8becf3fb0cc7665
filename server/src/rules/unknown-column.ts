import { didYouMean } from "../document/didYouMean.ts";
import { writeInside } from "../document/write/writeInside.ts";
import type { ColumnReference } from "../sql/reader/types.ts";
import { defineRule } from "./engine/defineRule.ts";
import { oneFix } from "./engine/fixes.ts";
import { columnsOf, namesOf, spanInExpression } from "./engine/readings.ts";
import type { ReadSql } from "./engine/readSql.ts";
import { type Resolution, resolve, scopeOf } from "./engine/scope.ts";
import type { ReportExtras, RuleContext } from "./types.ts";

type Unknown = Extract<Resolution, { kind: "unknown-column" | "unknown-name" | "hidden" }>;

export const unknownColumn = defineRule<Unknown>({
  name: "unknown-column",
  topic: "Meaning",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  needs: ["catalog", "parser"],
  summary: "Every column is one of a table in scope.",
  message: (data) => messageOf(data),
  expression(expression, report, context) {
    const columns = columnsOf(expression);
    const scope = columns.length > 0 ? scopeOf(expression, context) : undefined;
    for (const reference of scope ? columns : []) {
      const resolution = scope && resolve(namesOf(reference), scope);
      if (!resolution || resolution.kind === "found" || resolution.kind === "ambiguous") continue;
      const at = spanInExpression(expression, reference, context);
      report(at, resolution, remedy(resolution, reference, expression, context));
    }
  },
});

function messageOf(unknown: Unknown): string {
  if (unknown.kind === "hidden") return unknown.hidden.why;
  if (unknown.kind === "unknown-name") return `Nothing here is called "${unknown.name}".`;
  return `There is no column "${unknown.name}"${unknown.of ? ` in "${unknown.of}"` : ""}.`;
}

function remedy(
  unknown: Unknown,
  reference: ColumnReference,
  expression: ReadSql,
  context: RuleContext,
): ReportExtras {
  if (unknown.kind === "hidden") return { hint: unknown.hidden.remedy };
  const guess = didYouMean(unknown.name, unknown.candidates);
  if (!guess) return { hint: choices(unknown) };
  const { parts, start, end } = reference;
  const text = expression.sql.text;
  const wrong = parts.findIndex(({ name }) => name === unknown.name);
  const written = parts.map((part, index) =>
    index === wrong ? quotedIfNeeded(guess) : text.slice(part.start, part.end),
  );
  const better = written.join(".");
  const span = spanInExpression(expression, { start, end }, context);
  const { style } = expression.sql.scalar;
  // A plain scalar that begins with a quote would be another scalar.
  const fits = style !== "plain" || start > 0 || !better.startsWith('"');
  return {
    hint: `Did you mean ${better}?`,
    ...oneFix(`Change to ${better}`, fits ? [{ span, text: writeInside(style, better) }] : undefined),
  };
}

function choices({ kind, candidates }: Exclude<Unknown, { kind: "hidden" }>): string {
  if (candidates.length === 0) return "Nothing is known here by name.";
  const what = kind === "unknown-name" ? "Names in scope" : "Columns";
  return `${what}: ${candidates.slice(0, 8).join(", ")}${candidates.length > 8 ? ", …" : ""}.`;
}

function quotedIfNeeded(part: string): string {
  return /^[\p{L}_][\p{L}\p{N}_$]*$/u.test(part) ? part : `"${part.replaceAll('"', '""')}"`;
}
