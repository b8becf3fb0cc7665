/** Drivers that are too large to ship: loaded when they are installed, else the user is told how to install them. */
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { WarehouseError } from "../types.ts";

/** Where they are installed for every project. Never a project's own folder, whose code may be somebody else's. */
function driversFolder(): string {
  return process.env.EVENTSPEC_DRIVERS ?? join(homedir(), ".eventspec", "drivers");
}

/** The package's exports. Rejects with kind `missing-driver` and the one command that installs it. */
export async function loadDriver(type: string, name: string, version: string): Promise<unknown> {
  const folder = driversFolder();
  const file = [import.meta.url, join(folder, "index.js")]
    .map((from) => resolveFrom(from, name))
    .find(Boolean);
  if (!file)
    throw new WarehouseError(
      "missing-driver",
      `Connections of type ${type} need the package ${name}. Install it once: npm install --prefix "${folder}" ${name}@${version}`,
    );
  const loaded: { readonly default?: unknown } = await import(pathToFileURL(file).href);
  return loaded.default ?? loaded;
}

function resolveFrom(from: string, name: string): string | undefined {
  try {
    return createRequire(from).resolve(name);
  } catch {
    return undefined;
  }
}
