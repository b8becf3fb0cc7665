/** Why a preview gives no rows, and the doors that lead out of that. */
import type { ConnectionChoice } from "../../project/chooseConnection.ts";
import { isOfConnection, type WarehouseError } from "../../warehouse/types.ts";
import type { Workspace } from "../session/session.ts";
import { noConnection } from "./noConnection.ts";
import type { Door, PreviewResult } from "./protocol.ts";

type Failed = Extract<PreviewResult, { status: "failed" }>;

export function failed(event: string, message: string, hint?: string, doors: readonly Door[] = []): Failed {
  return {
    status: "failed",
    event,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(doors.length > 0 && { doors }),
  };
}

export function untrusted(event: string): Failed {
  const hint = "Trust the workspace to preview events.";
  return failed(event, "Nothing is run in an untrusted workspace.", hint, ["manageTrust"]);
}

export function broken(event: string): Failed {
  return failed(event, "The preview failed.", "The log says more.", ["showLog"]);
}

export function unconnected(
  event: string,
  { isProject }: Workspace,
  choice: Exclude<ConnectionChoice, { kind: "chosen" }>,
): Failed {
  if (!isProject) {
    const hint = "A project file, eventspec.yml, says where the data is.";
    return failed(event, "There is no project here, so there is no connection.", hint, ["createProject"]);
  }
  const [message, hint] = noConnection(choice);
  return failed(event, message, hint, doorsOf[choice.kind]);
}

const doorsOf: Readonly<Record<Exclude<ConnectionChoice["kind"], "chosen">, readonly Door[]>> = {
  none: ["openProjectFile"],
  undecided: ["switchConnection", "openProjectFile"],
  unknown: ["openProjectFile", "switchConnection"],
};

/** What a connection answers; where it could not be had, its settings or another one help. */
export function refused(
  event: string,
  { project }: Workspace,
  error: Pick<WarehouseError, "kind" | "message">,
): Failed {
  const others: readonly Door[] = project.file.connections.length > 1 ? ["switchConnection"] : [];
  return failed(event, error.message, undefined, isOfConnection(error) ? ["openProjectFile", ...others] : []);
}
