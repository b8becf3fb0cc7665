/** `values` of a property from a list of what they can be: all as a list, or one by one as its items. */
import type { CursorPlace } from "../../../document/cursor/cursorPlace.ts";
import { inQuotes, writeScalar } from "../../../document/write/writeScalar.ts";
import type { Completion } from "./types.ts";
import { valueSpan } from "./values.ts";

export interface OfferedValues {
  readonly values: readonly { readonly value: string; readonly detail: string }[];
  /** What is said of all of them together. */
  readonly detail: string;
  /** Values that stand there already, as texts. */
  readonly declared: readonly string[];
}

/** In: whether an item of the list is typed, not the list itself; `lead` is put before each, as the dash. */
export function completeValueList(
  place: CursorPlace,
  offered: OfferedValues,
  { isItem, lead }: { readonly isItem: boolean; readonly lead: string },
): Completion[] {
  const span = valueSpan(place);
  const before = `${lead}${place.needsSpace ? " " : ""}`;
  const { values, detail, declared } = offered;
  if (!isItem) {
    if (place.style !== "plain" || values.length === 0) return [];
    const list = `[${values.map(({ value }) => writeScalar(value, { flow: true })).join(", ")}]`;
    return [{ label: list, kind: "value", detail, insert: `${before}${list}`, span, rank: 0 }];
  }
  const known = new Set(declared);
  return values.flatMap(({ value, detail: of }, rank): Completion[] => {
    const text = writtenValue(place, value);
    if (known.has(value) || text === undefined) return [];
    return [{ label: value, kind: "value", detail: of, insert: `${before}${text}`, span, rank }];
  });
}

/** As it must stand there to be this text; `undefined` inside a block. */
function writtenValue({ style, flow }: CursorPlace, value: string): string | undefined {
  if (style === "plain") return writeScalar(value, { flow });
  return style === "single" || style === "double" ? inQuotes(style, value) : undefined;
}
