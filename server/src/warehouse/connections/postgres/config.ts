/** Settings as `pg` wants them. */
import type { ConnectionOptions } from "node:tls";
import type { ClientConfig } from "pg";
import { readKey } from "../../settingFiles.ts";
import { type ResolvedSettings, settingsError } from "../../settings.ts";
import type { OpenContext } from "../../types.ts";

export interface PostgresTarget {
  readonly config: ClientConfig;
  /** With `prefer`, a server without TLS is talked to without it. */
  readonly fallBackToPlain: boolean;
  /** Where it is, for messages: no secret. */
  readonly place: string;
}

const connectMs = 10_000;
const modes = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"];

/** https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-SSLMODE-STATEMENTS; the default is `prefer`, as there. */
export async function targetOf(
  settings: ResolvedSettings,
  context: OpenContext,
  defaultPort: number,
): Promise<PostgresTarget> {
  const url = readUrl(settings);
  const text = (name: string, fromUrl?: string) => settings.text(name) ?? (fromUrl || undefined);
  const host =
    text("host", url && decodeURIComponent(url.hostname)) ?? url?.searchParams.get("host") ?? "localhost";
  const port = settings.integer("port") ?? (Number(url?.port) || defaultPort);
  const user = text("user", url && decodeURIComponent(url.username));
  const password = text("password", url && decodeURIComponent(url.password));
  const database = text("database", url && decodeURIComponent(url.pathname.slice(1)));
  const mode = text("sslmode", url?.searchParams.get("sslmode") ?? undefined) ?? "prefer";
  if (!modes.includes(mode))
    throw settingsError(settings.name, `\`sslmode\` must be one of ${modes.join(", ")}.`);
  const local = host.startsWith("/");
  return {
    config: {
      host,
      port,
      ...(user !== undefined && { user }),
      ...(password !== undefined && { password }),
      ...(database !== undefined && { database }),
      ssl: local || mode === "disable" || mode === "allow" ? false : await tls(mode, settings, context),
      application_name: "eventspec",
      connectionTimeoutMillis: connectMs,
      keepAlive: true,
    },
    fallBackToPlain: mode === "prefer" && !local,
    place: local ? host : `${host}:${port}`,
  };
}

function readUrl(settings: ResolvedSettings): URL | undefined {
  const text = settings.text("url");
  if (text === undefined) return undefined;
  try {
    const url = new URL(text);
    if (/^(postgres|postgresql|redshift):$/.test(url.protocol)) return url;
  } catch {
    // Said below, without the text: it may hold a password.
  }
  throw settingsError(settings.name, "`url` must be an address like postgres://user@host:5432/database.");
}

async function tls(
  mode: string,
  settings: ResolvedSettings,
  context: OpenContext,
): Promise<ConnectionOptions> {
  const ca = await readKey(settings, "sslrootcert", context);
  const cert = await readKey(settings, "sslcert", context);
  const key = await readKey(settings, "sslkey", context);
  return {
    rejectUnauthorized: mode.startsWith("verify"),
    ...(mode === "verify-ca" && { checkServerIdentity: () => undefined }),
    ...(ca && { ca }),
    ...(cert && { cert }),
    ...(key && { key }),
  };
}
