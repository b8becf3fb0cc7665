import type { Located } from "../../document/types.ts";
import { dayAfter } from "../engine/days.ts";
import { defineRule } from "../engine/defineRule.ts";

/** As long as a new experiment. */
const usualDays = 90;

export const expiredEvent = defineRule<{ event: string; day: string; kind: "expires" | "remove_after" }>({
  name: "expired-event",
  topic: "Lifecycle",
  severity: "error",
  presets: ["recommended", "strict"],
  summary: "An event must be gone after the day that it names for that.",
  message: ({ event, day, kind }) =>
    kind === "expires" ? `"${event}" expired on ${day}.` : `"${event}" was to be removed after ${day}.`,
  event({ definition, name }, report, { today }) {
    const { expires, deprecated } = definition;
    const tell = (at: Located<string> | undefined, kind: "expires" | "remove_after") => {
      if (!at || !/^\d{4}-\d\d-\d\d/.test(at.value) || at.value.slice(0, 10) >= today) return;
      const later = dayAfter(today, usualDays);
      const remedy =
        kind === "expires"
          ? "Remove it, or keep it: without `expires`, in another tier."
          : "Remove it, or say until when it is still needed.";
      report(
        at,
        { event: name, day: at.value, kind },
        {
          hint: remedy,
          ...(later && {
            fixes: [{ title: `Keep it until ${later}`, edits: [{ span: at.span, text: later }] }],
          }),
        },
      );
    };
    tell(expires, "expires");
    tell(deprecated?.removeAfter, "remove_after");
  },
});
