/** Data contracts of events, one a file. */
import type { Project } from "../../project/types.ts";
import type { Loss } from "../../spec/trackingPlan.ts";
import { lineageOf } from "../columnLineage.ts";
import { eventTables, type TablesExport, type TablesOptions } from "../eventTables.ts";
import { contractText } from "./contract.ts";
import { lostChecks } from "./quality.ts";

export function exportOdcs(project: Project, { reading, ...options }: TablesOptions): TablesExport {
  const { tables, findings } = eventTables(project, { ...options, dialect: reading.dialect });
  const losses = tables.flatMap((table) =>
    lostChecks(table).map(
      ({ subject: { kind }, name }): Loss => ({ event: table.name, ...lost(kind, name) }),
    ),
  );
  const texts = tables.map((table) => {
    const lineage = lineageOf(project, table.event, reading);
    return [table.name, contractText(project, table, lineage)] as const;
  });
  return { texts: new Map(texts), events: tables.length, losses, findings };
}

function lost(kind: string, name: string): Pick<Loss, "message" | "example"> {
  if (kind === "example") return { example: name, message: "Its example rows are not kept." };
  if (kind === "reconcile") return { message: "The numbers that it is compared with are not kept." };
  return { message: "The tracked event that it is compared with is not kept." };
}
