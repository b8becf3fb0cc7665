/** What keys say of a reconciliation, in lines for people. */
import type { ProjectEvent } from "../../project/types.ts";
import type { ShownRows } from "../results.ts";
import { inWords, many } from "../words.ts";
import type { BothSides } from "./readAnswer.ts";

export interface KeysFound extends NonNullable<BothSides["keys"]> {
  readonly event: ProjectEvent;
  /** The column of the query. */
  readonly key: string;
  /** Some of those on one side only, where they have no table of their own: key, and `event` or `query`. */
  readonly shown?: ShownRows;
}

export function keyDetails(found: KeysFound): string[] {
  const { event, key, onlyEvent, onlyQuery, eventWithout, queryWithout, shown } = found;
  const own = event.key.map(({ text }) => text.trim()).join(", ");
  const compared = `Keys are compared as text: \`${key}\` of the query with \`source_key\` of the event, made of ${own}.`;
  const side = (which: "event" | "query", count: number): string[] => {
    if (count === 0) return [];
    const some = (shown?.rows ?? []).filter((row) => row[1] === which).map(([text]) => String(text));
    const rest = count - some.length;
    const listed = some.length > 0 ? `: ${some.join(", ")}${rest > 0 ? ` … ${inWords(rest)} more` : ""}` : "";
    return [`Only the ${which} has ${many(count, "key")}${listed}.`];
  };
  const without = [
    ...(eventWithout > 0 ? [`${many(eventWithout, "event")} without a key`] : []),
    ...(queryWithout > 0 ? [`${many(queryWithout, "row")} of the query without one`] : []),
  ];
  const isSame = onlyEvent + onlyQuery === 0;
  return [
    ...(isSame
      ? ["Both sides have the same keys."]
      : [...side("event", onlyEvent), ...side("query", onlyQuery)]),
    ...(without.length > 0 ? [`Not compared: ${without.join(", ")}.`] : []),
    compared,
  ];
}
