/** DuckDB's errors, which it gives as JSON when `errors_as_json` is on, as ours. */
import { WarehouseError, type WarehouseErrorKind } from "../../types.ts";

interface ErrorDocument {
  readonly exception_type: string;
  readonly exception_message: string;
  /** Bytes from the start of the SQL. */
  readonly position?: string;
}

const kinds: Readonly<Record<string, WarehouseErrorKind>> = { INTERRUPT: "cancelled", Permission: "refused" };

/** What DuckDB threw, with the place in `sql` where it says one. Errors of ours pass through. */
export function duckDbError(thrown: unknown, sql: string): WarehouseError {
  if (thrown instanceof WarehouseError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const document = parse(message);
  if (!document) return new WarehouseError("sql", firstParagraph(message), { cause: thrown });
  const offset = utf16Offset(sql, document.position);
  return new WarehouseError(kinds[document.exception_type] ?? "sql", shorten(document.exception_message), {
    offset,
    cause: thrown,
  });
}

/** The JSON may follow a word of DuckDB's: `Parser Error: {…}`. */
function parse(message: string): ErrorDocument | undefined {
  const start = message.indexOf("{");
  if (start < 0) return undefined;
  try {
    const document: Partial<ErrorDocument> = JSON.parse(message.slice(start));
    return typeof document.exception_message === "string" ? (document as ErrorDocument) : undefined;
  } catch {
    return undefined;
  }
}

function utf16Offset(sql: string, position: string | undefined): number | undefined {
  if (!position || !/^\d+$/.test(position)) return undefined;
  return Buffer.from(sql).subarray(0, Number(position)).toString().length;
}

/** A long list of candidate functions helps nobody; its first few lines do. */
function shorten(message: string): string {
  const lines = message.trim().split("\n");
  const shown = lines.slice(0, 8).join("\n");
  return lines.length > 8 ? `${shown}\n…` : shown;
}

function firstParagraph(message: string): string {
  return message.split("\n\nLINE ")[0]?.trim() ?? message;
}
