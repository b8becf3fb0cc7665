import type { EventNameStyle } from "../../spec/eventNameStyle.ts";
import { stringList, stringOption } from "./options.ts";

/** In: the options of event-name-style. */
export function eventNameStyleOf(options: Readonly<Record<string, unknown>>): EventNameStyle {
  return {
    case: stringOption(options, "case"),
    order: stringOption(options, "order"),
    tense: stringOption(options, "tense"),
    verbs: stringList(options, "verbs").map((verb) => verb.toLowerCase()),
  };
}
