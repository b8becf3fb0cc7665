import type { SpecDocument } from "../../spec/types.ts";
import { defineRule } from "../engine/defineRule.ts";

export const eventWithoutReconciliation = defineRule<{ event: string }>({
  name: "event-without-reconciliation",
  topic: "Tests",
  severity: "info",
  presets: ["strict"],
  summary:
    "Of a source of core events that earn revenue, one must be compared with a number that people trust.",
  message: ({ event }) =>
    `"${event}" is a core event with revenue, and nothing compares it with a number that people trust.`,
  event(event, report) {
    const { definition, document, tier } = event;
    if (tier !== "core" || !definition.revenue || definition.proposed || isReconciled(document)) return;
    const first = document.events.find(
      ({ revenue, tier: own, proposed }) =>
        revenue && !proposed && (own ?? document.defaults.tier)?.value === "core",
    );
    if (first !== definition) return;
    report(
      definition.name,
      { event: event.name },
      {
        hint: "Say in `reconcile` which query gives the number of the report, and how far both may be apart.",
      },
    );
  },
});

function isReconciled({ events }: SpecDocument): boolean {
  return events.some(({ reconcile }) => reconcile.length > 0);
}
