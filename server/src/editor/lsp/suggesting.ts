/** The events that a table suggests: the server looks, the client writes. */
import type { CancellationToken } from "vscode-languageserver";
import { difference } from "../../document/difference.ts";
import { harmlessLine } from "../../document/harmless.ts";
import { nameInCatalog } from "../../project/catalog.ts";
import { projectFileName } from "../../project/loadProject.ts";
import { declareEntities } from "../../tasks/suggest/declareEntities.ts";
import { type SuggestedSpec, suggestSpec } from "../../tasks/suggest/suggestSpec.ts";
import type { Connection } from "../../warehouse/types.ts";
import { connectionChoice, mayAskByItself, workspaceDialect } from "../session/connections.ts";
import { pathIn, type Workspace, workspaceOf } from "../session/session.ts";
import { toTextEdit } from "./convert.ts";
import type { SuggestibleTable, SuggestParams, SuggestResult, TablesParams } from "./protocol.ts";
import { logError, pathOf, type Server, signalOf, uriOf } from "./server.ts";
import { busyWith } from "./status.ts";
import { withConnection } from "./warehouse.ts";

/** Answers `eventspec/tables`: those that are known, by name. */
export async function listTables(server: Server, { uri }: TablesParams): Promise<SuggestibleTable[]> {
  const { project } = await workspaceOf(server.session, pathOf(uri));
  const tables = project.catalog.tables.map((table) => ({
    name: nameInCatalog(table),
    columns: table.columns.length,
    ...(table.description !== undefined && { description: harmlessLine(table.description) }),
  }));
  return tables.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Answers `eventspec/suggest`; never rejects. Rows are counted where that is free, else names and types decide alone. */
export async function suggested(
  server: Server,
  { uri, table: name }: SuggestParams,
  token: CancellationToken,
): Promise<SuggestResult> {
  const signal = signalOf(token);
  try {
    const workspace = await workspaceOf(server.session, pathOf(uri));
    const table = workspace.project.catalog.tables.find((each) => nameInCatalog(each) === name);
    if (!table) return none(`There is no table ${name} any more.`);
    const look = (connection?: Connection) =>
      suggestSpec(
        table,
        {
          ...{ project: workspace.project, dialect: workspaceDialect(workspace), now: Date.now() },
          ...(connection && { connection }),
        },
        signal,
      );
    const spec = await busyWith(server, workspace, "Looking at a table", () =>
      lookAtRows(server, workspace, look, signal),
    );
    return spec.kind === "none" ? none(spec.why, spec.notTaken) : told(server, workspace, spec);
  } catch (error) {
    if (!token.isCancellationRequested) logError(server, "suggesting events", error);
    return none(
      token.isCancellationRequested ? "Cancelled." : "The table could not be looked at; the log says why.",
    );
  }
}

async function lookAtRows(
  server: Server,
  workspace: Workspace,
  look: (connection?: Connection) => Promise<SuggestedSpec>,
  signal: AbortSignal,
): Promise<SuggestedSpec> {
  const choice = connectionChoice(workspace);
  const isFree =
    server.trusted && choice.kind === "chosen" && (await mayAskByItself(workspace, choice.settings));
  return isFree ? withConnection(server, workspace, choice.settings, look, signal) : look();
}

function none(why: string, notTaken: readonly { column: string; why: string }[] = []): SuggestResult {
  const reasons = notTaken.map(({ column, why: reason }) => harmlessLine(`${column} ${reason}.`));
  return { status: "none", why: harmlessLine(why), reasons };
}

function told(
  server: Server,
  workspace: Workspace,
  { path, text, events, undeclared }: Extract<SuggestedSpec, { kind: "spec" }>,
): SuggestResult {
  const project = workspace.project.documents.get(projectFileName);
  const declared = project && undeclared.length > 0 ? declareEntities(project.text, undeclared) : undefined;
  return {
    status: "suggested",
    uri: uriOf(server, pathIn(workspace, path)),
    text,
    events: events.map(({ name }) => name),
    ...(project &&
      declared !== undefined && {
        project: {
          uri: uriOf(server, pathIn(workspace, projectFileName)),
          edits: [toTextEdit(project, difference(project.text, declared))],
        },
      }),
    ...(undeclared.length > 0 && declared === undefined && { undeclared }),
  };
}
