import { typeText } from "../spec/typeText.ts";
import { readType, valueTypeFor } from "./logicalType.ts";
import type { SpelledType } from "./types.ts";

/** A type as the language writes it; as the engine does where the language has no word for it. */
export function typeInWords(type: SpelledType | undefined): string | undefined {
  return writableType(type) ?? type?.spelling;
}

/** A type as `type:` takes it; nothing where the language has no word for it. */
export function writableType(type: SpelledType | undefined): string | undefined {
  const known = valueTypeFor(type && readType(type));
  return known && typeText(known);
}
