/** What notes on rows are made of. */
import type { Span } from "../document/types.ts";
import type { ProjectEvent } from "../project/types.ts";
import type { SqlText } from "../spec/types.ts";

/** Where in the project's files something stands. */
export interface Place {
  /** Path as in the project's documents. */
  readonly file: string;
  readonly span: Span;
}

/** A number of rows as people read it: `12,431`. */
export const many = (rows: number): string => rows.toLocaleString("en-US");

/** Whether SQL gives what a property of the event classifies as personal or sensitive: its values are not told. */
export function isPersonal(event: ProjectEvent, sqls: readonly SqlText[]): boolean {
  const texts = new Set(sqls.map(({ text }) => text.trim()));
  return event.properties.some(
    ({ privacy, sql }) =>
      (privacy?.value === "personal" || privacy?.value === "sensitive") &&
      sql !== undefined &&
      texts.has(sql.text.trim()),
  );
}
