import type { ResolvedSettings } from "../../settings.ts";
import type { ClickHouseServer } from "./protocol.ts";

export function serverOf(settings: ResolvedSettings): ClickHouseServer {
  const ssl = settings.flag("ssl") ?? false;
  const port = settings.integer("port") ?? (ssl ? 8443 : 8123);
  const password = settings.text("password");
  return {
    address: `${ssl ? "https" : "http"}://${settings.required("host")}:${port}/`,
    database: settings.text("database"),
    headers: {
      "X-ClickHouse-User": settings.text("user") ?? "default",
      ...(password !== undefined && { "X-ClickHouse-Key": password }),
    },
  };
}
