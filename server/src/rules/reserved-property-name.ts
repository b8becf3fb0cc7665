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

export const reservedPropertyName = defineRule<{ property: string; entity: string | undefined }>({
  name: "reserved-property-name",
  topic: "Names",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  summary: "A property must not have the name of a column that every event has.",
  message: ({ property, entity }) =>
    entity
      ? `"${property}" is the column of the entity "${entity}"; a property can't have the same name.`
      : `"${property}" is a column that every event has; a property can't have the same name.`,
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
    report(place, { property: twin.name.value, entity: undefined }, { hint });
  },
  projectFile(file, report, context) {
    for (const { properties } of file.lookups) visit(properties, report, context);
  },
});

/** Streams that say of each row whether somebody was known by an identity have a column for that. */
function visitResolved(
  event: ProjectEvent,
  report: Report<{ property: string; entity: string | undefined }>,
  { project: { file } }: RuleContext,
): void {
  const twin = event.properties.find(({ name }) => name.value.toLowerCase() === resolvedColumn);
  const stream =
    twin &&
    file.streams.find(
      (one) => one.layout.value === "wide" && belongsTo(event, one) && identityOf(file, one) !== undefined,
    );
  if (!stream) return;
  const place = twin.from === "lookup" ? event.definition.name : twin.name;
  const hint = `Give it another name: the stream "${stream.name.value}" says in "${resolvedColumn}" whether an identity has told who it was.`;
  report(place, { property: twin.name.value, entity: undefined }, { hint });
}

const isCurrencyColumn = ({ name }: Property) => name.value.toLowerCase() === currencyColumn;

function visit(
  properties: readonly Property[],
  report: Report<{ property: string; entity: string | undefined }>,
  { project }: RuleContext,
): void {
  for (const { name, removed } of properties) {
    const plain = name.value.toLowerCase();
    const entity = project.file.entities.find((each) => entityColumn(each.name.value.toLowerCase()) === plain)
      ?.name.value;
    if (removed || !(entity || reserved.has(plain))) continue;
    const hint = entity
      ? `Leave it out: "entities" already gives it. If it means something else, say what in its name.`
      : "Say in its name what it means for this event.";
    report(name, { property: name.value, entity }, { hint });
  }
}
