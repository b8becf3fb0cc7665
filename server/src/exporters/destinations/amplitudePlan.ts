/** Events and properties as Amplitude Data reads them. https://amplitude.com/docs/data/csv-import-export/file-schema */
import type { Loss, PlannedProperty, TrackingPlan } from "../../spec/trackingPlan.ts";
import type { ValueType } from "../../spec/types.ts";
import { nameOf } from "../trackingPlan/jsonSchema.ts";
import type { About } from "./about.ts";

/** All must be there, in any order. */
const columns = [
  ...["Action", "Object type", "Object name", "Object owner", "Object description", "Event display name"],
  ...["Event source", "Event category", "Tags", "Event activity", "Event hidden from dropdowns"],
  ...["Event hidden from persona results", "Event hidden from pathfinder", "Event hidden from timeline"],
  ...["Property type", "Property group names", "Event property name", "Property description"],
  ...["Property value type", "Property required", "Property visibility", "Property is array"],
  ...["Enum values", "Const value", "Property regex", "String property value min length"],
  ...["String property value max length", "Number is integer", "Number property value min"],
  ...["Number property value max", "Array min items", "Array max items", "Array unique items"],
] as const;

type Cells = Readonly<Partial<Record<(typeof columns)[number], string>>>;

/** A row for each event, and below it one for each of its properties. */
export function amplitudePlan({ events }: TrackingPlan, about: ReadonlyMap<string, About>): string {
  const rows = events.flatMap(({ name, description, properties }): Cells[] => [
    {
      "Object type": "Event",
      "Object name": name,
      "Object owner": about.get(name)?.email ?? "",
      "Object description": description ?? "",
      Tags: (about.get(name)?.tags ?? []).join(", "),
    },
    ...properties.map(propertyCells),
  ]);
  const lines = rows.map((cells) => columns.map((column) => cells[column] ?? ""));
  return [columns, ...lines].map((cells) => `${cells.map(cellText).join(",")}\n`).join("");
}

/** What Amplitude would take otherwise: a blank owner removes the one that an event has there, and commas part values. */
export function amplitudeLosses({ events }: TrackingPlan, about: ReadonlyMap<string, About>): Loss[] {
  return events.flatMap(({ name: event, properties }): Loss[] => [
    ...(about.get(event)?.email === undefined ? [{ event, message: noOwner }] : []),
    ...properties.flatMap((property): Loss[] => {
      const hasComma = property.values?.some((value) => String(value).includes(","));
      return hasComma ? [{ event, property: nameOf(property), message: commas }] : [];
    }),
  ]);
}

const noOwner =
  "It has no owner in Amplitude then, not even the one that it has there: none with an email is named here.";
const commas = "A value of it has a comma, where Amplitude takes it for two.";

function propertyCells(property: PlannedProperty): Cells {
  const { description, type, required, values } = property;
  const item = type?.kind === "list" ? type.of : type;
  return {
    "Property type": "Event Property",
    "Event property name": nameOf(property),
    "Property description": description ?? "",
    "Property value type": values ? "enum" : valueType(item),
    "Property required": truth(required),
    "Property visibility": "VISIBLE",
    "Property is array": truth(type?.kind === "list"),
    "Enum values": (values ?? []).map(String).join(", "),
    "Number is integer": item?.kind === "integer" && !values ? truth(true) : "",
  };
}

const truth = (is: boolean): string => (is ? "TRUE" : "FALSE");

function valueType(type: ValueType | undefined): string {
  switch (type?.kind) {
    case "string":
    case "boolean":
      return type.kind;
    case "integer":
    case "decimal":
    case "float":
      return "number";
    case "date":
    case "timestamp":
      return "string";
    default:
      return "any";
  }
}

function cellText(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
