import type { Located } from "../../document/types.ts";
import type { EntityUse } from "../../spec/types.ts";
import { defineRule } from "../engine/defineRule.ts";
import { nameRemedy } from "../engine/fixes.ts";
import type { Report, RuleContext } from "../types.ts";

export const unknownEntity = defineRule<{ entity: string }>({
  name: "unknown-entity",
  topic: "Meaning",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  summary: "An entity must be declared in the project file.",
  message: ({ entity }) => `No entity is called "${entity}".`,
  document: ({ document }, report, context) => {
    const joined = document.joins.map(({ event }) => event?.by);
    visit([...namesOfUses(document.defaults.entities), ...joined], report, context);
  },
  event: (event, report, context) => visit(namesOfUses(event.definition.entities), report, context),
  projectFile(file, report, context) {
    for (const { entity, anonymous } of [...file.streams, ...file.destinations])
      visit([entity, anonymous], report, context);
    visit(
      file.entities.map(({ resolvesTo }) => resolvesTo?.entity),
      report,
      context,
    );
  },
});

function namesOfUses(entities: readonly EntityUse[]): Located<string>[] {
  return entities.map(({ name }) => name);
}

function visit(
  names: readonly (Located<string> | undefined)[],
  report: Report<{ entity: string }>,
  { index, suggest }: RuleContext,
): void {
  const { entities: known } = index.declared;
  const choice = { known, what: "entities", whereDeclared: "Declare it below `entities` in eventspec.yml." };
  for (const name of names) {
    if (!name || known.has(name.value)) continue;
    report(name, { entity: name.value }, nameRemedy(name, choice, suggest));
  }
}
