/**
 * Packages the extension for platforms, each with its own DuckDB and no other:
 * `npm run package -- [--target linux-x64 …] [--all] [--out FILE]`; without a target for the platform that it runs on.
 * DuckDB of other platforms comes from the npm registry, and is what package-lock.json says or refused.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createVSIX } from "@vscode/vsce";
import { type Processor, partFor } from "./oneProcessor.ts";
import { withoutSymbols } from "./withoutSymbols.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const shipped = join(root, "dist", "node_modules", "@duckdb");
const downloads = join(root, ".cache", "bindings");

/** The marketplace's names of platforms, and DuckDB's. */
const bindings: Readonly<Record<string, string>> = {
  "linux-x64": "linux-x64",
  "linux-arm64": "linux-arm64",
  "alpine-x64": "linux-x64-musl",
  "alpine-arm64": "linux-arm64-musl",
  "darwin-x64": "darwin-x64",
  "darwin-arm64": "darwin-arm64",
  "win32-x64": "win32-x64",
  "win32-arm64": "win32-arm64",
};

const processorsOfMacs: Readonly<Record<string, Processor>> = {
  "darwin-x64": "x64",
  "darwin-arm64": "arm64",
};

const here = `${process.platform}-${process.arch}`;

/** The folder of DuckDB's package for a platform: the installed one, else fetched once. */
async function bindingFolder(name: string): Promise<string> {
  const installed = join(root, "node_modules", "@duckdb", name);
  if (existsSync(installed)) return installed;
  const folder = join(downloads, name);
  if (!existsSync(join(folder, "package", "package.json"))) await fetchBinding(name, folder);
  return join(folder, "package");
}

async function fetchBinding(name: string, folder: string): Promise<void> {
  const lock = JSON.parse(await readFile(join(root, "package-lock.json"), "utf8")) as {
    packages: Readonly<Record<string, { version: string; integrity: string }>>;
  };
  const locked = lock.packages[`node_modules/@duckdb/${name}`];
  if (!locked) throw new Error(`package-lock.json does not know @duckdb/${name}.`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const wanted = `@duckdb/${name}@${locked.version}`;
  const windows = process.platform === "win32";
  execFileSync("npm", ["pack", wanted, "--silent", "--pack-destination", folder], {
    cwd: root,
    shell: windows,
  });
  const [archive = ""] = await readdir(folder);
  const bytes = await readFile(join(folder, archive));
  const digest = `sha512-${createHash("sha512").update(bytes).digest("base64")}`;
  if (digest !== locked.integrity) throw new Error(`${wanted} is not what package-lock.json says.`);
  execFileSync("tar", ["-xzf", archive], { cwd: folder });
}

/** Puts the DuckDB of one platform into what is packaged, and takes out every other. */
async function ship(binding: string): Promise<void> {
  const name = `node-bindings-${binding}`;
  const from = await bindingFolder(name);
  for (const other of await readdir(shipped))
    if (other.startsWith("node-bindings-")) await rm(join(shipped, other), { recursive: true });
  const filter = (path: string) => !/\.(md|d\.ts)$/.test(path);
  await cp(from, join(shipped, name), { recursive: true, dereference: true, filter });
}

/** Takes out of DuckDB what its platform does not run: for a Mac it is one file for both processors, for Linux it has symbols for debuggers. */
async function thin(binding: string): Promise<void> {
  const processor = processorsOfMacs[binding];
  const folder = join(shipped, `node-bindings-${binding}`);
  for (const name of await readdir(folder)) {
    if (!/\.(node|dylib|so)$/.test(name)) continue;
    const path = join(folder, name);
    const program = await readFile(path);
    await writeFile(path, processor ? partFor(program, processor) : withoutSymbols(program));
  }
}

async function packageFor(target: string, packagePath?: string): Promise<void> {
  const binding = bindings[target];
  if (!binding)
    throw new Error(`There is no target ${target}; there are ${Object.keys(bindings).join(", ")}.`);
  await ship(binding);
  await thin(binding);
  await createVSIX({ cwd: root, target, dependencies: false, ...(packagePath && { packagePath }) });
}

const { values } = parseArgs({
  options: {
    target: { type: "string", multiple: true },
    all: { type: "boolean" },
    out: { type: "string" },
  },
});
const targets = values.all ? Object.keys(bindings) : (values.target ?? [here]);
if (values.out !== undefined && targets.length > 1) throw new Error("--out is for one target.");
try {
  for (const target of targets) await packageFor(target, values.out);
} finally {
  if (bindings[here]) await ship(bindings[here]);
}
