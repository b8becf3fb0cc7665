import type { ValueType } from "./types.ts";

/** A type as the language writes it. */
export function typeText(type: ValueType): string {
  if (type.kind === "list") return `list of ${typeText(type.of)}`;
  if (type.kind !== "decimal" || type.precision === undefined) return type.kind;
  return `decimal(${type.precision}${type.scale === undefined ? "" : `,${type.scale}`})`;
}
