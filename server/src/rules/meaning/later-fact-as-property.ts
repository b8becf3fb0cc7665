import type { ProjectEvent } from "../../project/types.ts";
import { isPast } from "../../spec/englishVerbs.ts";
import { wordsOf } from "../../spec/nameWords.ts";
import { bareReference } from "../../sql/reader/bareReference.ts";
import { defineRule } from "../engine/defineRule.ts";
import { removedProperty } from "../engine/propertyFixes.ts";

export const laterFactAsProperty = defineRule<{ property: string; column: string; event: string }>({
  name: "later-fact-as-property",
  topic: "Meaning",
  severity: "info",
  presets: ["recommended", "strict"],
  summary: "A property must be known when the event happens.",
  message: ({ property, column, event }) =>
    `"${property}" is not known yet when "${event}" happens: "${column}" is written later.`,
  event(event, report, context) {
    const { definition, file, name } = event;
    if (definition.properties.length === 0) return;
    const start = definition.at?.sql && timeIn(definition.at.sql.text);
    if (!start || definition.changes || !isBeginning(start.words)) return;
    for (const property of definition.properties) {
      const time = property.sql && timeIn(property.sql.text);
      if (!time || time.owner !== start.owner || !isLater(time.words)) continue;
      report(
        property.name,
        { property: property.name.value, column: time.column, event: name },
        {
          hint: later(event, property.sql?.text ?? "", time.words),
          ...removedProperty(property, file, context),
        },
      );
    }
  },
});

interface Time {
  readonly column: string;
  /** What stands before the column. */
  readonly owner: string;
  /** Without the ending that says that it is a time. */
  readonly words: readonly string[];
}

const endings = new Set(["at", "on", "date", "time", "ts", "timestamp"]);

function timeIn(sql: string): Time | undefined {
  const parts = bareReference(sql);
  const column = parts?.at(-1);
  if (!parts || column === undefined) return undefined;
  const words = wordsOf(column);
  if (words.length < 2 || !endings.has(words.at(-1) ?? "")) return undefined;
  return { column, owner: parts.slice(0, -1).join("."), words: words.slice(0, -1) };
}

/** What a row begins with; all else of it comes later. */
const beginnings = new Set(
  "created ordered placed opened started registered requested submitted booked joined received inserted".split(
    " ",
  ),
);

function isBeginning(words: readonly string[]): boolean {
  return beginnings.has(words.at(-1) ?? "") || words.slice(-2).join(" ") === "signed up";
}

/** What may be written before a row begins, or be a plan for it. */
const notLater = new Set(
  "born founded published scheduled promised required expected planned estimated due".split(" "),
);

function isLater(words: readonly string[]): boolean {
  return isPast(words.at(-1) ?? "") && !isBeginning(words) && !words.some((word) => notLater.has(word));
}

function later({ document }: ProjectEvent, sql: string, words: readonly string[]): string {
  const own = document.events.find(({ at }) => at?.sql?.text.trim() === sql.trim());
  const other = own
    ? `"${own.name.value}" already is that event`
    : `Make an event of it, such as "…_${words.at(-1)}"`;
  return `${other}: here the value changes under those who have read the row.`;
}
