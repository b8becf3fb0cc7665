import { type ResolvedSettings, settingsError } from "../../settings.ts";
import { authorizationOf } from "./authorization.ts";
import type { SqlWarehouse } from "./protocol.ts";

/** The warehouse that the settings name. Throws a `settings` error where they name none. */
export function warehouseOf(settings: ResolvedSettings): SqlWarehouse {
  const host = settings.required("host").replace(/\/+$/, "");
  // Without TLS only where a test stands in for it, on this machine.
  const address = /^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?$/.test(host)
    ? host
    : `https://${host.replace(/^https:\/\//, "")}`;
  const id = /\/warehouses\/([\w-]+)\/?$/.exec(settings.required("http_path"))?.[1];
  if (id === undefined)
    throw settingsError(
      settings.name,
      "`http_path` must be a SQL warehouse's, like /sql/1.0/warehouses/abc123.",
    );
  return {
    address,
    id,
    catalog: settings.text("catalog"),
    schema: settings.text("schema"),
    authorization: authorizationOf(settings, address),
  };
}
