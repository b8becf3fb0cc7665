/** `eventspec/whereRowsWent`: what each step of an event keeps, drops and doubles. */
import type { CancellationToken } from "vscode-languageserver";
import { inWords } from "../../proof/words.ts";
import { runsHere } from "../../tasks/connectionTypes.ts";
import type { Place } from "../../tasks/rowPlaces.ts";
import { explainRows } from "../../tasks/whereRowsWent.ts";
import type { Connection } from "../../warehouse/types.ts";
import { WarehouseError } from "../../warehouse/types.ts";
import { connectionChoice } from "../session/connections.ts";
import { locations } from "./locations.ts";
import { type PreviewTask, requestFor, windowFor } from "./previewTask.ts";
import type { FunnelLine, WhereRowsWentParams, WhereRowsWentResult } from "./protocol.ts";
import { fileOf, logError, type Server, signalOf } from "./server.ts";
import { busyWith } from "./status.ts";
import { withConnection } from "./warehouse.ts";

/** Asked after a preview, which tells what keeps an event from having rows. Never rejects. */
export async function whereRowsWent(
  server: Server,
  params: WhereRowsWentParams,
  token: CancellationToken,
): Promise<WhereRowsWentResult> {
  try {
    const at = await fileOf(server, params.uri);
    const event = at?.workspace.project.events.find(
      (each) => each.name === params.event && each.file === at.file,
    );
    const choice = at && connectionChoice(at.workspace);
    if (!at || !event || !server.trusted || choice?.kind !== "chosen")
      return uncounted("the event has no rows");
    if (!params.asked && !(await runsHere(choice.settings, at.workspace.project)))
      return { steps: [], notes: [] };
    const task: PreviewTask = { server, at, event, params, signal: signalOf(token) };
    return await busyWith(server, at.workspace, `Counting where rows of ${event.name} went`, () =>
      withConnection(
        server,
        at.workspace,
        choice.settings,
        (connection) => count(task, params.asked, connection),
        task.signal,
      ),
    );
  } catch (error) {
    if (error instanceof WarehouseError) return uncounted(error.message);
    logError(server, "whereRowsWent", error);
    return uncounted("the log says why");
  }
}

async function count(
  task: PreviewTask,
  asked: boolean,
  connection: Connection,
): Promise<WhereRowsWentResult> {
  const { server, at, signal } = task;
  const read = windowFor(task);
  if ("problem" in read) return uncounted(read.problem);
  const request = requestFor(task, read.window);
  const funnel = await explainRows(request, connection, asked, signal);
  const line = (text: string, place: Place): FunnelLine[] =>
    locations(server, at.workspace.project, [place]).map(({ uri, range }) => ({ text, uri, range }));
  return {
    steps: (funnel?.steps ?? []).flatMap(({ step, label, rows, place }) =>
      line(`${label} ${inWords(rows)}`, place).map((one) => ({
        ...one,
        ...(step === "source" && { begins: true as const }),
      })),
    ),
    notes: (funnel?.notes ?? []).flatMap(({ message, place }) => line(message, place)),
    ...(funnel?.uncounted !== undefined && { uncounted: funnel.uncounted }),
  };
}

function uncounted(why: string): WhereRowsWentResult {
  return { steps: [], notes: [], uncounted: why };
}
