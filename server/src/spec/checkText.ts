import { didYouMean } from "../document/didYouMean.ts";
import { shorten } from "../document/readContext.ts";
import type { Fix, YamlScalar } from "../document/types.ts";
import { writeScalar } from "../document/write/writeScalar.ts";
import type { Shape } from "./shape.ts";
import { type CheckContext, labelOf, report, type ValuePlace } from "./valuePlace.ts";

/** Checks a scalar of the right type: the words of an enum, formats, patterns, bounds. */
export function checkText(context: CheckContext, node: YamlScalar, shape: Shape, place: ValuePlace): void {
  const value = node.tag === undefined ? node.value : node.text;
  if (node.text.includes("\0")) reportZero(context, node, place);
  const words = shape.schema.enum;
  if (words && !words.some((word) => word === value)) reportEnum(context, node, words, place);
  if (typeof value === "string") checkFormat(context, node, shape, place);
  if (typeof value === "number") checkBounds(context, node, value, shape, place);
}

/** Engines end a text there, or refuse it; what they would be sent is another text than is shown. */
function reportZero(context: CheckContext, node: YamlScalar, place: ValuePlace): void {
  const message = `${labelOf(place)} holds a zero byte.`;
  report(context, { place, span: node.span }, "invalid-value", message, { hint: "Take `\\0` out." });
}

function reportEnum(
  context: CheckContext,
  node: YamlScalar,
  words: readonly (string | number)[],
  place: ValuePlace,
): void {
  const names = words.map(String);
  const suggestion = names.length > 1 ? didYouMean(node.text, names) : undefined;
  const expected = names.length === 1 ? `must be ${names[0]}` : `must be one of ${names.join(", ")}`;
  const replacement = words.length === 1 ? words[0] : suggestion;
  report(
    context,
    { place, span: node.span },
    "invalid-value",
    `${labelOf(place)} ${expected}, not "${shorten(node.text, 40)}".`,
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

function checkFormat(context: CheckContext, node: YamlScalar, shape: Shape, place: ValuePlace): void {
  const { format, pattern, schema } = shape;
  if (format && !format.validate(node.text)) {
    const meant = format.meant?.(node.text);
    report(
      context,
      { place, span: node.span },
      "invalid-value",
      `${labelOf(place)} must be ${format.expected}, not "${shorten(node.text, 40)}".`,
      meant === undefined
        ? { hint: schema.description }
        : { hint: `Write ${meant}, without braces.`, fixes: [replaceFix(node, meant)] },
    );
  }
  if (pattern && !pattern.test(node.text))
    report(
      context,
      { place, span: node.span },
      "invalid-value",
      `${labelOf(place)} can't be "${shorten(node.text, 40)}".`,
      {
        hint: "Use letters, digits and underscores, and begin with a letter or an underscore.",
      },
    );
}

function checkBounds(
  context: CheckContext,
  node: YamlScalar,
  value: number,
  shape: Shape,
  place: ValuePlace,
): void {
  const { minimum, maximum } = shape.schema;
  if (minimum !== undefined && value < minimum)
    report(
      context,
      { place, span: node.span },
      "invalid-value",
      `${labelOf(place)} must be at least ${minimum}, not ${value}.`,
    );
  if (maximum !== undefined && value > maximum)
    report(
      context,
      { place, span: node.span },
      "invalid-value",
      `${labelOf(place)} must be at most ${maximum}, not ${value}.`,
    );
}
