/** `eventspec/makeExample`: an example out of the source rows of an event that is on show, as an edit of its file. */
import type { CancellationToken } from "vscode-languageserver";
import { difference } from "../../../document/difference.ts";
import type { ProjectEvent } from "../../../project/types.ts";
import { askConnection } from "../../../tasks/askConnection.ts";
import { makeExample } from "../../../tasks/test/makeExample.ts";
import { type Connection, WarehouseError } from "../../../warehouse/types.ts";
import { connectionChoice, connectionOf } from "../../session/connections.ts";
import type { WorkspaceFile } from "../../session/session.ts";
import { toRange } from "../convert.ts";
import { noConnection } from "../noConnection.ts";
import { fileOf, logError, logEvent, type Server, signalOf } from "../server.ts";
import { busyWith } from "../status.ts";
import { withConnection } from "../warehouse.ts";
import type { MakeExampleParams, MakeExampleResult } from "./protocol.ts";

/** Never rejects: who asked shows what went wrong. */
export async function exampleOfRow(
  server: Server,
  params: MakeExampleParams,
  token: CancellationToken,
): Promise<MakeExampleResult> {
  try {
    const result = await begin(server, params, signalOf(token));
    logEvent(
      server,
      `Example of ${params.event}: ${result.status === "refused" ? result.message : result.status}.`,
    );
    return result;
  } catch (error) {
    if (token.isCancellationRequested) return { status: "cancelled" };
    if (error instanceof WarehouseError) return refused(error.message);
    logError(server, "making an example", error);
    return refused("No example could be made; the log says why.");
  }
}

const refused = (message: string): MakeExampleResult => ({ status: "refused", message });

async function begin(
  server: Server,
  { uri, event: name, id }: MakeExampleParams,
  signal: AbortSignal,
): Promise<MakeExampleResult> {
  const at = await fileOf(server, uri);
  const event = at?.workspace.project.events.find((one) => one.name === name && one.file === at.file);
  if (!at || !event) return refused(`There is no event "${name}" in this file.`);
  if (!server.trusted) return refused("Nothing is run in an untrusted workspace.");
  const choice = connectionChoice(at.workspace);
  if (choice.kind !== "chosen") return refused(noConnection(choice).join(" "));
  return busyWith(server, at.workspace, `Making an example of ${name}`, () =>
    withConnection(
      server,
      at.workspace,
      choice.settings,
      (connection) => madeOn({ server, at, event, id, signal }, connection),
      signal,
    ),
  );
}

interface Task {
  readonly server: Server;
  readonly at: WorkspaceFile;
  readonly event: ProjectEvent;
  readonly id: string;
  readonly signal: AbortSignal;
}

async function madeOn(
  { server, at: { workspace, document, file }, event, id, signal }: Task,
  connection: Connection,
): Promise<MakeExampleResult> {
  const known = await askConnection(workspace.project, connection, signal, [file]);
  const asked = known.project.events.find((one) => one.name === event.name && one.file === file) ?? event;
  const request = {
    ...{ ...known, connection, dialect: connection.dialect, window: {} },
    ...{ now: new Date().toISOString(), timeoutMs: server.settings.queryTimeoutMs },
    maxBytes: server.settings.maxBytes ?? connectionOf(workspace)?.maxBytes,
  };
  const made = await makeExample(request, asked, id, signal);
  if (made.kind === "refused") return refused(made.reason);
  const { span, text } = difference(document.text, made.text);
  const { name, masked } = made;
  return { status: "made", name, masked, range: toRange(document, span), newText: text };
}
