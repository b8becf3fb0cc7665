/** Optional drivers, installed for the tests below .cache/. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

export const driversFolder = join(import.meta.dirname, "..", "..", ".cache", "engines", "drivers");

/** Reads AsyncAPI documents. */
export const asyncApiParser = { name: "@asyncapi/parser", version: "3.6.6" };

export async function installDriver({ name, version }: { name: string; version: string }): Promise<void> {
  if (existsSync(join(driversFolder, "node_modules", name, "package.json"))) return;
  await mkdir(driversFolder, { recursive: true });
  const flags = ["--prefix", driversFolder, "--no-audit", "--no-fund", "--loglevel=error"];
  await promisify(execFile)("npm", ["install", ...flags, `${name}@${version}`], {
    shell: process.platform === "win32",
  });
}

/** Looks for drivers in this folder until `restore`. */
export function useDrivers(folder = driversFolder): { restore(): void } {
  const before = process.env.EVENTSPEC_DRIVERS;
  process.env.EVENTSPEC_DRIVERS = folder;
  return {
    restore() {
      if (before === undefined) delete process.env.EVENTSPEC_DRIVERS;
      else process.env.EVENTSPEC_DRIVERS = before;
    },
  };
}
