import {
  currencyColumn,
  entityColumn,
  firstAtColumn,
  resolvedColumn,
  standardColumnNames,
} from "../../project/eventColumns.ts";
import { identityOf } from "../../project/identity.ts";
import { lookupsUsed } from "../../project/lookupsUsed.ts";
import type { Project, ProjectEvent } from "../../project/types.ts";
import type { Stream } from "../../spec/projectTypes.ts";
import type { Property } from "../../spec/types.ts";
import { columnsAskedFor, hasPropertyColumns } from "../../sql/plan/planColumns.ts";
import { belongsTo } from "../../sql/plan/planMembers.ts";
import { defineRule } from "../engine/defineRule.ts";
import type { Report, RuleContext } from "../types.ts";

const reserved: ReadonlySet<string> = new Set(standardColumnNames);

interface Data {
  readonly property: string;
  /** Which column has its name, in words. */
  readonly column: string;
}

export const reservedPropertyName = defineRule<Data>({
  name: "reserved-property-name",
  topic: "Names",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  scope: "project",
  summary: "A property must not have the name of a column that every event has, or a stream of it.",
  message: ({ property, column }) => `"${property}" is ${column}; a property can't have the same name.`,
  document({ document }, report, context) {
    visit(document.defaults.properties, report, context);
    for (const { isRenamed, properties, use } of lookupsUsed(document, context.project.lookups))
      if (isRenamed)
        visit(
          properties.map((one) => ({ ...one, name: { ...one.name, span: use.name.span } })),
          report,
          context,
        );
  },
  event(event, report, context) {
    visit(event.definition.properties, report, context);
    for (const property of event.properties) {
      const at = property.from === "lookup" ? event.definition.name : property.name;
      const found = askedFor(property.name.value.toLowerCase(), event, context.project);
      if (found) report(at, { property: property.name.value, column: found.column }, { hint: found.hint });
    }
  },
  projectFile(file, report, context) {
    for (const { properties } of file.lookups) visit(properties, report, context);
  },
});

/** What streams say in columns that they have where something asks for them. */
const told: ReadonlyMap<string, string> = new Map([
  [resolvedColumn, "whether an identity has told who it was"],
  [firstAtColumn, "when the first event of the entity was"],
  [currencyColumn, "in which currency revenue is"],
]);

/** Which column of the event's own relation, or of a stream that has it, bears a name for such a cause. */
function askedFor(name: string, event: ProjectEvent, project: Project) {
  const what = told.get(name);
  if (what === undefined) return undefined;
  if (name === currencyColumn && event.definition.currency)
    return {
      column: "the column for the currency of its revenue",
      hint: "Say in its name which one it is, or leave out the `currency` of `revenue`.",
    };
  const { file } = project;
  const stream = file.streams.find((one) => {
    if (!hasPropertyColumns(one.layout.value) || !belongsTo(event, one)) return false;
    const currency = one.layout.value === "wide" && tellsCurrency(one, project);
    return columnsAskedFor({ identity: identityOf(file, one), stream: one, currency }).includes(name);
  });
  return (
    stream && {
      column: `a column of the stream "${stream.name.value}"`,
      hint: `Give it another name: the stream says in it ${what}.`,
    }
  );
}

function tellsCurrency(stream: Stream, { events }: Project): boolean {
  return events.some((event) => event.definition.currency && belongsTo(event, stream));
}

function visit(properties: readonly Property[], report: Report<Data>, { project }: RuleContext): void {
  for (const { name, removed } of properties) {
    const plain = name.value.toLowerCase();
    const entity = project.file.entities.find((each) => entityColumn(each.name.value.toLowerCase()) === plain)
      ?.name.value;
    if (removed || !(entity || reserved.has(plain))) continue;
    const hint = entity
      ? `Leave it out: "entities" already gives it. If it means something else, say what in its name.`
      : "Say in its name what it means for this event.";
    const column = entity ? `the column of the entity "${entity}"` : "a column that every event has";
    report(name, { property: name.value, column }, { hint });
  }
}
