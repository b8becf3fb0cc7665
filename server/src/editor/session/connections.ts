/** Which connection a project uses in this session, and what is known of it without opening it. */
import { type ConnectionChoice, chooseConnection } from "../../project/chooseConnection.ts";
import type { ConnectionSettings } from "../../spec/projectTypes.ts";
import type { DialectName } from "../../sql/types.ts";
import * as tasks from "../../tasks/connectionTypes.ts";
import type { Workspace } from "./session.ts";

/** The connection that the user has chosen, else the project's own, else its only one. */
export function connectionChoice({
  project,
  chosen,
}: Pick<Workspace, "project" | "chosen">): ConnectionChoice {
  return chooseConnection(project.file, chosen);
}

/** The same, where it does not matter why there is none. */
export function connectionOf(
  workspace: Pick<Workspace, "project" | "chosen">,
): ConnectionSettings | undefined {
  const choice = connectionChoice(workspace);
  return choice.kind === "chosen" ? choice.settings : undefined;
}

/**
 * The dialect of the project's SQL: that of its connection, the usual one when there is none. Where a connection's type does
 * not tell, as that of a dbt profile, it is known once it has been opened.
 */
export function workspaceDialect(workspace: Pick<Workspace, "project" | "chosen" | "opened">): DialectName {
  const settings = connectionOf(workspace);
  const { opened } = workspace;
  return settings && opened?.connection === settings.name.value
    ? opened.dialect
    : tasks.connectionDialect(settings);
}

/**
 * Whether the server may ask this connection without being asked itself: it runs on this machine, at no cost, or the
 * user has chosen it for this session.
 */
export async function mayAskByItself(
  { chosen, project }: Pick<Workspace, "chosen" | "project">,
  settings: ConnectionSettings,
): Promise<boolean> {
  return settings.name.value === chosen || tasks.runsHere(settings, project);
}

/** Tells connections apart: the same key means the same settings. */
export function connectionKey(root: string, connection: ConnectionSettings): string {
  const settings = [...connection.settings].map(([name, setting]) => [
    name,
    setting.kind === "env" ? { env: setting.name } : setting.value,
  ]);
  return JSON.stringify([root, connection.name.value, connection.type.value, settings]);
}

/** Whether a key of `connectionKey` is of a connection of this project. */
export function isKeyOf(root: string, key: string): boolean {
  return key.startsWith(`[${JSON.stringify(root)},`);
}
