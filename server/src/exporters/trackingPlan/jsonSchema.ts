/** Properties of events as a JSON Schema (draft 7), as tracking plans hold it. */
import type { PlannedProperty } from "../../spec/trackingPlan.ts";
import { typeSchema } from "../jsonTypes.ts";

type Schema = Readonly<Record<string, unknown>>;

/** The schema of an object with these properties. */
export function objectSchema(properties: readonly PlannedProperty[]): Schema {
  const required = properties.filter((property) => property.required).map(nameOf);
  return {
    type: "object",
    properties: Object.fromEntries(
      properties.map((property) => [nameOf(property), propertySchema(property)]),
    ),
    ...(required.length > 0 && { required }),
  };
}

export const nameOf = ({ path }: PlannedProperty): string => path.join("_");

function propertySchema({ type, description, values }: PlannedProperty): Schema {
  return {
    ...(description !== undefined && { description }),
    ...(type && typeSchema(type)),
    ...(values && { enum: values }),
  };
}
