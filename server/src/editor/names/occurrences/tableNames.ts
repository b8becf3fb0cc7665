/** Every place of a file that names a table. */
import { tableOf } from "../../../project/aliases.ts";
import { exampleTables } from "../../../project/exampleTables.ts";
import { tablesOfFile } from "../../../project/tablesOf.ts";
import type { Project, ProjectEvent } from "../../../project/types.ts";
import type { TableReference } from "../../../spec/types.ts";
import { collector, type Occurrence } from "./types.ts";

/** In: the file's events. What dbt and the warehouse call differently is one table where the project knows both names. */
export function tableNames(project: Project, file: string, events: readonly ProjectEvent[]): Occurrence[] {
  const { found, put } = collector(file);
  for (const reference of tablesOfFile(project, file))
    put("table", written(reference), meaning(reference, project));
  if (file === project.file.file)
    for (const { relation } of project.file.streams)
      if (relation) put("table", written(relation), { ...meaning(relation, project), role: "write" });
  for (const event of events) {
    if (event.definition.examples.length === 0) continue;
    const tables = exampleTables(event, project);
    for (const { table } of event.definition.examples.flatMap(({ given }) => given)) {
      const reference = tables.get(table.value);
      if (reference) put("table", table, { ...meaning(reference, project), role: "write" });
    }
  }
  return found;
}

const written = ({ sql }: TableReference) => ({ value: sql.text, span: sql.span });

function meaning(reference: TableReference, project: Project): Pick<Occurrence, "means"> {
  const parts = tableOf(reference, project)?.parts ?? project.resolveTable(reference);
  return { means: [parts?.join(".").toLowerCase() ?? reference.sql.text] };
}
