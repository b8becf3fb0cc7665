import { isPast } from "../../spec/englishVerbs.ts";
import { wordsOf } from "../../spec/nameWords.ts";
import type { EventDefinition } from "../../spec/types.ts";
import { defineRule } from "../engine/defineRule.ts";

interface Member {
  readonly event: EventDefinition;
  readonly value: string;
}

export const valueInEventName = defineRule<{ names: readonly string[]; values: readonly string[] }>({
  name: "value-in-event-name",
  topic: "Names",
  severity: "info",
  presets: ["recommended", "strict"],
  summary: "Events that differ in a value alone must be one event with a property.",
  message: ({ names, values }) =>
    `${listed(names)} are one event, parted by a value: ${values.map((value) => `"${value}"`).join(", ")}.`,
  document({ document: { events }, file }, report) {
    if (events.length < 2) return;
    const groups = new Map<string, Member[]>();
    for (const event of events)
      for (const { key, value } of sharedNames(event)) {
        const group = groups.get(key) ?? [];
        group.push({ event, value });
        groups.set(key, group);
      }
    for (const [first, ...others] of groups.values()) {
      if (!first || others.length === 0) continue;
      const all = [first, ...others];
      report(
        first.event.name,
        { names: all.map(({ event }) => event.name.value), values: all.map(({ value }) => value) },
        {
          hint: "Make one event of them, with the column that parts them as a property: then a new value needs no new event.",
          related: others.map(({ event: { name } }) => ({
            file,
            span: name.span,
            message: "The same time, of other rows.",
          })),
        },
      );
    }
  },
});

const mostNamed = 4;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, mostNamed).map((name) => `"${name}"`);
  if (names.length > mostNamed) return `${shown.join(", ")} and ${names.length - mostNamed} more`;
  return `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

/**
 * What an event may share with others of its document: its time, and its name without the word that may be a value. Only rows that a
 * condition parts are looked at, and the word must stand beside a whole name: `email_sent` and `order_sent` are of two things.
 */
function sharedNames({ name, at, where, changes, variants }: EventDefinition) {
  if (!at?.sql || !where || changes || variants) return [];
  const words = wordsOf(name.value);
  const time = at.sql.text.trim();
  const without = (index: number) => words.filter((_, other) => other !== index);
  const isName = (rest: readonly string[]) => rest.length > 1 || !isPast(rest[0] ?? "");
  const [behind, before] = [without(0), without(words.length - 1)];
  const found: { key: string; value: string }[] = [];
  const add = (rest: readonly string[], value: string, shape: string) =>
    found.push({ key: JSON.stringify([time, shape, rest]), value });
  if (words.length > 1 && isName(behind)) add(behind, words[0] ?? "", "first");
  if (before.length > 1 && isPast(before.at(-1) ?? "")) add(before, words.at(-1) ?? "", "last");
  return found;
}
