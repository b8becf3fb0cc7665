/** SQL of a value, with what is known of its type. */
import type { Dialect } from "../dialects/dialect.ts";
import type { LogicalType } from "../logicalType.ts";
import { castAs } from "./cast.ts";

export interface TypedText {
  readonly sql: string;
  readonly type: LogicalType | undefined;
  /** It is never null. */
  readonly notNull?: true;
}

/**
 * An enumeration as the text that it shows, and anything else as it is. Engines refuse to put two enumerations, or one and
 * a text, into one column or `case`, and to compare one with a text that it does not name.
 */
export function withoutEnum(dialect: Dialect, value: TypedText): TypedText {
  if (!value.type?.isEnum) return value;
  return { ...value, sql: castAs(dialect, value.sql, dialect.types.string), type: { kind: "string" } };
}
