/** Both versions of changed events, run on the project's connection when the user asks. */
import type { CancellationToken } from "vscode-languageserver";
import { harmlessLine } from "../../../document/harmless.ts";
import { reviewRows } from "../../../tasks/review/reviewRows.ts";
import { rowsTold } from "../../../tasks/review/rowsWords.ts";
import { testMoments } from "../../../tasks/test/testMoments.ts";
import { WarehouseError } from "../../../warehouse/types.ts";
import { connectionChoice } from "../../session/connections.ts";
import { type Workspace, workspaceOf } from "../../session/session.ts";
import { noConnection } from "../noConnection.ts";
import { logError, pathOf, type Server, signalOf } from "../server.ts";
import { busyWith } from "../status.ts";
import { momentNames } from "../tests/running.ts";
import { withConnection } from "../warehouse.ts";
import type { Refusal, ReviewedRowsParams, ReviewedRowsResult } from "./protocol.ts";

/** Answers `eventspec/reviewedRows`; never rejects, because its view says what went wrong. */
export async function reviewedRows(
  server: Server,
  params: ReviewedRowsParams,
  token: CancellationToken,
): Promise<ReviewedRowsResult> {
  try {
    const workspace = await workspaceOf(server.session, pathOf(`${params.root}/eventspec.yml`));
    return await busyWith(server, workspace, "Running both versions", () =>
      counted(server, workspace, params, signalOf(token)),
    );
  } catch (error) {
    if (token.isCancellationRequested) return { status: "cancelled" };
    if (error instanceof WarehouseError) return refused(error.message);
    logError(server, "counting rows of both versions", error);
    return { ...refused("Rows could not be compared."), doors: ["showLog"] };
  }
}

async function counted(
  server: Server,
  workspace: Workspace,
  { event }: ReviewedRowsParams,
  signal: AbortSignal,
): Promise<ReviewedRowsResult> {
  const review = server.reviews.get(workspace.root);
  if (!review) return refused("Review the changes first.");
  if (!server.trusted)
    return { ...refused("Nothing is run in an untrusted workspace."), doors: ["manageTrust"] };
  const choice = connectionChoice(workspace);
  if (choice.kind !== "chosen") return refused(...noConnection(choice));
  const since = server.settings.testSince.trim();
  const moments = testMoments(review.after, { ...(since !== "" && { since }) }, momentNames);
  if ("problem" in moments) return refused(moments.problem, moments.hint);
  const changes = review.changes.filter((change) => event === undefined || change.event === event);
  const { before, after } = review;
  const { settings } = choice;
  const bounds = {
    timeoutMs: server.settings.queryTimeoutMs,
    maxBytes: server.settings.maxBytes ?? settings.maxBytes,
  };
  const outcomes = await withConnection(
    server,
    workspace,
    settings,
    (connection) => reviewRows({ before, after, changes, connection, signal, ...moments, ...bounds }),
    signal,
  );
  const rows = [...outcomes].map(([name, outcome]) => ({
    event: name,
    lines: rowsTold(outcome).lines.map(harmlessLine),
  }));
  return { status: "counted", rows };
}

function refused(message: string, hint?: string): Refusal {
  return { status: "refused", message, ...(hint !== undefined && { hint }) };
}
