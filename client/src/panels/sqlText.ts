/** The text of a document with generated SQL. */
import type { CompileResult } from "../../../server/src/editor/lsp/protocol.ts";

/** The SQL, with what stands in its way as comments above it. */
export function sqlText(event: string, { sql, problems }: CompileResult): string {
  const comments = problems.flatMap((problem) => problem.split(/\r?\n/)).map((line) => `-- ${line}`);
  if (sql) return [...comments, sql].join("\n");
  return [`-- ${event} has no SQL yet.`, ...comments].join("\n");
}
