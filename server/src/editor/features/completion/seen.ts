/** Tests and values that a profile of all rows has seen, where they are written. */
import type { CursorPlace } from "../../../document/cursor/cursorPlace.ts";
import type { Path } from "../../../document/types.ts";
import type { ProjectEvent } from "../../../project/types.ts";
import { proposedItem } from "../../../proof/profile/proposals.ts";
import { inWords } from "../../../proof/words.ts";
import { eventAt } from "../../names/specAt.ts";
import type { FileView } from "../../session/fileView.ts";
import { seenTests } from "../seen/tests.ts";
import { keySpan } from "./keys.ts";
import type { Completion } from "./types.ts";
import { completeValueList } from "./valueList.ts";

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
  const of = inWords(count);
  const values = profile.top.map(({ value, events }) => ({ value, detail: `${inWords(events)} of ${of}` }));
  const declared = declaredValues(event, String(property));
  const offered = { values, declared, detail: `all values in ${of}` };
  return completeValueList(place, offered, { isItem: item !== undefined, lead });
}

/** The values that a property declares, as texts. */
export function declaredValues(event: ProjectEvent | undefined, property: string): string[] {
  const declared = event?.properties.find(({ name }) => name.value === property)?.values ?? [];
  return declared.map(({ value }) => String(value));
}
