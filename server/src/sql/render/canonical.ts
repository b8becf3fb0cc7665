/** Values as text that is the same on every engine, and keys as one text. The rules are written down in docs/event-ids.md. */
import type { Dialect } from "../dialects/dialect.ts";
import type { LogicalType } from "../logicalType.ts";

/** Beyond it a float no longer holds every integer. */
const exactIntegers = "9007199254740992";

/** Text of a value by its logical type; a plain cast where that isn't known. Null stays null. */
export function canonicalText(dialect: Dialect, sql: string, type: LogicalType | undefined): string {
  const plain = (value: string) => `cast(${value} as ${dialect.types.string})`;
  if (type === undefined) return plain(sql);
  const write = dialect.text[type.kind];
  if (write) return write(sql, type);
  if (type.kind !== "float") return plain(sql);
  const whole = plain(`cast(${sql} as ${dialect.types.integer})`);
  return `case when ${sql} = floor(${sql}) and abs(${sql}) < ${exactIntegers} then ${whole} else ${plain(sql)} end`;
}

/** Text of a value in an id: as the canonical text, and no two values of a type have the same. */
export function idText(dialect: Dialect, sql: string, type: LogicalType | undefined): string {
  const write = type && dialect.idText?.[type.kind];
  return write ? write(sql, type) : canonicalText(dialect, sql, type);
}

/** Types whose text has neither `~` nor `|`. */
const plainTexts: ReadonlySet<LogicalType["kind"] | undefined> = new Set([
  "integer",
  "decimal",
  "float",
  "boolean",
  "date",
  "timestamp",
  "instant",
  "time",
  "uuid",
  "bytes",
]);

/** Whether texts of the type never need escaping. */
export function isPlainText(type: LogicalType | undefined): boolean {
  return plainTexts.has(type?.kind);
}

/** One value of a key: `~` is written `~0`, `|` is written `~1`, and null is a lone `~`. */
export function keyPart(text: string, type: LogicalType | undefined): string {
  return `coalesce(${isPlainText(type) ? text : escapeText(text)}, '~')`;
}

export function escapeText(text: string): string {
  return `replace(replace(${text}, '~', '~0'), '|', '~1')`;
}

/** The same for a text that is known now. */
export function escapeName(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("|", "~1");
}

export function joinParts(parts: readonly string[]): string {
  return parts.join(" || '|' || ");
}
