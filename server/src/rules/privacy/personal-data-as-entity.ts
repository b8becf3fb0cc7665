import { personalPart, pseudonyms } from "../../project/personalNames.ts";
import { carriedMarked, carriedNames, inheritedClass } from "../engine/columnPrivacy.ts";
import { defineRule } from "../engine/defineRule.ts";
import { stringList } from "../engine/options.ts";
import type { ReadSql } from "../engine/readSql.ts";
import type { RuleContext } from "../types.ts";

export const personalDataAsEntity = defineRule<{ entity: string; because: string }>({
  name: "personal-data-as-entity",
  topic: "Privacy",
  severity: "warning",
  presets: ["recommended", "strict"],
  needs: ["parser"],
  summary: "The id of an entity must say nothing about a person.",
  message: ({ entity, because }) => `The id of entity "${entity}" looks like personal data (${because}).`,
  options: {
    ignore: { default: [], description: "Names of columns that hold no personal data." },
  },
  expression(expression, report, context) {
    if (expression.role !== "entity") return;
    const because = personalIn(expression, context);
    if (because === undefined) return;
    const hint =
      "Take an id that says nothing about the person: ids are kept for ever, joined, and copied to every tool.";
    report(expression.sql, { entity: expression.name ?? "", because }, { hint });
  },
});

function personalIn(expression: ReadSql, context: RuleContext): string | undefined {
  const ignored = new Set(stringList(context.options, "ignore").map((name) => name.toLowerCase()));
  const isAsked = (name: string) => !ignored.has(name.toLowerCase());
  const names = carriedNames(expression, context).filter(isAsked);
  // Telling devices and accounts apart is what such an id is for.
  const named = names.flatMap((name) => personalPart(name, []) ?? []).find((part) => !pseudonyms.has(part));
  if (named !== undefined || names.length === 0) return named;
  const columns = carriedMarked(expression, context).filter(({ name }) => isAsked(name));
  return columns.flatMap((column) => inheritedClass(column)?.because ?? [])[0];
}
