/** The text of a document with generated SQL. */
import type { CompileResult } from "../../../server/src/editor/lsp/protocol.ts";

/** The SQL, with what stands in its way as comments above it. */
export function sqlText(event: string, { sql, problems }: CompileResult): string {
  const comments = problems.flatMap((problem) => problem.split(/\r?\n/)).map((line) => `-- ${line}`);
  if (sql) return [...comments, sql].join("\n");
  return [`-- ${event} has no SQL yet.`, ...comments].join("\n");
}

/** What is on show of an event's SQL. */
export interface ShownSql {
  readonly event: string;
  readonly text: string;
  /** The SQL of the last text that had no errors. */
  readonly good?: string;
  /** `text` is that, because the spec is half typed. */
  readonly dimmed: boolean;
}

/** What is shown next: while the spec is half typed, the last good SQL of the same event stays. */
export function nextSql(before: ShownSql | undefined, event: string, result: CompileResult): ShownSql {
  const good = before?.event === event ? before.good : undefined;
  if (!result.halfTyped) {
    const text = sqlText(event, result);
    return { event, text, dimmed: false, ...(result.sql && { good: text }) };
  }
  if (good === undefined) return { event, text: sqlText(event, result), dimmed: false };
  return {
    event,
    text: `-- The spec has errors: this is its last SQL without.\n${good}`,
    good,
    dimmed: true,
  };
}
