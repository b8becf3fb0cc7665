/** Settings of a connection, with what stands in the environment read at last. */
import { didYouMean } from "../document/didYouMean.ts";
import type { Environment } from "../project/environment.ts";
import type { Secrets } from "../project/secrets.ts";
import type { ConnectionSettings } from "../spec/projectTypes.ts";
import { type Namespace, type SettingDeclaration, WarehouseError } from "./types.ts";

interface DeclaredKind {
  readonly type: string;
  readonly settings: readonly Pick<SettingDeclaration, "name" | "required" | "secret">[];
}

/** Of every type whose tables dbt may make. */
export const artifactsSetting: SettingDeclaration = {
  name: "artifacts",
  type: "text",
  default: "those that `dbt` names",
  description:
    "The folder of dbt's artefacts for this connection's target, relative to the dbt project, such as `target-prod`.",
};

/** Database and schema as two settings tell them. */
export function namespaceIn(
  settings: Pick<ResolvedSettings, "text">,
  names: { readonly database?: string; readonly schema: string },
): Namespace {
  const database = names.database === undefined ? undefined : settings.text(names.database);
  const schema = settings.text(names.schema);
  return { ...(database !== undefined && { database }), ...(schema !== undefined && { schema }) };
}

export interface ResolvedSettings {
  /** The connection's name, for messages. */
  readonly name: string;
  readonly values: ReadonlyMap<string, unknown>;
  /** Settings that the user's own files or environment give, not the project. */
  readonly own: ReadonlySet<string>;
  /** The setting as text; `undefined` where it is absent. Rejects what is no text or number. */
  text(setting: string): string | undefined;
  /** The same, where the engine can't do without it. */
  required(setting: string): string;
  /** A whole number; rejects anything else. */
  integer(setting: string): number | undefined;
  /** `true` or `false`, also as text, as the environment has them. */
  flag(setting: string): boolean | undefined;
  /** What no message may hold; files that hold secrets are added when they are read. */
  readonly secrets: Secrets;
}

/**
 * Reads `{env: NAME}` and checks the names against what the kind declares. Throws `WarehouseError` of kind `settings`,
 * naming the setting or the variable, never a value.
 */
export function resolveSettings(
  settings: ConnectionSettings,
  kind: DeclaredKind,
  context: Environment,
): ResolvedSettings {
  const name = settings.name.value;
  const values = new Map<string, unknown>();
  for (const [key, setting] of settings.settings) {
    refuseUnknown(name, key, kind);
    if (setting.kind === "value") values.set(key, setting.value);
    else values.set(key, readVariable(name, key, setting.name, context));
  }
  keepSecret(kind, values, context.secrets);
  for (const { name: key, required } of kind.settings)
    if (required && isAbsent(values.get(key))) throw missingSetting(name, key, kind.type);
  const own = [...settings.settings].filter(([, { kind: source, own: local }]) => source === "env" || local);
  return {
    ...readersOf(name, kind, values),
    own: new Set(own.map(([key]) => key)),
    secrets: context.secrets,
  };
}

/** A `settings` error that names the connection. */
export function settingsError(connection: string, message: string): WarehouseError {
  return new WarehouseError("settings", `Connection "${connection}": ${message}`);
}

function refuseUnknown(name: string, key: string, kind: DeclaredKind): void {
  const names = kind.settings.map((declared) => declared.name);
  if (names.includes(key)) return;
  const meant = didYouMean(key, names);
  const hint = meant ? `did you mean \`${meant}\`?` : `it knows ${names.map((n) => `\`${n}\``).join(", ")}.`;
  throw settingsError(name, `a ${kind.type} connection has no setting \`${key}\`; ${hint}`);
}

function readVariable(name: string, key: string, variable: string, context: Environment): string {
  const why = context.envRefusal(variable);
  if (why !== undefined)
    throw settingsError(name, `\`${key}\` names the environment variable ${variable}, which ${why}.`);
  const value = context.env(variable);
  if (value !== undefined) return value;
  throw settingsError(
    name,
    `\`${key}\` is read from the environment variable ${variable}, which is not set. Set it, or write it into a .env file beside eventspec.yml.`,
  );
}

function missingSetting(name: string, key: string, type: string): WarehouseError {
  return settingsError(name, `a ${type} connection needs the setting \`${key}\`.`);
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}

function readersOf(
  name: string,
  kind: DeclaredKind,
  values: ReadonlyMap<string, unknown>,
): Omit<ResolvedSettings, "own" | "secrets"> {
  const text = (setting: string): string | undefined => {
    const value = values.get(setting);
    if (isAbsent(value)) return undefined;
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
      return String(value);
    throw settingsError(name, `\`${setting}\` must be a text, or {env: NAME}.`);
  };
  return {
    name,
    values,
    text,
    required(setting) {
      const value = text(setting);
      if (value === undefined) throw missingSetting(name, setting, kind.type);
      return value;
    },
    integer(setting) {
      const value = text(setting);
      if (value === undefined) return undefined;
      if (/^\d{1,15}$/.test(value)) return Number(value);
      throw settingsError(name, `\`${setting}\` must be a whole number.`);
    },
    flag(setting) {
      const value = text(setting)?.toLowerCase();
      if (value === undefined) return undefined;
      if (value === "true" || value === "false") return value === "true";
      throw settingsError(name, `\`${setting}\` must be true or false.`);
    },
  };
}

/** Secrets of settings, wherever they stand, and what a header makes of a user and one. */
function keepSecret(
  { settings }: DeclaredKind,
  values: ReadonlyMap<string, unknown>,
  { add }: Secrets,
): void {
  const texts = (names: readonly string[]) =>
    names.map((name) => values.get(name)).filter((value) => typeof value === "string");
  const secrets = texts(settings.flatMap(({ name, secret }) => (secret ? [name] : [])));
  for (const secret of secrets) {
    add(secret);
    for (const user of texts(["user", "client_id"])) add(`${user}:${secret}`);
  }
}
