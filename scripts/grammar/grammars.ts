/** The two grammars as they stand in syntaxes/. */
import { parts } from "./parts.ts";
import { scalarRules, shapeRules } from "./rules.ts";
import { shapesOf } from "./shapes.ts";

/** Text of each file of syntaxes/, by file name. */
export function grammars(): Record<string, string> {
  return {
    "event-spec.tmLanguage.json": grammar("Event Spec", "source.yaml.event-spec", "event-spec.schema.json"),
    "event-spec-project.tmLanguage.json": grammar(
      "Event Spec Project",
      "source.yaml.event-spec-project",
      "project.schema.json",
    ),
  };
}

function grammar(name: string, scopeName: string, schema: string): string {
  const shapes = shapesOf(schema);
  const rules = Object.keys(shapes).map((shape) => shapeRules(shape, shapes));
  const text = {
    information_for_contributors:
      "Written by scripts/grammar.ts from schemas/ and scripts/grammar/; edit those.",
    name,
    scopeName,
    patterns: [{ include: "#document" }, { include: "#root" }],
    repository: Object.assign({}, parts, scalarRules(), ...rules),
  };
  return `${JSON.stringify(text, null, 1)}\n`;
}
