import { setKey } from "../../document/write/setKey.ts";
import { wordsOf } from "../../spec/nameWords.ts";
import { defineRule } from "../engine/defineRule.ts";
import { stringList } from "../engine/options.ts";
import { columnNames } from "../engine/readings.ts";

/** Beginnings and endings of columns that hold what somebody promised or expects. */
const promises = [
  [
    "required",
    "expected",
    "estimated",
    "scheduled",
    "planned",
    "promised",
    "target",
    "due",
    "next",
    "deadline",
  ],
  ["due", "deadline", "eta", "expiry", "expiration"],
] as const;
const phrases = [
  "trial end",
  "period end",
  "valid to",
  "valid until",
  "expires at",
  "expires on",
  "renews at",
  "renewal date",
];
/** `cancel_at`, `renews_on`: what is still to be done. Without the `s`, a beginning or an end may as well be one that was. */
const toDo =
  /\b(?:(?:cancel|expire|renew|retry|deliver|ship|send|publish|resolve|remind|charge|bill|terminate|deactivate|archive|delete|pause|resume)s?|publishes|starts|ends|begins|opens|closes|runs) (?:at|on|by)$/;

export const futureTime = defineRule<{ column: string }>({
  name: "future-time",
  topic: "Meaning",
  severity: "warning",
  presets: ["recommended", "strict"],
  needs: ["parser"],
  summary: "`at` must be the time when something happened, not when it was planned or promised.",
  message: ({ column }) => `"${column}" sounds like a promise or a plan, not like something that happened.`,
  options: {
    allow: {
      default: [],
      description: "Columns that hold real occurrences although they sound like a promise.",
    },
  },
  expression(expression, report, context) {
    const { role, event, sql } = expression;
    if (role !== "at" || !event || event.definition.scheduled?.value) return;
    const allowed = stringList(context.options, "allow").map((name) => name.toLowerCase());
    const column = columnNames(expression).find(
      (name) => isPromise(name) && !allowed.includes(name.toLowerCase()),
    );
    if (!column) return;
    const file = context.document(event.file);
    const edits = file && setKey(file, event.definition.name.span, { key: "scheduled", inline: "true" });
    report(
      sql,
      { column },
      {
        hint: `Use the time it really happened and keep "${column}" as a property; if the plan itself is the event, say "scheduled: true".`,
        ...(edits && { fixes: [{ title: "Say that it is scheduled", edits }] }),
      },
    );
  },
});

function isPromise(column: string): boolean {
  const words = wordsOf(column);
  const [first = ""] = words;
  const [starts, ends] = promises;
  const text = words.join(" ");
  return (
    starts.some((word) => word === first) ||
    ends.some((word) => word === words.at(-1)) ||
    phrases.some((phrase) => text.includes(phrase)) ||
    toDo.test(text)
  );
}
