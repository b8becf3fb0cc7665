/** Data contracts of events, one a file. */
import type { Project } from "../../project/types.ts";
import { lineageOf } from "../columnLineage.ts";
import { eventTables, type TablesExport, type TablesOptions } from "../eventTables.ts";
import { lostTests } from "../lostTests.ts";
import { contractText } from "./contract.ts";
import { keptTests } from "./quality.ts";

export function exportOdcs(project: Project, { reading, ...options }: TablesOptions): TablesExport {
  const { tables, findings } = eventTables(project, { ...options, dialect: reading.dialect });
  const texts = tables.map((table) => {
    const lineage = lineageOf(project, table.event, reading);
    return [table.name, contractText(project, table, lineage)] as const;
  });
  return { texts: new Map(texts), events: tables.length, losses: lostTests(tables, keptTests), findings };
}
