/** Google BigQuery, by its REST API; only the proof of identity needs a package, which is installed on demand. */
import { artifactsSetting, namespaceIn } from "../settings.ts";
import type { ConnectionKind } from "../types.ts";

export const bigquery: ConnectionKind = {
  type: "bigquery",
  title: "BigQuery",
  description: "Google BigQuery.",
  dialect: "bigquery",
  settings: [
    {
      name: "project",
      type: "text",
      required: true,
      description: "The project that queries run in and are billed to.",
    },
    { name: "dataset", type: "text", description: "The dataset of tables that are named without one." },
    { name: "location", type: "text", description: "Where the project's data is, such as `EU`." },
    {
      name: "keyfile",
      type: "path",
      default: "application default credentials",
      description: "File of a service account's key.",
    },
    {
      name: "keyfile_json",
      type: "text",
      secret: true,
      description: "The content of a service account's key file.",
    },
    {
      name: "impersonate_service_account",
      type: "text",
      description: "The service account to act as.",
    },
    { name: "api_endpoint", type: "text", description: "The API's address where it is not the usual one." },
    artifactsSetting,
  ],
  namespace: (settings) => namespaceIn(settings, { schema: "dataset" }),
  async open(settings, context, signal) {
    const { openBigQuery } = await import("./bigquery/connection.ts");
    return openBigQuery(settings, bigquery, context, signal);
  },
};
