import {
  currencyColumn,
  entityColumn,
  resolvedColumn,
  standardColumnNames,
} from "../project/eventColumns.ts";
import { identityOf } from "../project/identity.ts";
import { lookupsUsed } from "../project/lookupsUsed.ts";
import type { ProjectEvent } from "../project/types.ts";
import type { Property } from "../spec/types.ts";
import { belongsTo } from "../sql/plan/planMembers.ts";
import { defineRule } from "./engine/defineRule.ts";
import type { Report, RuleContext } from "./types.ts";

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
  summary: "A property must not have the name of a column that every event has.",
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
    visitResolved(event, report, context);
    const twin = event.definition.currency && event.properties.find(isCurrencyColumn);
    if (!twin) return;
    const place = twin.from === "lookup" ? event.definition.name : twin.name;
    const hint = "Say in its name which one it is, or leave out the `currency` of `revenue`.";
    report(
      place,
      { property: twin.name.value, column: "the column for the currency of its revenue" },
      { hint },
    );
  },
  projectFile(file, report, context) {
    for (const { properties } of file.lookups) visit(properties, report, context);
  },
});

/** Streams that say of each row whether somebody was known by an identity have a column for that. */
function visitResolved(event: ProjectEvent, report: Report<Data>, { project: { file } }: RuleContext): void {
  const twin = event.properties.find(({ name }) => name.value.toLowerCase() === resolvedColumn);
  const stream =
    twin &&
    file.streams.find(
      (one) => one.layout.value === "wide" && belongsTo(event, one) && identityOf(file, one) !== undefined,
    );
  if (!stream) return;
  const place = twin.from === "lookup" ? event.definition.name : twin.name;
  const hint = `Give it another name: the stream says in it whether an identity has told who it was.`;
  report(
    place,
    { property: twin.name.value, column: `a column of the stream "${stream.name.value}"` },
    { hint },
  );
}

const isCurrencyColumn = ({ name }: Property) => name.value.toLowerCase() === currencyColumn;

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
