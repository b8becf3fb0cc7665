/** Which connection a project uses in this session, and what is known of it without opening it. */
import type { ConnectionSettings } from "../spec/projectTypes.ts";
import { type DialectName, dialectNames } from "../sql/types.ts";
import type { Workspace } from "./session.ts";

/** The connection that the user has chosen, else the project's own, else its only one. */
export function connectionOf({
  project,
  chosen,
}: Pick<Workspace, "project" | "chosen">): ConnectionSettings | undefined {
  const { connections, connection } = project.file;
  const named = (name: string | undefined): ConnectionSettings | undefined =>
    connections.find((each) => each.name.value === name);
  return (
    named(chosen) ??
    (connection ? named(connection.value) : connections.length === 1 ? connections[0] : undefined)
  );
}

/**
 * The dialect of the project's SQL: that of its connection, DuckDB's when there is none. Where a connection's type does not
 * tell, as that of a dbt profile, it is known once it has been opened.
 */
export function dialectOf(workspace: Pick<Workspace, "project" | "chosen" | "opened">): DialectName {
  const connection = connectionOf(workspace);
  const { opened } = workspace;
  const known = opened?.connection === connection?.name.value ? opened?.dialect : undefined;
  return known ?? dialectNames.find((name) => name === connection?.type.value) ?? "duckdb";
}

/**
 * Whether the server may ask this connection without being asked itself: it runs inside this process, at no cost, or the
 * user has chosen it for this session.
 */
export function mayAskByItself({ chosen }: Workspace, settings: ConnectionSettings): boolean {
  return settings.type.value === "duckdb" || settings.name.value === chosen;
}

/** Tells connections apart: the same key means the same settings. */
export function connectionKey(root: string, connection: ConnectionSettings): string {
  const settings = [...connection.settings].map(([name, setting]) => [
    name,
    setting.kind === "env" ? { env: setting.name } : setting.value,
  ]);
  return JSON.stringify([root, connection.name.value, connection.type.value, settings]);
}
