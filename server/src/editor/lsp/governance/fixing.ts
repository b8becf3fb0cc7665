/** Fixes all findings of one kind in a project. The client applies what is answered, so that it can be undone. */
import { projectFileName } from "../../../project/loadProject.ts";
import { checkFile } from "../../../rules/checkProject.ts";
import { fixAll } from "../../features/actions/fixAll.ts";
import { pathIn, workspaceFile, workspaceOf } from "../../session/session.ts";
import { toRange } from "../convert.ts";
import { optionsFor } from "../diagnostics.ts";
import { pathOf, type Server, uriOf } from "../server.ts";
import type { FixAllParams, FixAllResult } from "./protocol.ts";

/** Answers `eventspec/fixAll`. What is found is asked anew, since edits fit only the text that they were made for. */
export async function fixAllOf(server: Server, { root, rule, uri }: FixAllParams): Promise<FixAllResult> {
  const workspace = await workspaceOf(server.session, pathOf(`${root}/${projectFileName}`));
  const only = uri === undefined ? undefined : (await workspaceFile(server.session, pathOf(uri)))?.file;
  const options = optionsFor(server, workspace);
  const files = only === undefined ? [...workspace.project.documents.keys()].sort() : [only];
  const fixed = files.flatMap((file) => {
    const document = workspace.project.documents.get(file);
    const path = pathIn(workspace, file);
    if (!document) return [];
    const result = fixAll(checkFile(workspace.project, file, options), rule);
    const edits = result.edits.map(({ span, text }) => ({ range: toRange(document, span), newText: text }));
    const version = server.open.get(path)?.version ?? null;
    return [{ ...result, uri: uriOf(server, path), version, edits }];
  });
  return {
    files: fixed.flatMap(({ uri, version, edits }) => (edits.length > 0 ? [{ uri, version, edits }] : [])),
    fixed: fixed.reduce((sum, each) => sum + each.fixed, 0),
    left: fixed.reduce((sum, each) => sum + each.left, 0),
  };
}
