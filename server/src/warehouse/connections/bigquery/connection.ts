/** A BigQuery project as a `Connection`. Only one reading statement at a time is sent to it. */
import type { ConnectionSettings } from "../../../spec/projectTypes.ts";
import { unlessStopped } from "../../bounded.ts";
import { type QueryEngine, queryConnection } from "../../queryConnection.ts";
import { resolveSettings } from "../../settings.ts";
import type { Connection, ConnectionKind, OpenContext } from "../../types.ts";
import { authorizationOf } from "./authorization.ts";
import { bigQueryCatalog } from "./catalog.ts";
import { cellOf } from "./cells.ts";
import { type BigQueryColumn, dryRun, runJob } from "./jobs.ts";
import { type BigQueryProject, call } from "./rest.ts";

/** Asks for the project's datasets at once, so that a wrong key or project is told now. Nothing of that costs. */
export async function openBigQuery(
  given: ConnectionSettings,
  kind: ConnectionKind,
  context: OpenContext,
  signal: AbortSignal,
): Promise<Connection> {
  const settings = resolveSettings(given, kind, context);
  const project: BigQueryProject = {
    address: settings.text("api_endpoint") ?? "https://bigquery.googleapis.com",
    id: settings.required("project"),
    dataset: settings.text("dataset"),
    location: settings.text("location"),
    authorization: await authorizationOf(settings, context),
  };
  await unlessStopped(signal, () => call(project, "GET", "datasets", { query: { maxResults: "1" } }));
  return queryConnection(settings.name, engineOf(project));
}

function engineOf(project: BigQueryProject): QueryEngine<BigQueryColumn> {
  return {
    dialect: "bigquery",
    capabilities: { bind: true, estimate: true, cancel: true, queries: 8 },
    ask: (statement, running, stopped) =>
      statement.describeOnly ? dryRun(project, statement.sql) : runJob(project, statement, running, stopped),
    cell: (value, { field }) => cellOf(value, field),
    catalog: bigQueryCatalog(project),
    async estimate(query, { describe }) {
      const { bytes } = await describe(query);
      return { ...(bytes !== undefined && { bytes }), billed: true, basis: "BigQuery's dry run" };
    },
  };
}
