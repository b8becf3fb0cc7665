/** How events are called: which of two names keeps to a project's style, and words as such a name. */
import { isPast, tellsOfPast } from "./englishVerbs.ts";
import { joinedWords, wordsOf } from "./nameWords.ts";

export interface EventNameStyle {
  /** One of `nameStyles`. */
  readonly case: string;
  /** `object_action`, `action_object` or `any`. */
  readonly order: string;
  /** `past` or `any`. */
  readonly tense: string;
  /** More words that count as an action in the past, lower case. */
  readonly verbs: readonly string[];
}

/** What holds where a project says nothing. */
export const usualNameStyle: EventNameStyle = {
  case: "snake_case",
  order: "object_action",
  tense: "past",
  verbs: [],
};

/** What is wrong with a name, as the end of a sentence about it; `undefined` for one in style. */
export function nameProblem(name: string, style: EventNameStyle): string | undefined {
  const words = wordsOf(name);
  if (name !== joinedWords(words, style.case)) return `is not in ${style.case}`;
  if (style.order !== "any" && words.length < 2) return "needs both, an object and an action";
  if (style.tense !== "past") return undefined;
  const tells = tellsOfPast(words) || words.slice(1).some((word) => style.verbs.includes(word));
  const begins = isPast(words[0] ?? "") || style.verbs.includes(words[0] ?? "");
  if (style.order === "object_action")
    return tells ? undefined : "tells no action in the past tense behind an object";
  if (style.order === "action_object")
    return begins ? undefined : "does not begin with an action in the past tense";
  return tells || begins ? undefined : "holds no action in the past tense";
}

/** A name of an object and what happened to it, in order and case. In: their words. */
export function nameInStyle(
  object: readonly string[],
  action: readonly string[],
  style: EventNameStyle,
): string {
  const words = style.order === "action_object" ? [...action, ...object] : [...object, ...action];
  return joinedWords(words, style.case);
}
