/** Google BigQuery, by its REST API; only the proof of identity needs a package, which is installed on demand. */
import type { ConnectionKind } from "../types.ts";

export const bigquery: ConnectionKind = {
  type: "bigquery",
  settings: [
    { name: "project", required: true },
    { name: "dataset" },
    { name: "location" },
    { name: "keyfile" },
    { name: "keyfile_json", secret: true },
    { name: "impersonate_service_account" },
    { name: "api_endpoint" },
  ],
  async open(settings, context, signal) {
    const { openBigQuery } = await import("./bigquery/connection.ts");
    return openBigQuery(settings, bigquery, context, signal);
  },
};
