/** Types of the language as JSON Schema says them. */
import type { ValueType } from "../spec/types.ts";

export interface TypeSchema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly items?: TypeSchema;
}

/** In: a type, and whether null is a value of it; items of lists may be null then, too, unless nulls are not spoken of. Out: what is JSON may be anything. */
export function typeSchema(type: ValueType, nulls?: { readonly own: boolean }): TypeSchema {
  const one = (name: string, more: TypeSchema = {}): TypeSchema => ({
    type: nulls?.own ? [name, "null"] : name,
    ...more,
  });
  switch (type.kind) {
    case "json":
      return {};
    case "list":
      return one("array", { items: typeSchema(type.of, nulls && { own: true }) });
    case "timestamp":
      return one("string", { format: "date-time" });
    case "date":
      return one("string", { format: "date" });
    case "float":
    case "decimal":
      return one("number");
    default:
      return one(type.kind);
  }
}
