import type { SchemaNode } from "../../../spec/schemaNode.ts";

/** Markdown about a key or value: what it is for, its default, an example. */
export function describeSchema(schema: SchemaNode): string | undefined {
  const example = schema.examples?.[0];
  const parts = [
    schema.description ?? schema.title,
    example === undefined
      ? undefined
      : `Example: \`${typeof example === "string" ? example : JSON.stringify(example)}\``,
  ];
  return parts.filter(Boolean).join("\n\n") || undefined;
}
