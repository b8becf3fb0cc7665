import type { Fix, Span, TextEdit } from "../../document/types.ts";
import type { ProjectEvent } from "../../project/types.ts";
import { isPast, isPlainVerb, pastOf } from "../../spec/englishVerbs.ts";
import { type EventNameStyle, nameProblem } from "../../spec/eventNameStyle.ts";
import { joinedWords, nameStyles, wordsOf } from "../../spec/nameWords.ts";
import { defineRule } from "../engine/defineRule.ts";
import { writtenNames } from "../engine/eventFacts.ts";
import { eventNameStyleOf } from "../engine/nameStyle.ts";
import type { ReportExtras, RuleContext } from "../types.ts";

export const eventNameStyle = defineRule<{ name: string; problem: string }>({
  name: "event-name-style",
  topic: "Names",
  severity: "error",
  presets: ["recommended", "strict"],
  scope: "project",
  summary: "Event names must be object_action, in snake_case and the past tense.",
  message: ({ name, problem }) => `The name "${name}" ${problem}.`,
  options: {
    case: {
      default: "snake_case",
      values: nameStyles,
      description: "How the words are joined.",
    },
    order: {
      default: "object_action",
      values: ["object_action", "action_object", "any"],
      description: "Which comes first, the thing or what happened to it.",
    },
    tense: {
      default: "past",
      values: ["past", "any"],
      description: "Whether the action stands in the past.",
    },
    verbs: { default: [], description: "More words that count as an action in the past." },
  },
  event(event, report, context) {
    const style = eventNameStyleOf(context.options);
    for (const { value: name, span } of writtenNames(event)) {
      const problem = nameProblem(name, style);
      if (problem) report(span, { name, problem }, remedy(event, { name, span }, style, context));
    }
  },
});

function remedy(
  event: ProjectEvent,
  { name, span }: { readonly name: string; readonly span: Span },
  style: EventNameStyle,
  context: RuleContext,
): ReportExtras {
  const words = wordsOf(name);
  if (isPhrasalVerb(words)) {
    const who = event.entities[0]?.name.value ?? "user";
    return { hint: `Say who did, such as "${joinedWords([...wordsOf(who), ...words], style.case)}".` };
  }
  const better = candidates(name, style).find((candidate) => !nameProblem(candidate, style));
  if (!better)
    return { hint: `Say what happened to what, such as "${joinedWords(["order", "placed"], style.case)}".` };
  const hint = `Call it "${better}".`;
  const fix = context.project.eventsByName.has(better)
    ? undefined
    : renameFix(event, name, span, better, context);
  return fix ? { hint, fixes: [fix] } : { hint };
}

/** Words that belong to the verb before them: signed in, checked out. They are no object that could go before it. */
const particles = new Set(["in", "out", "up", "off", "on", "over", "down", "back", "away"]);

function isPhrasalVerb([verb = "", particle = "", ...others]: readonly string[]): boolean {
  return isPast(verb) && particles.has(particle) && others.length === 0;
}

/** The same words in the right style; with the verb in the past; with the verb moved to where it belongs. */
function candidates(name: string, style: EventNameStyle): string[] {
  const words = wordsOf(name);
  const [first = "", ...rest] = words;
  const last = words.at(-1) ?? "";
  const object = words.slice(0, -1);
  // Two words that may both be the verb: nobody can tell, so nothing is proposed.
  const lastIsVerb = pastOf(last) !== undefined && (isPlainVerb(last) || !pastOf(first));
  const firstIsVerb =
    pastOf(first) !== undefined && !isPlainVerb(last) && (isPlainVerb(first) || !pastOf(last));
  const inPast = (word: string) => (isPast(word) ? word : (pastOf(word) ?? word));
  const orders = [
    words,
    ...(isPast(first) ? [[...rest, first]] : []),
    ...(isPast(last) ? [[last, ...object]] : []),
    ...(lastIsVerb
      ? [
          [...object, inPast(last)],
          [inPast(last), ...object],
        ]
      : []),
    ...(firstIsVerb
      ? [
          [...rest, inPast(first)],
          [inPast(first), ...rest],
        ]
      : []),
  ];
  return orders.map((order) => joinedWords(order, style.case));
}

/** Renames the event and what names it, as long as all of that stands in one file, and no SQL calls it so. */
function renameFix(
  event: ProjectEvent,
  name: string,
  span: Span,
  better: string,
  context: RuleContext,
): Fix | undefined {
  const references = context.index.references(name);
  const used = context.project.eventsByName.get(name)?.length ?? 0;
  if (used > 1 || references.some(({ file, calls }) => calls || file !== event.file)) return undefined;
  const places = [span, ...references.map((reference) => reference.name.span)];
  const edits: TextEdit[] = places.map((place) => ({ span: place, text: better }));
  return { title: `Rename to "${better}"`, edits, preferred: true };
}
