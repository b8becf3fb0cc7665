import { aliasesOf } from "../../project/aliases.ts";
import type { Project, ProjectEvent } from "../../project/types.ts";
import { plainColumn } from "../reader/namesUsed.ts";
import type { DialectName } from "../types.ts";
import { columnOf } from "./columnOf.ts";

/** In which share of its file's groups of rows one moment of an event's time lies; `undefined` where that is not known. */
export function momentShare(project: Project, dialect: DialectName, event: ProjectEvent): number | undefined {
  const sql = event.definition.at?.sql?.text;
  const parts = sql === undefined ? undefined : plainColumn(sql, dialect);
  return parts && columnOf(parts, aliasesOf(event, project))?.column.momentShare;
}
