/** How cells of the grid compare and read; apart from the page so that it can be tested. */
import type { Cell, ResultColumn } from "../../../server/src/warehouse/types.ts";

export type CellKind = "number" | "time" | "boolean" | "json" | "text";

/** What kind of values a column holds, from the type as its engine spells it. */
export function cellKind({ type }: ResultColumn): CellKind {
  const name = type.toLowerCase().replace(/^(nullable|lowcardinality)\(/, "");
  if (/\[\]|^(list|array|struct|map|row|tuple|json|jsonb|variant|object|super)\b/.test(name)) return "json";
  if (
    /^(u?(tiny|small|medium|big|huge)?int(eger|\d+)?|decimal|numeric|number|float\d*|double|real|(big)?serial)\b/.test(
      name,
    )
  ) {
    return "number";
  }
  if (/^(date|time)/.test(name)) return "time";
  return name.startsWith("bool") ? "boolean" : "text";
}

/** A time by the clocks of a zone, whose text does not sort as moments do. */
const withOffset = /T.*[-+]\d\d:\d\d$/;

/**
 * Order of two cells of one column: nulls last, numbers by value even where they come as text because they are
 * too long for a double, the rest as text.
 */
export function compareCells(a: Cell, b: Cell, kind: CellKind): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  if (kind === "number") return compareNumbers(String(a), String(b));
  const [left, right] = [asText(a), asText(b)];
  if (kind === "time" && withOffset.test(left) && withOffset.test(right))
    return Date.parse(left) - Date.parse(right);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** A cell as one line of text; lists and objects as JSON. */
export function asText(cell: Cell): string {
  return typeof cell === "object" ? JSON.stringify(cell) : String(cell);
}

function compareNumbers(a: string, b: string): number {
  const difference = Number(a) - Number(b);
  if (difference !== 0 && !Number.isNaN(difference)) return difference;
  const [left, right] = [scaled(a), scaled(b)];
  if (!left || !right) return a < b ? -1 : a > b ? 1 : 0;
  const places = Math.max(left.places, right.places);
  const exact =
    left.digits * 10n ** BigInt(places - left.places) - right.digits * 10n ** BigInt(places - right.places);
  return exact < 0n ? -1 : exact > 0n ? 1 : 0;
}

/** A decimal as an integer and its number of decimal places: `-1.50` is -150 and 2. */
function scaled(text: string): { digits: bigint; places: number } | undefined {
  const match = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) return undefined;
  const [, sign, whole = "", fraction = ""] = match;
  const digits = BigInt(whole + fraction);
  return { digits: sign === "-" ? -digits : digits, places: fraction.length };
}
