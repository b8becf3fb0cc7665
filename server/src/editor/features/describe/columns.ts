/** What is said of a column's values: their type, and how many are missing. */
import type { ColumnProfile } from "../../../proof/profile/types.ts";
import { many } from "../../../proof/words.ts";
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

/** `3 values: web 68 %, app 29 %, phone 2 %`; `5 to 990`; nothing where there are no values, or none that anybody may see. */
export function valuesInWords(
  profile: ColumnProfile | undefined,
  events: number | undefined,
): string | undefined {
  if (!profile || profile.masked || profile.distinct === 0) return undefined;
  const { distinct, top, min, max } = profile;
  const count = many(distinct, "value");
  const share = (of: number): string => (events ? ` ${Math.max(1, Math.round((of / events) * 100))} %` : "");
  if (top.length > 0)
    return `${count}: ${top
      .slice(0, 3)
      .map(({ value, events: of }) => `${asCode(value)}${share(of)}`)
      .join(", ")}`;
  return min === undefined || max === undefined ? count : `${count}, ${asCode(min)} to ${asCode(max)}`;
}

/** Text from the warehouse is shown as text, whatever it holds. In: how many characters of it. */
export function asCode(text: string, length = 60): string {
  return `\`${text.replaceAll("`", "ˋ").replace(/\s+/g, " ").slice(0, length)}\``;
}
