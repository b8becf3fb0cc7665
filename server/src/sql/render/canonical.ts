/** Values as text that is the same on every engine, and keys as one text. The rules are written down in docs/event-ids.md. */
import type { Dialect } from "../dialects/dialect.ts";
import { lineWidth } from "../layout.ts";
import type { LogicalType } from "../logicalType.ts";
import { castAs } from "./cast.ts";
import { operand } from "./embed.ts";

/** Beyond it a float no longer holds every integer. */
const exactIntegers = "9007199254740992";

/** Text of a value by its logical type; a plain cast where that isn't known. Null stays null. */
export function canonicalText(dialect: Dialect, sql: string, type: LogicalType | undefined): string {
  const plain = (value: string) => dialect.toText?.(value) ?? castAs(dialect, value, dialect.types.string);
  if (type === undefined) return plain(sql);
  const write = dialect.text[type.kind];
  if (write) return write(operand(dialect, sql), type);
  if (type.kind === "string" && !type.needsCast) return sql;
  if (type.kind !== "float") return plain(sql);
  const whole = plain(castAs(dialect, sql, dialect.types.integer));
  const isWhole = `${operand(dialect, sql)} = floor(${sql}) and abs(${sql}) < ${exactIntegers}`;
  return `case when ${isWhole} then ${whole} else ${plain(sql)} end`;
}

/** Text of a value in an id: as the canonical text, and no two values of a type have the same. */
export function idText(dialect: Dialect, sql: string, type: LogicalType | undefined): string {
  const write = type && dialect.idText?.[type.kind];
  return write ? write(operand(dialect, sql), type) : canonicalText(dialect, sql, type);
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

/** A key in an id: `~` is written `~0`, `|` is written `~1`, and null among several values is a lone `~`. An event of a null key has no id. */
export function keyText(dialect: Dialect, key: readonly KeyValue[]): string {
  const [first] = key;
  return first && key.length === 1 ? textPart(dialect, first, true) : joinedKey(dialect, key);
}

interface KeyValue {
  readonly sql: string;
  readonly type: LogicalType | undefined;
  readonly notNull?: true;
}

/** Several values as one text in which different ones stay different. */
export function joinedKey(dialect: Dialect, key: readonly KeyValue[]): string {
  const parts = key.map((value) =>
    value.notNull ? textPart(dialect, value, true) : `coalesce(${textPart(dialect, value, false)}, '~')`,
  );
  return joinedTexts(parts.flatMap((part, at) => (at === 0 ? [part] : ["'|'", part])));
}

/** Texts one after the other: on one line where they fit. */
function joinedTexts(parts: readonly string[]): string {
  const line = parts.join(" || ");
  return line.length <= lineWidth ? line : parts.join("\n|| ");
}

/** In: whether it stands beside `||`, which makes a text of digits by itself on some engines. */
function textPart(dialect: Dialect, { sql, type }: KeyValue, joined: boolean): string {
  if (joined && type?.kind === "integer" && dialect.joinsIntegers) return operand(dialect, sql);
  const text = idText(dialect, sql, type);
  if (!plainTexts.has(type?.kind)) return escapeText(text);
  return joined ? operand(dialect, text) : text;
}

export function escapeText(text: string): string {
  return `replace(replace(${text}, '~', '~0'), '|', '~1')`;
}

/** The same for a text that is known now. */
export function escapeName(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("|", "~1");
}
