/** A target of dbt's profiles, as settings of the connection that it is. */
import type { ConnectionSettings, Setting } from "../../../spec/projectTypes.ts";
import { filePath } from "../../settingFiles.ts";
import { resolveSettings, settingsError } from "../../settings.ts";
import type { ConnectionKind, OpenContext } from "../../types.ts";
import { type Adapter, adapters } from "./adapters.ts";
import { type Fields, findTarget, type Target } from "./profiles.ts";

/** How the type that a target turns out to be is known. */
type KindOf = (type: string) => Pick<ConnectionKind, "settings"> | undefined;

/**
 * The target's adapter settings as ours; those that say nothing of the connection, such as `threads`, are passed over.
 * Rejects with a `settings` error.
 */
export async function targetOf(
  given: ConnectionSettings,
  kind: ConnectionKind,
  kindOf: KindOf,
  context: OpenContext,
): Promise<ConnectionSettings> {
  const target = await findTarget(resolveSettings(given, kind, context), context);
  const type = String(target.read("type"));
  const adapter = adapters[type];
  if (!adapter)
    throw settingsError(
      target.connection,
      `dbt's adapter \`${type}\` is not supported; there are ${Object.keys(adapters).join(", ")}.`,
    );
  const declared = kindOf(adapter.type)?.settings ?? [];
  const paths = new Set(
    declared.flatMap(({ type: form, name }) => (form === "path" || form === "databases" ? [name] : [])),
  );
  const { all, written } = valuesOf(adapter, target);
  const why = adapter.refuse?.(all);
  if (why !== undefined) throw settingsError(target.connection, `dbt's target \`${target.name}\` ${why}.`);
  keepOut(written, context);
  const values = new Map(
    Object.entries(written)
      .filter(([, value]) => value !== undefined && value !== null && value !== "")
      .map(([name, value]): [string, Setting] => [
        name,
        {
          kind: "value",
          value: paths.has(name) ? pathIn(value, target.folder) : value,
          span: given.span,
          ...(target.own && { own: true }),
        },
      ]),
  );
  return { ...given, type: { value: adapter.type, span: given.type.span }, settings: values };
}

/** What authors have to read in messages: where names of tables are, and what is no value of a login. */
const shown = /^(?:database|schema|catalog|project|dataset|location|role|warehouse|path|attach|port|ssl\w*)$/;

/** Hosts, users and secrets of a profile are nobody's who reads the log. */
function keepOut(values: Fields, { secrets }: OpenContext): void {
  for (const [name, value] of Object.entries(values))
    if (typeof value === "string" && !shown.test(name)) secrets.add(value);
}

function valuesOf(adapter: Adapter, { fields, read }: Target): Readonly<Record<"all" | "written", Fields>> {
  const plain = Object.entries(adapter.settings).map(([name, theirs]) => {
    const found = theirs.find((their) => fields[their] !== undefined && fields[their] !== null);
    return [name, found === undefined ? undefined : read(found)] as const;
  });
  const all = Object.fromEntries(Object.keys(fields).map((name) => [name, readQuietly(name, read)]));
  return { all, written: { ...Object.fromEntries(plain), ...adapter.derive?.(all) } };
}

/** A variable that is not set only matters where its setting is used. */
function readQuietly(name: string, read: Target["read"]): unknown {
  try {
    return read(name);
  } catch {
    return undefined;
  }
}

/** dbt reads paths from the folder where it runs, which is its project. */
function pathIn(value: unknown, folder: string): unknown {
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, path]) => [name, pathIn(path, folder)]));
  if (typeof value !== "string" || value.includes("://")) return value;
  return filePath(folder, value);
}
