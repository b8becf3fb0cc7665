import { daysBetween } from "../engine/days.ts";
import { defineRule } from "../engine/defineRule.ts";

export const proposedTooLong = defineRule<{ event: string; days: number; blocked: string | undefined }>({
  name: "proposed-too-long",
  topic: "Lifecycle",
  severity: "info",
  presets: ["recommended", "strict"],
  summary: "A proposed event must become one, or be given up, in half a year.",
  message: ({ event, days, blocked }) =>
    `"${event}" has been proposed for ${days} days${blocked === undefined ? "" : `, because ${blocked.replace(/\.$/, "")}`}.`,
  options: {
    days: { default: 180, description: "How many days it may stay a proposal." },
  },
  event({ definition, name }, report, { today, options }) {
    const since = definition.proposed?.since;
    const days = since && daysBetween(since.value, today);
    const most = typeof options.days === "number" ? options.days : 180;
    if (!since || days === undefined || days <= most) return;
    const hint = "Do away with what stands in its way, or with the proposal.";
    report(since, { event: name, days, blocked: definition.proposed?.blockedBy?.value }, { hint });
  },
});
