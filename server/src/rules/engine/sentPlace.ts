import type { Located } from "../../document/types.ts";
import type { EventProperty, ProjectEvent } from "../../project/types.ts";
import type { Destination } from "../../spec/governanceTypes.ts";

/** Where to say that a property can't be sent: at it, or where it is written in another file at the destination. */
export function sentPlace(
  { file }: ProjectEvent,
  property: EventProperty,
  { destination }: Destination,
): Located<string> {
  return property.file === file ? property.name : destination;
}
