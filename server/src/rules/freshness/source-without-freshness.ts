import { addItems } from "../../document/write/addItems.ts";
import { tableOf } from "../../project/aliases.ts";
import type { ProjectEvent } from "../../project/types.ts";
import { defineRule } from "../engine/defineRule.ts";
import { oneFix } from "../engine/fixes.ts";
import type { RuleContext } from "../types.ts";

export const sourceWithoutFreshness = defineRule<{ source: string }>({
  name: "source-without-freshness",
  topic: "Freshness",
  severity: "warning",
  presets: ["recommended", "strict"],
  summary: "A source of core events must say how its rows are known to be fresh.",
  message: ({ source }) => `Nobody would notice if no rows came to ${source} any more.`,
  event(event, report, context) {
    const { document, definition, file } = event;
    if (!isCore(event) || saysFreshness(event, context)) return;
    const first = context.index.eventsOf(file).find((each) => each.document === document && isCore(each));
    if (first !== event) return;
    const text = context.document(file);
    const test = "fresh: 24 hours";
    const edits =
      text && addItems(text, definition.name.span, "tests", [{ inline: `{${test}}`, lines: [test] }]);
    const { source } = document;
    report(
      source ?? definition.name,
      { source: source?.kind === "table" ? source.table.sql.text.trim() : "this source" },
      {
        hint: "Say in `loaded_at` when rows reached the warehouse, or test of one event how old the newest row may be: `fresh: 24 hours`.",
        ...oneFix("Test that rows come every day", edits),
      },
    );
  },
});

function isCore({ tier, enabled, definition }: ProjectEvent): boolean {
  return tier === "core" && enabled && !definition.proposed && !definition.deprecated;
}

function saysFreshness({ document }: ProjectEvent, { project }: RuleContext): boolean {
  const { source, loadedAt, events } = document;
  if (loadedAt || events.some(({ tests }) => tests.some(({ kind }) => kind === "fresh"))) return true;
  return source?.kind === "table" && tableOf(source.table, project)?.dbt?.freshness !== undefined;
}
