/** Who asks: a service account's key, or what Google's own tools have left on the machine. */
import { readKey } from "../../settingFiles.ts";
import { type ResolvedSettings, settingsError } from "../../settings.ts";
import { type OpenContext, WarehouseError } from "../../types.ts";
import { loadDriver } from "../driver.ts";

/** The part of `google-auth-library` that is used. https://github.com/googleapis/google-auth-library-nodejs */
interface AuthLibrary {
  readonly GoogleAuth: new (options: object) => { getClient(): Promise<AuthClient> };
  readonly Impersonated: new (options: object) => AuthClient;
}

interface AuthClient {
  getAccessToken(): Promise<{ readonly token?: string | null }>;
}

const version = "10.9.1";
const scopes = ["https://www.googleapis.com/auth/bigquery"];

/** Gives the header of a request. Rejects with kind `authentication`. */
export async function authorizationOf(
  settings: ResolvedSettings,
  context: OpenContext,
): Promise<() => Promise<string>> {
  const library = (await loadDriver("bigquery", "google-auth-library", version)) as AuthLibrary;
  const credentials = await credentialsOf(settings, context);
  const target = settings.text("impersonate_service_account");
  const fail = (error: unknown): never => {
    const message = error instanceof Error ? error.message : String(error);
    throw new WarehouseError("authentication", `Google did not accept who asks: ${message}`, {
      cause: error,
    });
  };
  const source = await new library.GoogleAuth({ scopes, ...(credentials !== undefined && { credentials }) })
    .getClient()
    .catch(fail);
  const client =
    target === undefined
      ? source
      : new library.Impersonated({ sourceClient: source, targetPrincipal: target, targetScopes: scopes });
  return async () => {
    const { token } = await client.getAccessToken().catch(fail);
    return `Bearer ${token ?? ""}`;
  };
}

/** Without a key: application default credentials, as `gcloud auth application-default login` leaves them. */
async function credentialsOf(settings: ResolvedSettings, context: OpenContext): Promise<object | undefined> {
  const given = settings.values.get("keyfile_json");
  if (typeof given === "object" && given !== null) return given;
  const key = await readKey(settings, "keyfile", context);
  if (key === undefined && given === undefined) return undefined;
  try {
    return JSON.parse(key?.toString("utf8") ?? String(given));
  } catch {
    throw settingsError(settings.name, `\`${key ? "keyfile" : "keyfile_json"}\` holds no JSON.`);
  }
}
