/** What rows have told of a project's events, as long as it is true. */
import type { Finding } from "../../document/types.ts";
import type { RowsTold, Workspace } from "./session.ts";

/** What is still true of what rows have told, by file; the same lists while nothing changes. */
export function rowsTold(workspace: Workspace): { data?: ReadonlyMap<string, readonly Finding[]> } {
  const { rows } = workspace;
  if (rows.size === 0) return {};
  const data = new Map<string, readonly Finding[]>();
  for (const [file, told] of rows) {
    const now = keptOf(workspace, file);
    const isTrue =
      told.text === now.text &&
      told.projectText === now.projectText &&
      told.tablesRevision === now.tablesRevision;
    if (isTrue) data.set(file, told.findings);
  }
  return { data };
}

/** What a look at rows depends on. */
export function keptOf({ project, tablesRevision }: Workspace, file: string): Omit<RowsTold, "findings"> {
  const textOf = (of: string) => project.documents.get(of)?.text;
  return { text: textOf(file), projectText: textOf(project.file.file), tablesRevision };
}
