/** What is asked of all rows of an event once some of them are on show. */
import type { ProjectEvent } from "../../project/types.ts";
import { countEvents } from "../../tasks/preview.ts";
import type { PreviewRequest } from "../../tasks/previewSql.ts";
import { profileRows } from "../../tasks/profile.ts";
import type { Connection } from "../../warehouse/types.ts";
import { WarehouseError } from "../../warehouse/types.ts";
import { connectionOf, mayAskByItself } from "../session/connections.ts";
import { factsKey, type KeptFacts } from "../session/facts.ts";
import { hiddenColumns } from "../session/personal.ts";
import { withProfile } from "../session/sampling.ts";
import { pathIn, type Workspace } from "../session/session.ts";
import { type Counted, notifications } from "./protocol.ts";
import { logError, type Server, uriOf } from "./server.ts";
import { refreshHints, withConnection } from "./warehouse.ts";

/** The preview that was made. */
interface Shown {
  readonly request: PreviewRequest;
  /** The connection's name. */
  readonly connection: string;
  /** Its rows are all that there are. */
  readonly whole: boolean;
}

/**
 * Profiles the event where that costs nothing, else counts it where that was chosen: for hints and hover, and for the panel's "50 of 825".
 * What it finds is dropped when something newer is known meanwhile.
 */
export async function lookCloser(
  server: Server,
  workspace: Workspace,
  event: ProjectEvent,
  { request, connection, whole }: Shown,
): Promise<void> {
  const settings = connectionOf(workspace);
  if (settings?.name.value !== connection || !(await mayAskByItself(workspace, settings))) return;
  const key = factsKey(event);
  const facts = workspace.facts.get(key);
  if (!facts) return;
  const personal = hiddenColumns(workspace, event);
  try {
    const signal = AbortSignal.timeout(request.timeoutMs);
    const found = await withConnection(
      server,
      workspace,
      settings,
      (open) =>
        open.capabilities.embedded
          ? profiled(facts, request, open, signal, personal)
          : counted(facts, request, open, signal),
      signal,
    );
    if (!found || workspace.facts.get(key) !== facts) return;
    workspace.facts.set(key, found);
    refreshHints(server);
    if (whole || found.count === undefined) return;
    const uri = uriOf(server, pathIn(workspace, event.file));
    const told: Counted = { uri, event: event.name, total: found.count };
    void server.connection.sendNotification(notifications.counted, told);
  } catch (error) {
    if (!(error instanceof WarehouseError)) logError(server, "counting", error);
  }
}

async function profiled(
  facts: KeptFacts,
  { target, ...request }: PreviewRequest,
  connection: Connection,
  signal: AbortSignal,
  personal: ReadonlySet<string>,
): Promise<KeptFacts | undefined> {
  if (target.kind !== "event") return undefined;
  const whole = { ...request, target, window: {}, now: new Date().toISOString() };
  const outcome = await profileRows(whole, connection, signal);
  return outcome.kind === "profile" ? withProfile(facts, outcome.profile, personal) : undefined;
}

async function counted(
  facts: KeptFacts,
  request: PreviewRequest,
  connection: Connection,
  signal: AbortSignal,
): Promise<KeptFacts | undefined> {
  const found = await countEvents(request, connection, signal);
  return (
    found && { ...facts, count: found.count, ...(found.lastAt !== undefined && { lastAt: found.lastAt }) }
  );
}
