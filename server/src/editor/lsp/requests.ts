/** Our own requests: previews, generated SQL, the connection to use. */
import { RequestType } from "vscode-languageserver";
import { expressionTypes } from "../../binding/expressionTypes.ts";
import { allRules } from "../../rules/allRules.ts";
import { checkFile } from "../../rules/checkProject.ts";
import { patterns } from "../../spec/generated/patterns.ts";
import { compile } from "../../sql/compile.ts";
import { newProject } from "../../tasks/newProject/newProject.ts";
import { patternSnippet } from "../features/completion/patterns.ts";
import { workspaceDialect } from "../session/connections.ts";
import { forgetWarehouse, loadedWorkspaces, type Workspace } from "../session/session.ts";
import { readAnew } from "./changes.ts";
import { checkProjectSoon, optionsFor } from "./diagnostics.ts";
import { registerGovernanceRequests } from "./governance/requests.ts";
import { preview } from "./previews.ts";
import {
  type CompileParams,
  type CompileResult,
  type CursorParams,
  type NewProjectParams,
  type NewProjectResult,
  notifications,
  type OfferedPattern,
  type PatternsParams,
  type PreviewParams,
  type PreviewResult,
  requests,
  type SuggestibleTable,
  type SuggestParams,
  type SuggestResult,
  type TablesParams,
  type UseConnectionParams,
  type WhereRowsWentParams,
  type WhereRowsWentResult,
} from "./protocol.ts";
import { registerReviewRequests } from "./review/requests.ts";
import { fileOf, guarded, logEvent, pathOf, type Server, signalOf } from "./server.ts";
import { listTables, suggested } from "./suggesting.ts";
import { registerTestRequests } from "./tests/requests.ts";
import { cursorMoved } from "./typing.ts";
import { askWarehouse } from "./warehouse.ts";
import { whereRowsWent } from "./whereRowsWent.ts";

const whereRowsWentType = new RequestType<WhereRowsWentParams, WhereRowsWentResult, void>(
  requests.whereRowsWent,
);
const tablesType = new RequestType<TablesParams, SuggestibleTable[], void>(requests.tables);
const suggestType = new RequestType<SuggestParams, SuggestResult, void>(requests.suggest);
const newProjectType = new RequestType<NewProjectParams, NewProjectResult, void>(requests.newProject);
const previewType = new RequestType<PreviewParams, PreviewResult, void>(requests.preview);

export function registerRequests(server: Server): void {
  const { connection } = server;
  connection.onRequest(whereRowsWentType, (params, token) => whereRowsWent(server, params, token));
  connection.onRequest(previewType, (params, token) => preview(server, params, token));
  connection.onRequest(
    requests.compile,
    guarded<CompileParams, CompileResult>(
      server,
      "compile",
      { sql: "", dialect: "", problems: ["The SQL could not be written; the log says why."] },
      async (params) => compileAt(server, params),
    ),
  );
  connection.onRequest(
    requests.useConnection,
    guarded<UseConnectionParams, null>(server, "useConnection", null, async (params) => {
      const found = await fileOf(server, params.uri);
      if (found) await useConnection(server, found.workspace, params.connection);
      return null;
    }),
  );
  registerBeginnings(server);
  registerTestRequests(server);
  registerGovernanceRequests(server);
  registerReviewRequests(server);
  connection.onNotification(notifications.cursor, ({ uri, position }: CursorParams) =>
    cursorMoved(server, pathOf(uri), position),
  );
  connection.onNotification(notifications.trusted, async () => {
    server.trusted = true;
    logEvent(server, "The workspace is trusted now.");
    for (const workspace of await loadedWorkspaces(server.session)) {
      checkProjectSoon(server, workspace);
      await askWarehouse(server, workspace);
    }
  });
}

/** What somebody begins with: a project for the data at hand, and specs that are there already. */
function registerBeginnings(server: Server): void {
  const { connection, session } = server;
  connection.onRequest(
    requests.patterns,
    guarded<PatternsParams, OfferedPattern[]>(server, "patterns", [], async ({ uri }) => {
      const project = uri === undefined ? undefined : (await fileOf(server, uri))?.workspace.project;
      return patterns.map((pattern) => ({ ...pattern, snippet: patternSnippet(pattern, project) }));
    }),
  );
  connection.onRequest(
    tablesType,
    guarded<TablesParams, SuggestibleTable[]>(server, "tables", [], (params) => listTables(server, params)),
  );
  connection.onRequest(suggestType, (params, token) => suggested(server, params, token));
  connection.onRequest(newProjectType, ({ folder }, token) => {
    const { disk, env } = session;
    const { trusted, engine } = server;
    return newProject({ disk, folder: pathOf(folder), env, trusted, engine }, signalOf(token));
  });
}

/** What an older connection said counts no more. */
async function useConnection(server: Server, workspace: Workspace, name: string): Promise<void> {
  workspace.chosen = name;
  logEvent(server, `The connection ${name} is used for this session.`);
  delete workspace.problem;
  await forgetWarehouse(server.session, workspace);
  await readAnew(server, workspace);
}

async function compileAt(server: Server, params: CompileParams): Promise<CompileResult> {
  const found = await fileOf(server, params.uri);
  if (!found) return { sql: "", dialect: "", problems: ["This file belongs to no project."] };
  const { workspace, file } = found;
  const { project } = workspace;
  const dialect = workspaceDialect(workspace);
  const own = project.events.filter((event) => event.file === file).map(({ name }) => name);
  const events = own.filter((name) => params.event === undefined || name === params.event);
  if (events.length === 0) {
    const message =
      params.event === undefined ? "No event in this file." : `No event "${params.event}" in this file.`;
    return { sql: "", dialect, problems: [message] };
  }
  const types = expressionTypes(workspace.bound);
  const layout = params.layout ?? "per_event";
  const { relations, findings } = compile(project, { dialect, layout, events, types });
  const problems = findings.map(({ message, hint }) => (hint ? `${message} ${hint}` : message));
  const sql = relations.map(({ sql }) => sql.trimEnd()).join("\n\n");
  return { sql, dialect, problems, ...(isHalfTyped(server, workspace, file, events) && { halfTyped: true }) };
}

/** Rules about what SQL is made of; the others ask for names, owners, words and tests, and its SQL is what is meant without them. */
const ofSql = new Set(
  allRules.filter(({ topic }) => ["Reading", "Meaning", "Security"].includes(topic)).map(({ name }) => name),
);

/** Whether something is wrong with the events' own text, or with the file as a whole, that shows in their SQL. */
function isHalfTyped(server: Server, workspace: Workspace, file: string, events: readonly string[]): boolean {
  const found = checkFile(workspace.project, file, optionsFor(server, workspace));
  return found.some(
    ({ severity, rule, event }) =>
      severity === "error" && ofSql.has(rule) && (event === undefined || events.includes(event)),
  );
}
