import { setKey } from "../../document/write/setKey.ts";
import { dayAfter } from "../engine/days.ts";
import { defineRule } from "../engine/defineRule.ts";
import { oneFix } from "../engine/fixes.ts";

/** Long enough to learn something, and short enough to be remembered. */
const usualDays = 90;

export const experimentWithoutExpiry = defineRule<{ event: string }>({
  name: "experiment-without-expiry",
  topic: "Lifecycle",
  severity: "warning",
  presets: ["recommended", "strict"],
  summary: "An experimental event must say when it expires.",
  message: ({ event }) => `"${event}" is an experiment without an end.`,
  event({ definition, tier, name, file }, report, { document, today }) {
    if (tier !== "experimental" || definition.expires || definition.proposed) return;
    const text = document(file);
    const day = dayAfter(today, usualDays);
    const edits = text && day && setKey(text, definition.name.span, { key: "expires", inline: day });
    report(
      definition.name,
      { event: name },
      {
        hint: "Say in `expires` by which day it is gone or of another tier.",
        ...oneFix(`Let it expire on ${day}`, edits),
      },
    );
  },
});
