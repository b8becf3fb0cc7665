import type { Located } from "../../document/types.ts";
import type { ValueType } from "../../spec/types.ts";
import { typeText } from "../../spec/typeText.ts";
import { fits } from "../../sql/declaredTypes.ts";
import { defineRule } from "../engine/defineRule.ts";
import { oneFix } from "../engine/fixes.ts";
import type { ReadSql } from "../engine/readSql.ts";
import { familyOfType, inWordsOf, type TypeFamily } from "../engine/typeFamilies.ts";
import { type KnownType, typeOf } from "../engine/typeOf.ts";
import type { ReportExtras, RuleContext } from "../types.ts";

interface Mismatch {
  readonly what: string;
  readonly verb: string;
  readonly wanted: string;
  readonly type: string;
}

export const typeMismatch = defineRule<Mismatch>({
  name: "type-mismatch",
  topic: "Meaning",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  needs: ["types"],
  summary: "An expression must have a type that fits its place.",
  message: ({ what, verb, wanted, type }) => `${what} ${verb} ${wanted}, but this is ${type}.`,
  expression(expression, report, context) {
    const wanted = wantedOf(expression, context);
    if (!wanted) return;
    const type = typeOf(expression, context);
    if (!type || fits(type.type, wanted.type)) return;
    const family = familyOfType(wanted.type);
    // Of two kinds of numbers one is too small for the other.
    const shown = family === type.family ? typeText(wanted.type) : inWordsOf(family);
    const verb = isDeclared(expression) ? "is declared as" : "must be";
    const data = { what: wanted.what, verb, wanted: shown, type: type.spelling };
    report(expression.sql, data, remedy(expression, type, wanted));
  },
});

/** Whether the author says the type; else the place does. */
const isDeclared = ({ role }: ReadSql) => role === "property" || role === "entity";

interface Wanted {
  readonly what: string;
  readonly type: ValueType;
  /** Where the type is declared, when the declaration may be what is wrong. */
  readonly declared?: Located<ValueType>;
}

function wantedOf({ role, name, property }: ReadSql, { project }: RuleContext): Wanted | undefined {
  if (role === "where" || role === "on")
    return { what: `A condition (\`${role}\`)`, type: { kind: "boolean" } };
  if (role === "list")
    return { what: "What `for_each` goes through", type: { kind: "list", of: { kind: "json" } } };
  if (role === "revenue") return { what: "Revenue", type: { kind: "decimal" } };
  if (role === "currency") return { what: "The currency", type: { kind: "string" } };
  if (role === "property" && property?.type) {
    return { what: `Property "${name}"`, type: property.type.value, declared: property.type };
  }
  const entity = role === "entity" && project.file.entities.find((each) => each.name.value === name)?.type;
  return entity ? { what: `Entity "${name}"`, type: entity.value } : undefined;
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

function remedy({ role }: ReadSql, actual: KnownType, { declared, type: wanted }: Wanted): ReportExtras {
  if (role === "list") return { hint: "Take an array, or cast a text that holds JSON: `cast(… as json)`." };
  if (role === "where" || role === "on") return { hint: "Write a comparison, such as `o.status = 'paid'`." };
  const family = familyOfType(wanted);
  if (!declared) return { hint: `Cast the expression, or take one that gives ${inWordsOf(family)}.` };
  const type = written[actual.family];
  const digits = wanted.kind === "decimal" && wanted.scale !== undefined ? `, ${wanted.scale}` : "";
  return {
    hint:
      family === "number" && actual.family === "number"
        ? `Digits would be lost: say how by \`round(…${digits})\` and a cast, or change the declared type.`
        : "Change the declared type, or cast the expression.",
    ...oneFix(`Declare the type as ${type}`, type ? [{ span: declared.span, text: type }] : undefined),
  };
}
