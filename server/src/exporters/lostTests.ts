import type { Check } from "../proof/checks.ts";
import type { Loss } from "../spec/trackingPlan.ts";
import type { EventTable } from "./eventTables.ts";

const messages: Readonly<Partial<Record<Check["subject"]["kind"], string>>> = {
  example: "Its example rows are not kept.",
  reconcile: "The numbers that it is compared with are not kept.",
  tracked_as: "The tracked event that it is compared with is not kept.",
  unique: "What must be unique in it is not kept.",
  volume: "Its volume is not kept.",
  fresh: "How fresh it must be is not kept.",
  follows: "What it follows is not kept.",
  rows: "Its tests of rows are not kept.",
};

/** What is declared to hold of events, where a format has no place for it. In: kinds that it has one for. */
export function lostTests(
  tables: readonly EventTable[],
  kept: readonly Check["subject"]["kind"][] = [],
): Loss[] {
  return tables.flatMap(({ name: event, checks }) =>
    checks.flatMap(({ subject: { kind }, name }): Loss[] => {
      const message = messages[kind];
      if (message === undefined || kept.includes(kind)) return [];
      return [{ event, ...(kind === "example" && { example: name }), message }];
    }),
  );
}
