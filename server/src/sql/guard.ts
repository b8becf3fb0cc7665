/** The last look before user SQL is put between parentheses: it can't leave them. */
import type { Finding } from "../document/types.ts";
import type { Project, ProjectEvent } from "../project/types.ts";
import type { SqlText } from "../spec/types.ts";
import { type EventExpression, expressionsOf } from "./expressions.ts";
import { tokenize } from "./tokens.ts";
import type { DialectName } from "./types.ts";

/** Findings about SQL of an event that would end its own parentheses, a string or the statement. */
export function refusedSql(project: Project, event: ProjectEvent, dialect: DialectName): Finding[] {
  return expressionsOf(project, event)
    .filter(({ sql }) => !staysInside(sql.text, dialect))
    .map((expression) => refusal(event, expression));
}

function refusal(event: ProjectEvent, { sql, file, path }: EventExpression): Finding {
  return {
    file,
    rule: "statement-in-expression",
    severity: "error",
    message:
      "This is not one whole expression: its parentheses or quotes don't close, or it goes on after a semicolon.",
    hint: "Write exactly one SQL expression.",
    span: sql.span satisfies SqlText["span"],
    event: event.name,
    path,
  };
}

/** Whether brackets and quotes of the text close in it, and nothing ends the statement. */
export function staysInside(text: string, dialect: DialectName): boolean {
  if (/^[\w.]+$/.test(text)) return true;
  const closing: string[] = [];
  const partner: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };
  for (const token of tokenize(text, dialect)) {
    if ((token.open && token.kind !== "comment") || token.doubtful || token.kind === "unknown") return false;
    if (token.open && token.text.startsWith("/*")) return false;
    if (token.kind !== "operator") continue;
    if (token.text === ";") return false;
    const close = partner[token.text];
    if (close !== undefined) closing.push(close);
    else if (/^[)\]}]$/.test(token.text) && closing.pop() !== token.text) return false;
  }
  return closing.length === 0 && text.trim() !== "";
}
