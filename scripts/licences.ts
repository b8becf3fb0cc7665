/** What of others ships with the extension, and under which licences: written from what the sources import and the lock file resolves. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

interface LockEntry {
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

type Lock = Readonly<Record<string, LockEntry>>;

/** The whole text of THIRD_PARTY_LICENCES.md. Packages of single platforms bear the licence of the package that chooses among them. */
export function licencesText(): string {
  const lock = (JSON.parse(read("package-lock.json")) as { packages: Lock }).packages;
  const shipped = new Set<string>();
  for (const name of importedPackages()) collect(lock, `node_modules/${name}`, shipped);
  const parts = [...shipped].sort().map((path) => licenceOf(lock, path));
  return [
    "# Licences of others",
    "",
    "EventSpec ships with these packages, each under the licence of its authors. Written by",
    "`UPDATE_DOCS=1 npx mocha test/package/licences.test.ts`.",
    "",
    ...parts,
  ].join("\n");
}

/** Packages that the extension's, the server's and the panels' sources import for more than types. */
function importedPackages(): Set<string> {
  const names = new Set<string>();
  for (const folder of ["server/src", "client/src"])
    for (const file of readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })) {
      if (!file.endsWith(".ts")) continue;
      for (const [, quoted = ""] of read(join(folder, file)).matchAll(importing)) {
        const from = quoted.slice(1, -1);
        const name = /^(?:@[^/]+\/)?[^/]+/.exec(from)?.[0] ?? from;
        if (!/^(?:[./]|node:|vscode$)/.test(from)) names.add(name);
      }
    }
  return names.add("@vscode/codicons");
}

const importing =
  /(?:^\s*(?:import|export)\s(?!type\s)[^;"']*?from\s+|^\s*import\s+|\bimport\(\s*)("[^"]+")/gm;

/** A package and all that it depends on, by their places in the lock file. */
function collect(lock: Lock, path: string, into: Set<string>): void {
  const entry = lock[path];
  if (!entry || into.has(path)) return;
  into.add(path);
  for (const name of Object.keys(entry.dependencies ?? {})) {
    const found = placeOf(lock, path, name);
    if (found !== undefined) collect(lock, found, into);
  }
}

/** Where Node finds a package from another one. */
function placeOf(lock: Lock, from: string, name: string): string | undefined {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
    const path = at === "" ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    if (lock[path]) return path;
    if (at === "") return undefined;
  }
}

function licenceOf(lock: Lock, path: string): string {
  const { version = "", license = "see its package" } = lock[path] ?? {};
  const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
  const file = readdirSync(join(root, path)).find((each) => /^(?:licen[cs]e|copying)(?:[.-]|$)/i.test(each));
  const text = file === undefined ? undefined : read(join(path, file)).replaceAll("\r\n", "\n").trim();
  const fence = text?.includes("```") ? "````" : "```";
  return [`## ${name} ${version}`, "", license, "", ...(text ? [`${fence}text`, text, fence, ""] : [])].join(
    "\n",
  );
}

function read(path: string): string {
  return readFileSync(join(root, path), "utf8");
}
