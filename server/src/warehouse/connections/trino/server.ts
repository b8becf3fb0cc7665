import type { ResolvedSettings } from "../../settings.ts";
import type { TrinoServer } from "./protocol.ts";

/** With a password or a token the connection is encrypted, unless `ssl: false` says otherwise; as Trino itself demands. */
export function serverOf(settings: ResolvedSettings): TrinoServer {
  const password = settings.text("password");
  const token = settings.text("token");
  const user = settings.text("user") ?? "eventspec";
  const ssl = settings.flag("ssl") ?? (password !== undefined || token !== undefined);
  const port = settings.integer("port") ?? (ssl ? 443 : 8080);
  const schema = settings.text("schema");
  return {
    address: `${ssl ? "https" : "http"}://${settings.required("host")}:${port}`,
    headers: {
      "X-Trino-User": user,
      "X-Trino-Source": "eventspec",
      "X-Trino-Time-Zone": "UTC",
      // Without it the server rounds every time to milliseconds.
      "X-Trino-Client-Capabilities": "PARAMETRIC_DATETIME",
      "X-Trino-Catalog": settings.required("catalog"),
      ...(schema !== undefined && { "X-Trino-Schema": schema }),
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      ...(password !== undefined && {
        Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`,
      }),
    },
  };
}
