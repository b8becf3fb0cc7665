import { didYouMean } from "../document/didYouMean.ts";
import { shorten } from "../document/readContext.ts";
import type { Fix, YamlScalar } from "../document/types.ts";
import { writeScalar } from "../document/writeScalar.ts";
import { formatRules } from "./formats.ts";
import { type CheckContext, type Place, report } from "./place.ts";
import type { SchemaNode } from "./schemaNode.ts";

/** Checks a scalar of the right type: the words of an enum, formats, patterns, bounds. */
export function checkText(context: CheckContext, node: YamlScalar, schema: SchemaNode, place: Place): void {
  const value = node.tag === undefined ? node.value : node.text;
  if (schema.enum && !schema.enum.some((word) => word === value))
    reportEnum(context, node, schema.enum, place);
  if (typeof value === "string") checkFormat(context, node, schema, place);
  if (typeof value === "number") checkBounds(context, node, value, schema, place);
}

function reportEnum(
  context: CheckContext,
  node: YamlScalar,
  words: readonly (string | number)[],
  place: Place,
): void {
  const names = words.map(String);
  const suggestion = names.length > 1 ? didYouMean(node.text, names) : undefined;
  const expected = names.length === 1 ? `must be ${names[0]}` : `must be one of ${names.join(", ")}`;
  const replacement = words.length === 1 ? words[0] : suggestion;
  report(
    context,
    place,
    "invalid-value",
    node.span,
    `${place.label} ${expected}, not "${shorten(node.text, 40)}".`,
    {
      hint: suggestion ? `Did you mean "${suggestion}"?` : undefined,
      fixes: replacement === undefined ? [] : [replaceFix(node, replacement)],
    },
  );
}

function replaceFix(node: YamlScalar, word: string | number): Fix {
  return {
    title: `Change to "${word}"`,
    edits: [{ span: node.span, text: typeof word === "number" ? String(word) : writeScalar(word) }],
    preferred: true,
  };
}

function checkFormat(context: CheckContext, node: YamlScalar, schema: SchemaNode, place: Place): void {
  const rule = schema.format === undefined ? undefined : formatRules[schema.format];
  const shown = shorten(node.text, 40);
  if (rule && !rule.validate(node.text))
    report(
      context,
      place,
      "invalid-value",
      node.span,
      `${place.label} must be ${rule.expected}, not "${shown}".`,
      {
        hint: schema.description,
      },
    );
  if (schema.pattern !== undefined && !new RegExp(schema.pattern, "u").test(node.text))
    report(context, place, "invalid-value", node.span, `${place.label} can't be "${shown}".`, {
      hint: "Use letters, digits and underscores, and begin with a letter or an underscore.",
    });
}

function checkBounds(
  context: CheckContext,
  node: YamlScalar,
  value: number,
  schema: SchemaNode,
  place: Place,
): void {
  const { minimum, maximum } = schema;
  if (minimum !== undefined && value < minimum)
    report(
      context,
      place,
      "invalid-value",
      node.span,
      `${place.label} must be at least ${minimum}, not ${value}.`,
    );
  if (maximum !== undefined && value > maximum)
    report(
      context,
      place,
      "invalid-value",
      node.span,
      `${place.label} must be at most ${maximum}, not ${value}.`,
    );
}
