import type { Located } from "../../document/types.ts";
import { writeScalar } from "../../document/write/writeScalar.ts";
import type { ProjectEvent } from "../../project/types.ts";
import { defineRule } from "../engine/defineRule.ts";
import { referencesOf } from "../engine/eventFacts.ts";
import { oneFix } from "../engine/fixes.ts";
import type { Report, RuleContext } from "../types.ts";

export const deprecatedEventUsed = defineRule<{ event: string; use: string | undefined }>({
  name: "deprecated-event-used",
  topic: "Lifecycle",
  severity: "warning",
  presets: ["recommended", "strict"],
  scope: "project",
  summary: "What stays must not name a deprecated event.",
  message: ({ event }) => `"${event}" is deprecated.`,
  document({ document }, report, context) {
    // What is on its way out itself may join what is.
    if (document.events.length > 0 && document.events.every(({ deprecated }) => deprecated)) return;
    for (const { event } of document.joins) if (event) visit(event.name, report, context);
  },
  event(event, report, context) {
    if (event.definition.deprecated) return;
    for (const { name } of referencesOf(event)) visit(name, report, context);
  },
  projectFile({ entities, streams }, report, context) {
    const names = [
      ...entities.flatMap(({ resolvesTo }) => resolvesTo?.by ?? []),
      ...streams.flatMap(({ events }) => events.name ?? []),
    ];
    for (const name of names) visit(name, report, context);
  },
});

function visit(
  name: Located<string>,
  report: Report<{ event: string; use: string | undefined }>,
  { project }: RuleContext,
): void {
  const declared = project.eventsByName.get(name.value) ?? [];
  if (declared.length === 0 || !declared.every(({ definition }) => definition.deprecated)) return;
  const use = replacementOf(declared);
  report(
    name,
    { event: name.value, use },
    {
      hint: use ? `Name "${use}" instead.` : "Say without it what is to be said: it will be gone.",
      ...(use &&
        project.eventsByName.has(use) &&
        oneFix(`Change to "${use}"`, [{ span: name.span, text: writeScalar(use, { flow: true }) }])),
    },
  );
}

function replacementOf(events: readonly ProjectEvent[]): string | undefined {
  return events.flatMap(({ definition }) => definition.deprecated?.use?.value ?? [])[0];
}
