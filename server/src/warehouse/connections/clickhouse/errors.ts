/** ClickHouse's errors as ours. Codes: https://github.com/ClickHouse/ClickHouse/blob/master/src/Common/ErrorCodes.cpp */
import { tokenize } from "../../../sql/reader/tokens.ts";
import { WarehouseError, type WarehouseErrorKind } from "../../types.ts";
import { busy, isBusy } from "../http.ts";

const kinds: Readonly<Record<string, WarehouseErrorKind>> = {
  "81": "settings",
  "158": "limit",
  "159": "timeout",
  "164": "refused",
  "192": "authentication",
  "193": "authentication",
  "194": "authentication",
  "202": "busy",
  "241": "limit",
  "243": "limit",
  "307": "limit",
  "394": "cancelled",
  "396": "limit",
  "497": "refused",
  "516": "authentication",
};

const exception = /Code: (\d+)\. DB::Exception: ([\s\S]*)/;

/** Whether a text is an exception, which may also come after rows. */
export function isException(text: string): boolean {
  return exception.test(text);
}

/** What the server answered to `sql`. */
export function clickHouseError(text: string, status: number, sql: string): WarehouseError {
  const [, code = "", said = ""] = exception.exec(text) ?? [];
  if (code === "") {
    if (isBusy(status)) return busy("ClickHouse", status, text.slice(0, 300));
    const kind = status === 401 || status === 403 ? "authentication" : "unreachable";
    return new WarehouseError(kind, `ClickHouse answered with status ${status}. ${text.slice(0, 300)}`);
  }
  const kind = kinds[code] ?? "sql";
  const offset = kind === "sql" ? placeIn(sql, said) : undefined;
  return new WarehouseError(kind, messageOf(said), { offset });
}

/** Without the query, which it repeats, and without the version, which says nothing. */
function messageOf(said: string): string {
  return said
    .replace(/\s*\(version [^)]*\)\s*$/, "")
    .replace(/ In scope [\s\S]*?(?=\s*\([A-Z_]+\)\s*$|$)/, "")
    .replace(/(failed at position \d+ [^:]*): [\s\S]*?(?= Expected one of:)/, "$1.")
    .replace(/( Expected one of: (?:[^,]*, ){6})[\s\S]*?(?=\s*\([A-Z_]+\)\s*$|$)/, "$1…")
    .trim();
}

/** Errors of syntax tell a byte, from 1; those of names tell only the name, which counts where it stands once. */
function placeIn(sql: string, said: string): number | undefined {
  const position = /failed at position (\d+)/.exec(said)?.[1];
  if (position !== undefined) {
    const bytes = Number(position) - 1;
    return bytes < 0 ? undefined : Buffer.from(sql).subarray(0, bytes).toString().length;
  }
  const name = /(?:identifier|[Tt]able expression identifier|Function with name) [`']([^`']+)[`']/.exec(
    said,
  )?.[1];
  return name === undefined ? undefined : onlyPlaceOf(name, sql);
}

function onlyPlaceOf(name: string, sql: string): number | undefined {
  const parts = name.split(".");
  const tokens = tokenize(sql, "clickhouse").filter(({ kind, text }) => kind !== "comment" && text !== ".");
  const places = tokens.filter((_, i) => parts.every((part, at) => tokens[i + at]?.value === part));
  return places.length === 1 ? places[0]?.start : undefined;
}
