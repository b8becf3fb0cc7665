/** How a request proves who asks: a token, or a service principal's id and secret that are exchanged for one. */
import { type ResolvedSettings, settingsError } from "../../settings.ts";
import { WarehouseError } from "../../types.ts";
import { jsonOf, send, textOf } from "../http.ts";

/** A token that was exchanged is asked for anew this long before it ends. */
const earlyMs = 60_000;

/** https://docs.databricks.com/aws/en/dev-tools/auth/oauth-m2m */
export function authorizationOf(settings: ResolvedSettings, address: string): () => Promise<string> {
  const token = settings.text("token");
  if (token !== undefined) return async () => `Bearer ${token}`;
  const id = settings.text("client_id");
  const secret = settings.text("client_secret");
  if (id === undefined || secret === undefined)
    throw settingsError(
      settings.name,
      "a databricks connection needs a `token`, or `client_id` and `client_secret`. `databricks auth token` prints a token of your own login.",
    );
  let current: { readonly value: string; readonly until: number } | undefined;
  return async () => {
    if (!current || current.until < Date.now()) current = await exchange(address, id, secret);
    return `Bearer ${current.value}`;
  };
}

async function exchange(
  address: string,
  id: string,
  secret: string,
): Promise<{ readonly value: string; readonly until: number }> {
  const response = await send({
    url: `${address}/oidc/v1/token`,
    method: "POST",
    headers: { Authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}` },
    body: new URLSearchParams({ grant_type: "client_credentials", scope: "all-apis" }),
  });
  const text = await textOf(response);
  if (!response.ok)
    throw new WarehouseError(
      "authentication",
      `Databricks refused the service principal (${response.status}): ${text.slice(0, 300)}`,
    );
  const answer = jsonOf<{ readonly access_token: string; readonly expires_in: number }>(text, response);
  const { access_token: value, expires_in: seconds } = answer;
  return { value, until: Date.now() + seconds * 1000 - earlyMs };
}
