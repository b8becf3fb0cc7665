/** Entities, properties and times: sentinels taken out, declared types applied. */
import { standardTypes } from "../../project/eventColumns.ts";
import type { ValueType } from "../../spec/types.ts";
import { sameItems } from "../declaredTypes.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { declaredType, type LogicalType } from "../logicalType.ts";
import type { TypedSql, ValuePlan } from "../plan/plan.ts";
import { canonicalText } from "./canonical.ts";
import { castAs } from "./cast.ts";
import { argument, comparand, embed, operand } from "./embed.ts";
import { withoutSentinels } from "./sentinels.ts";
import { literal } from "./sqlText.ts";
import { type TypedText, withoutEnum } from "./typedText.ts";

/** SQL of a declared type. */
export function typeName(dialect: Dialect, type: ValueType): string | undefined {
  if (type.kind === "list") return undefined;
  if (type.kind !== "decimal" || type.precision === undefined) return dialect.types[type.kind];
  return dialect.decimal(type.precision, type.scale ?? 0);
}

/** The value of an entity or a property, in its declared type. */
export function typedValue(dialect: Dialect, plan: ValuePlan): TypedText {
  if ("constant" in plan.value) return constantOf(dialect, plan.value, plan.declared);
  const value = withoutEnum(dialect, { sql: embed(dialect, plan.value), type: plan.value.type });
  const sql = withoutSentinels(dialect, value, plan.nullValues, plan.timezone);
  return castTo(dialect, { sql, type: value.type }, plan.declared, plan.timezone);
}

function constantOf(
  dialect: Dialect,
  { constant, text }: { constant: unknown; text: string },
  declared: ValueType | undefined,
): TypedText {
  if (constant === null) return { sql: nullOf(dialect, declared), type: declaredType(declared) };
  if (typeof constant === "string" || declared?.kind === "string") {
    return castTo(dialect, { sql: literal(dialect, text), type: { kind: "string" } }, declared, "UTC");
  }
  if (typeof constant === "boolean") return { sql: String(constant), type: { kind: "boolean" } };
  // As written: a number may have more digits than a float holds.
  const digits = /^[-+]?\d+(\.\d+)?$/.test(text) ? text : String(constant);
  const type: LogicalType = { kind: /^[-+]?\d+$/.test(digits) ? "integer" : "decimal" };
  return castTo(dialect, { sql: dialect.number?.(digits) ?? digits, type }, declared, "UTC");
}

/** The event's own money. */
export function asMoney(dialect: Dialect, expression: TypedSql): string {
  const value = { sql: embed(dialect, expression), type: expression.type };
  return castTo(dialect, value, standardTypes.revenue, "UTC").sql;
}

/** A null that has a type, so that relations can be put together. */
export function nullOf(dialect: Dialect, type: ValueType | undefined): string {
  const name = type && typeName(dialect, type);
  return name === undefined ? "null" : castAs(dialect, "null", name);
}

/** Casts where the type asked for isn't the value's own; `zone` is where an instant's day is taken. */
function castTo(
  dialect: Dialect,
  value: TypedText,
  declared: ValueType | undefined,
  zone: string,
): TypedText {
  if (declared?.kind === "list") return listOf(dialect, value, declared.of);
  const target = declared && (typeName(dialect, declared) ?? undefined);
  if (declared === undefined || target === undefined) return value;
  if (declared.kind === "timestamp" && value.type?.kind !== "string") return value;
  const type = declaredType(declared) ?? { kind: "timestamp" };
  if (isSame(value.type, type)) return value;
  if (declared.kind === "string") return { sql: canonicalText(dialect, value.sql, value.type), type };
  if (declared.kind === "json" && value.type?.kind === "string" && dialect.readJson) {
    return { sql: dialect.readJson(value.sql), type };
  }
  if (declared.kind === "date" && value.type?.kind === "instant") {
    return { sql: dayOf(dialect, dialect.toClock(operand(dialect, value.sql), zone)), type };
  }
  if (declared.kind === "date" && value.type?.kind === "timestamp") {
    return { sql: dayOf(dialect, value.sql), type };
  }
  if (declared.kind === "decimal" && declared.precision !== undefined && dialect.toDecimal) {
    return {
      sql: dialect.toDecimal(
        argument(dialect, value.sql),
        value.type,
        declared.precision,
        declared.scale ?? 0,
      ),
      type,
    };
  }
  return { sql: castAs(dialect, value.sql, target), type };
}

/** A list whose items are of the declared type, as far as the engine has types of lists. */
function listOf(dialect: Dialect, value: TypedText, item: ValueType): TypedText {
  const of = value.type?.kind === "list" ? value.type.of : undefined;
  const target = typeName(dialect, item);
  if (!of || !target || !dialect.castList || sameItems(of, item)) return value;
  const type = declaredType({ kind: "list", of: item });
  return { sql: dialect.castList(value.sql, target), type };
}

/** The day that a midnight stands for; any other time fails, because a date would lose it. */
function dayOf(dialect: Dialect, value: string): string {
  const clock = comparand(dialect, value);
  const { date, timestamp, string } = dialect.types;
  const day = `cast(${clock} as ${date})`;
  const words = literal(dialect, "A value that is declared as a date has a time: ");
  const failed = `cast(${dialect.fail(`${words} || cast(${clock} as ${string})`)} as ${date})`;
  return `case when ${clock} <> cast(${day} as ${timestamp}) then ${failed} else ${day} end`;
}

function isSame(left: LogicalType | undefined, right: LogicalType): boolean {
  if (left?.kind !== right.kind) return false;
  return right.precision === undefined || (left.precision === right.precision && left.scale === right.scale);
}
