/** An event as a semantic model, and what is counted of it as metrics. Keys: https://docs.getdbt.com/docs/build/semantic-models and …/metrics-overview */
import type { YamlData } from "../../../document/write/writeYaml.ts";
import { inline } from "../../../document/write/writeYaml.ts";
import { entityColumn, eventColumns } from "../../../project/eventColumns.ts";
import type { ProjectEvent } from "../../../project/types.ts";
import type { Loss } from "../../../spec/trackingPlan.ts";
import { dialectOf } from "../../../sql/dialects/index.ts";
import type { LogicalType } from "../../../sql/logicalType.ts";
import type { Model } from "../../../sql/models.ts";
import { operand } from "../../../sql/render/embed.ts";
import { identifier } from "../../../sql/render/sqlText.ts";
import { type Revenue, revenueOf } from "../../revenue.ts";
import { type DbtScope, eventsOf } from "../scope.ts";

export interface SemanticModel {
  readonly model: YamlData;
  readonly metrics: readonly YamlData[];
  readonly losses: readonly Loss[];
}

/** Whether a name may stand for what it is wanted for. */
type MayName = (name: string, kind: "entity" | "categorical" | "time" | "measure") => boolean;

/** In: the model's event, whose name dbt's semantic layer takes. */
export function semanticModel(
  scope: DbtScope,
  { event, model }: { readonly event: ProjectEvent; readonly model: Model },
  mayName: MayName,
): SemanticModel {
  const { name } = model.relation;
  const revenue = revenueOf(eventsOf(scope, model));
  const entities = event.entities.map((entity) => entity.name.value);
  const known = entities.filter((entity) => mayName(entity, "entity"));
  const dimensions = dimensionsOf(scope, event, model, mayName);
  const told = event.definition.variants?.names.find((one) => one.event.value === name)?.description;
  const description = (told ?? event.definition.description)?.value;
  const lost = (property: string): Loss => ({
    event: name,
    property,
    message:
      "dbt's semantic layer takes no such name, or has it for something else: it is no part of the semantic model.",
  });
  return {
    model: {
      name,
      description,
      model: `ref('${name}')`,
      defaults: inline({ agg_time_dimension: "occurred_at" }),
      primary_entity: `${name}_event`,
      entities: known.map((entity) =>
        inline({
          name: entity,
          type: "foreign",
          expr: identifier(dialectOf(scope.dialect), entityColumn(entity)),
        }),
      ),
      dimensions: dimensions.kept,
      measures: [
        { name: `${name}_count`, description: "Number of events.", agg: "count", expr: "event_id" },
        ...(revenue.kind === "sum"
          ? [{ name: `${name}_revenue`, description: revenue.description, agg: "sum", expr: "revenue" }]
          : []),
      ],
    },
    metrics: metricsOf(name, description, revenue),
    losses: [
      ...[...entities.filter((entity) => !known.includes(entity)), ...dimensions.lost].map(lost),
      ...(revenue.kind === "mixed" ? [{ event: name, message: revenue.message }] : []),
    ],
  };
}

function metricsOf(name: string, description: string | undefined, revenue: Revenue): YamlData[] {
  const label = `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll("_", " ")}`;
  const of = description === undefined ? "" : ` ${description}`;
  const metric = (what: string, title: string, told: string): YamlData => ({
    name: `${name}_${what}`,
    label: `${label}: ${title}`,
    description: `${told}${of}`,
    type: "simple",
    type_params: inline({ measure: `${name}_${what}` }),
  });
  return [
    metric("count", "events", "How often it happened."),
    ...(revenue.kind === "sum" ? [metric("revenue", revenue.title, revenue.description)] : []),
  ];
}

/** Types by which rows can be grouped. */
const groupable: ReadonlySet<LogicalType["kind"]> = new Set(["string", "boolean", "integer", "uuid"]);
const times: ReadonlySet<LogicalType["kind"]> = new Set(["date", "timestamp", "instant"]);

/** The event's time, and properties of types that can be grouped by; days are those of the event's zone. */
function dimensionsOf(scope: DbtScope, event: ProjectEvent, { relation }: Model, mayName: MayName) {
  const dialect = dialectOf(scope.dialect);
  const described = new Map(eventColumns(event).map((column) => [column.name, column.description]));
  const clock = (sql: string) => dialect.toClock(sql, event.timezone);
  const time = (name: string, expr: string): YamlData => ({
    name,
    description: described.get(name),
    type: "time",
    expr,
    type_params: inline({ time_granularity: "day" }),
  });
  mayName("occurred_at", "time");
  const kept: YamlData[] = [
    {
      name: "occurred_at",
      description: `When it happened, by the clocks in ${event.timezone}.`,
      type: "time",
      expr: clock(dialect.toMoment?.("occurred_at") ?? operand(dialect, "occurred_at")),
      type_params: inline({ time_granularity: "day" }),
    },
  ];
  const lost: string[] = [];
  const columns = [
    ...relation.properties,
    ...(relation.currency ? [{ name: "currency", type: { kind: "string" } as const }] : []),
  ];
  for (const { name, type } of columns) {
    const column = identifier(dialect, name);
    const kind = type?.kind;
    const isTime = kind !== undefined && times.has(kind);
    if (kind === undefined || !(isTime || groupable.has(kind))) continue;
    if (!mayName(name, isTime ? "time" : "categorical")) lost.push(name);
    else if (isTime) kept.push(time(name, kind === "instant" ? clock(column) : column));
    else
      kept.push({
        name,
        description: described.get(name),
        type: "categorical",
        ...(column !== name && { expr: column }),
      });
  }
  return { kept, lost };
}
