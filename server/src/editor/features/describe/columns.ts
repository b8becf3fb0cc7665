/** What is said of a column's values: their type, and how many are missing. */
import { typeText } from "../../../spec/typeText.ts";
import { readType, valueTypeFor } from "../../../sql/logicalType.ts";
import type { SpelledType } from "../../../sql/types.ts";

/** As the language writes it; as the engine does where the language has no word for it. */
export function typeInWords(type: SpelledType | undefined): string | undefined {
  const known = valueTypeFor(type && readType(type));
  return known ? typeText(known) : type?.spelling;
}

/** `12 % null`: of the rows of the last preview. In: a share from 0 to 1. */
export function nullsInWords(share: number | undefined): string | undefined {
  if (share === undefined) return undefined;
  if (share === 1) return "always null";
  // Neither none nor all of them.
  return `${Math.min(99, Math.max(1, Math.round(share * 100)))} % null`;
}
