import { tableOf } from "../../project/aliases.ts";
import type { Project } from "../../project/types.ts";
import type { SpecDocument } from "../../spec/types.ts";

/** Whether a file can't be read as what it is meant to be, or its tables are unknown, so that names may be missing from it. */
export function isDamaged(project: Project, file: string): boolean {
  const spec = project.specs.find((each) => each.file === file);
  const findings = (spec ?? project.documents.get(file))?.findings ?? [];
  if (findings.some(({ severity }) => severity === "error")) return true;
  return project.catalog.known && spec?.documents.some((document) => isAstray(project, document)) === true;
}

function isAstray(project: Project, { source }: SpecDocument): boolean {
  return source?.kind === "table" && !tableOf(source.table, project);
}
