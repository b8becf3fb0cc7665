import { evidenceWords, weakEvidence } from "../../project/identity.ts";
import { defineRule } from "../engine/defineRule.ts";

export const incompleteEvidence = defineRule<{ message: string }>({
  name: "incomplete-evidence",
  topic: "Meaning",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  scope: "project",
  summary: "An event that `resolves_to` names must carry the ids of both entities.",
  message: ({ message }) => message,
  projectFile({ entities }, report, { project }) {
    for (const { name, resolvesTo: identity } of entities) {
      const entity = identity?.entity?.value;
      if (!identity || entity === undefined) continue;
      for (const weak of weakEvidence(project, { anonymous: name.value, entity, identity })) {
        const { message, hint } = evidenceWords(weak);
        report(weak.name, { message }, { hint });
      }
    }
  },
});
