/** What the editor's features are given, made as the server makes it. */
import assert from "node:assert/strict";
import { type FileView, fileView } from "../../server/src/editor/session/fileView.ts";
import type { Workspace } from "../../server/src/editor/session/session.ts";
import { createTestMemory } from "../../server/src/editor/session/testMemory.ts";
import type { Project } from "../../server/src/project/types.ts";

/** A file of a project; nothing is known beside it unless it is given. */
export function viewOf(
  project: Project,
  file: string,
  known: Partial<Pick<Workspace, "bound" | "facts" | "tests" | "before" | "findings">> & {
    now?: number;
  } = {},
): FileView {
  const nothing = {
    facts: new Map(),
    tests: createTestMemory(),
    tablesRevision: 0,
    before: new Map(),
    findings: new Map(),
  };
  const view = fileView({ project, ...nothing, ...known }, file, known.now ?? 0);
  assert.ok(view, `${file} is not in the project`);
  return view;
}
