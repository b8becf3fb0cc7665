import type { TextDocument } from "../../document/types.ts";
import { setKey } from "../../document/write/setKey.ts";
import { personalPart } from "../../project/personalNames.ts";
import type { Property } from "../../spec/types.ts";
import { bareReference } from "../../sql/reader/bareReference.ts";
import { carriedMarked, carriedNames, inheritedClass } from "../engine/columnPrivacy.ts";
import { defineRule } from "../engine/defineRule.ts";
import { oneFix } from "../engine/fixes.ts";
import { stringList } from "../engine/options.ts";
import { columnNames } from "../engine/readings.ts";
import type { ReadSql } from "../engine/readSql.ts";
import type { Report, RuleContext } from "../types.ts";

type Data = { kind: "property" | "link"; name: string; because: string };

const messages: Readonly<Record<Data["kind"], (data: Data) => string>> = {
  property: ({ name, because }) =>
    `Property "${name}" looks like personal data (${because}) and has no \`privacy\`.`,
  link: ({ because }) => `The link holds what looks like personal data (${because}).`,
};

const hints = {
  property: 'Say "privacy: personal", or the class it really has: public, internal, personal, sensitive.',
  link: "Links are kept in logs and histories of browsers: build it from an id.",
} as const;

export const unclassifiedPersonalData = defineRule<Data>({
  name: "unclassified-personal-data",
  topic: "Privacy",
  severity: "warning",
  presets: ["recommended", "strict"],
  summary: "A property that holds personal data must say so with `privacy`; links must hold none.",
  message: (data) => messages[data.kind](data),
  options: {
    also: {
      default: [],
      description: "More names that mean personal data here, such as `membership_number`.",
    },
    ignore: { default: [], description: "Names of properties or columns that are none." },
  },
  document: ({ document: { defaults }, file }, report, context) =>
    visit(defaults.properties, context.document(file), report, context),
  event: ({ definition, file }, report, context) =>
    visit(definition.properties, context.document(file), report, context),
  projectFile(file, report, context) {
    for (const lookup of file.lookups) visit(lookup.properties, context.document(file.file), report, context);
  },
  expression(expression, report, context) {
    const { role, name, property, sql, file } = expression;
    if (role === "property") {
      if (!property || isSettled(property) || personalName(namesOfProperty(property), context)) return;
      const because = personalColumn(expression, context);
      if (because) reportProperty(property, because, context.document(file), report);
      return;
    }
    if (role !== "link") return;
    const because = personalColumn(expression, context);
    if (because) report(sql, { kind: role, name: name ?? "", because }, { hint: hints[role] });
  },
});

function isSettled({ privacy, constant, removed, type }: Property): boolean {
  return Boolean(privacy || constant || removed || type?.value.kind === "boolean");
}

function visit(
  properties: readonly Property[],
  file: TextDocument | undefined,
  report: Report<Data>,
  context: RuleContext,
): void {
  for (const property of properties) {
    const because = isSettled(property) ? undefined : personalName(namesOfProperty(property), context);
    if (because) reportProperty(property, because, file, report);
  }
}

function reportProperty(
  { name }: Property,
  because: string,
  file: TextDocument | undefined,
  report: Report<Data>,
): void {
  const edits = file && setKey(file, name.span, { key: "privacy", inline: "personal" });
  report(
    name,
    { kind: "property", name: name.value, because },
    { hint: hints.property, ...oneFix("Mark as personal", edits) },
  );
}

/** Its own, and the column's where it is nothing but one. */
function namesOfProperty({ name, sql }: Property): string[] {
  const column = sql && bareReference(sql.text)?.at(-1);
  return [name.value, ...(column ? [column] : [])];
}

/** Why an expression's result is personal: a column of it is called or, in dbt, marked like personal data. */
function personalColumn(expression: ReadSql, context: RuleContext): string | undefined {
  const used = columnNames(expression);
  if (used.length === 0) return undefined;
  // Whether a column shows takes longer to find out than what it is called.
  const named = personalName(used, context) && personalName(carriedNames(expression, context), context);
  if (named) return named;
  const ignored = ignoredNames(context);
  const columns = carriedMarked(expression, context).filter(({ name }) => !ignored.has(name.toLowerCase()));
  // What a property takes over, `inherited-privacy` tells.
  if (expression.role !== "property")
    return columns.flatMap((column) => inheritedClass(column)?.because ?? [])[0];
  // Which of its columns hold it is not said; links would be accused without a cause.
  const tagged = columns.find((column) => column.tableTag !== undefined && !inheritedClass(column));
  return (
    tagged && `the table of "${tagged.name}" is tagged "${tagged.tableTag}" in dbt, and none of its columns`
  );
}

function ignoredNames({ options }: RuleContext): ReadonlySet<string> {
  return new Set(stringList(options, "ignore").map((name) => name.toLowerCase()));
}

/** The first part of the names that means personal data. */
function personalName(names: readonly string[], context: RuleContext): string | undefined {
  const ignored = ignoredNames(context);
  const asked = names.filter((name) => !ignored.has(name.toLowerCase()));
  return asked.flatMap((name) => personalPart(name, stringList(context.options, "also")) ?? [])[0];
}
