/** Tests and values that a profile of all rows has seen, where they are written. */
import type { CursorPlace } from "../../../document/cursor/cursorPlace.ts";
import type { Path } from "../../../document/types.ts";
import { inQuotes, writeScalar } from "../../../document/write/writeScalar.ts";
import { proposedItem } from "../../../proof/profile/proposals.ts";
import { inWords } from "../../../proof/words.ts";
import { eventAt } from "../../names/specAt.ts";
import type { FileView } from "../../session/fileView.ts";
import { seenTests } from "../seen/tests.ts";
import { keySpan } from "./keys.ts";
import type { Completion } from "./types.ts";
import { valueSpan } from "./values.ts";

/** Items of an event's `tests`; between brackets with braces of their own. `lead` is put before each, as the dash. */
export function completeSeenTests(
  view: FileView,
  place: CursorPlace,
  path: Path,
  lead: string,
): Completion[] {
  const isItem = path.length === 4 && path[2] === "tests" && typeof path[3] === "number";
  const event = isItem && place.siblings.size === 0 && !place.hasColon ? eventAt(view, path) : undefined;
  if (!event) return [];
  return seenTests(view, event).map((test, rank) => {
    const { inline, lines } = proposedItem(test);
    const label = lines.join("");
    const insert = `${lead}${place.needsSpace ? " " : ""}${place.role === "value" ? inline : label}`;
    return { label, kind: "snippet", detail: test.seen, insert, span: keySpan(place), rank };
  });
}

/** `values` of a text property: all that there are as a list, or one by one as its items. */
export function completeSeenValues(
  view: FileView,
  place: CursorPlace,
  path: Path,
  lead: string,
): Completion[] {
  const [, , properties, property, key, item] = path;
  const event = properties === "properties" && key === "values" ? eventAt(view, path) : undefined;
  const { profiles, count = 0 } = (event && view.factsOf(event)) ?? {};
  const profile = profiles?.get(String(property));
  // All values are known only where the most frequent ones are all.
  if (!profile || profile.masked || profile.type !== "string" || profile.top.length < profile.distinct)
    return [];
  const span = valueSpan(place);
  const before = `${lead}${place.needsSpace ? " " : ""}`;
  const of = inWords(count);
  if (item === undefined) {
    if (place.style !== "plain" || profile.distinct === 0) return [];
    const list = `[${profile.top.map(({ value }) => writeScalar(value, { flow: true })).join(", ")}]`;
    const detail = `all values in ${of}`;
    return [{ label: list, kind: "value", detail, insert: `${before}${list}`, span, rank: 0 }];
  }
  const declared = event?.properties.find(({ name }) => name.value === property)?.values ?? [];
  const known = new Set(declared.map(({ value }) => String(value)));
  return profile.top.flatMap(({ value, events }, rank): Completion[] => {
    const text = writtenValue(place, value);
    if (known.has(value) || text === undefined) return [];
    const detail = `${inWords(events)} of ${of}`;
    return [{ label: value, kind: "value", detail, insert: `${before}${text}`, span, rank }];
  });
}

/** As it must stand there to be this text; `undefined` inside a block. */
function writtenValue({ style, flow }: CursorPlace, value: string): string | undefined {
  if (style === "plain") return writeScalar(value, { flow });
  return style === "single" || style === "double" ? inQuotes(style, value) : undefined;
}
