import { pairAtKey } from "../../document/treePlace.ts";
import { setKey } from "../../document/write/setKey.ts";
import { defineRule } from "../engine/defineRule.ts";

export const deprecatedWithoutReplacement = defineRule<{ event: string }>({
  name: "deprecated-without-replacement",
  topic: "Lifecycle",
  severity: "warning",
  presets: ["recommended", "strict"],
  summary: "A deprecated event must name the one to use instead, or say that there is none.",
  message: ({ event }) => `"${event}" is deprecated, and nothing says what to use instead.`,
  event({ definition, name, file }, report, context) {
    const { deprecated } = definition;
    if (!deprecated || deprecated.use || deprecated.usesNothing) return;
    const document = context.document(file);
    const own = document && pairAtKey(document, definition.name.span)?.pair.value;
    const key =
      own?.kind === "map" ? own.pairs.find((pair) => pair.key.text === "deprecated")?.key : undefined;
    const edits = document && key && setKey(document, key.span, { key: "use", inline: "~" });
    report(
      key ?? definition.name,
      { event: name },
      {
        hint: "Name the event in `use`; where nothing takes its place, write `use: ~`.",
        ...(edits && { fixes: [{ title: "Say that nothing takes its place", edits }] }),
      },
    );
  },
});
