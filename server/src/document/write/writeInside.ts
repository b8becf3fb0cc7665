/** Text put into a scalar that is there already, or about to be: what stands between its quotes. */
import type { ScalarStyle } from "../types.ts";
import { canContinuePlain, isPlainText } from "./plainText.ts";
import { inQuotes } from "./writeScalar.ts";

/** Where text is put: the scalar's style, whether it is in a flow collection, and whether the text begins the scalar. */
export interface InsertPlace {
  readonly style: ScalarStyle;
  readonly flow: boolean;
  readonly atStart: boolean;
}

/** A part of a scalar's text, such as SQL, as it must be written inside a scalar of a style, quotes left out. */
export function writeInside(style: ScalarStyle, text: string): string {
  return style === "single" || style === "double" ? inQuotes(style, text) : text;
}

/**
 * Writes text so that YAML reads it back as it is, numbers and words such as `true` as what they mean. Text that can't
 * begin a plain scalar is put in single quotes; `undefined` where a plain scalar has begun and can't hold the text.
 */
export function writeInto({ style, flow, atStart }: InsertPlace, text: string): string | undefined {
  if (style !== "plain") return writeInside(style, text);
  if (!atStart) return canContinuePlain(text, flow) ? text : undefined;
  return isPlainText(text, flow) ? text : `'${inQuotes("single", text)}'`;
}
