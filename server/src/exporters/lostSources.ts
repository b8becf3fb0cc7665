import type { Loss } from "../spec/trackingPlan.ts";
import type { Lineage } from "./columnLineage.ts";
import type { EventTable } from "./eventTables.ts";

/** Columns of which not all sources are told. */
export function lostSources({ name: event }: EventTable, { unclear }: Lineage): Loss[] {
  return unclear.map((property) => ({
    event,
    property,
    message: "Not all that it is made of could be found: a part of its SQL is no column of a known table.",
  }));
}
