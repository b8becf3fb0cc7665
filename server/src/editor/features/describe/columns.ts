/** What is said of a column's values, and how many are missing. */
import { asCode } from "../../../document/asCode.ts";
import type { ColumnProfile } from "../../../proof/profile/types.ts";
import { many } from "../../../proof/words.ts";

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
