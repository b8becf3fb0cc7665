import type { Located } from "../document/types.ts";
import type { ValueType } from "../spec/types.ts";
import { defineRule } from "./engine/defineRule.ts";
import { oneFix } from "./engine/fixes.ts";
import type { ReadSql } from "./engine/readSql.ts";
import { familyOfType, inWordsOf, mayBe, type TypeFamily } from "./engine/typeFamilies.ts";
import { typeOf } from "./engine/typeOf.ts";
import type { ReportExtras, RuleContext } from "./types.ts";

export const typeMismatch = defineRule<{ what: string; wanted: TypeFamily; type: string }>({
  name: "type-mismatch",
  topic: "Meaning",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  needs: ["types"],
  summary: "An expression gives what its place asks for.",
  message: ({ what, wanted, type }) => `${what} is declared as ${inWordsOf(wanted)}, but this is ${type}.`,
  expression(expression, report, context) {
    const wanted = wantedOf(expression, context);
    if (!wanted) return;
    const type = typeOf(expression, context);
    if (!type || mayBe(type.family, wanted.family)) return;
    const data = { what: wanted.what, wanted: wanted.family, type: type.spelling };
    report(expression.sql, data, remedy(expression, type.family, wanted));
  },
});

interface Wanted {
  readonly what: string;
  readonly family: TypeFamily;
  /** Where the type is declared, when the declaration may be what is wrong. */
  readonly declared?: Located<ValueType>;
}

function wantedOf({ role, name, property }: ReadSql, { project }: RuleContext): Wanted | undefined {
  if (role === "where" || role === "on") return { what: `A condition (\`${role}\`)`, family: "boolean" };
  if (role === "revenue") return { what: "Revenue", family: "number" };
  if (role === "property" && property?.type) {
    return { what: `Property "${name}"`, family: familyOfType(property.type.value), declared: property.type };
  }
  const entity = role === "entity" && project.file.entities.find((each) => each.name.value === name)?.type;
  return entity ? { what: `Entity "${name}"`, family: familyOfType(entity.value) } : undefined;
}

const written: Record<TypeFamily, string | undefined> = {
  text: "string",
  number: "decimal",
  boolean: "boolean",
  date: "date",
  timestamp: "timestamp",
  json: "json",
  // A list has a type of its own that is not known here.
  list: undefined,
};

function remedy({ role }: ReadSql, actual: TypeFamily, { declared, family }: Wanted): ReportExtras {
  if (role === "where" || role === "on") return { hint: "Write a comparison, such as `o.status = 'paid'`." };
  if (!declared) return { hint: `Cast the expression, or take one that gives ${inWordsOf(family)}.` };
  const type = written[actual];
  return {
    hint: "Change the declared type, or cast the expression.",
    ...oneFix(`Declare the type as ${type}`, type ? [{ span: declared.span, text: type }] : undefined),
  };
}
