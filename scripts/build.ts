/**
 * Bundles the extension, the language server, the command line and the panels into dist/. `--production` minifies for the extension,
 * which does not ship the command line, `--npm` for the npm package, which does; `--watch` keeps building. Nothing is done while
 * dist/ is newer than all it is made from.
 */
import { createHash } from "node:crypto";
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import { type BuildOptions, type BuildResult, build, context } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, "dist");
const unbundled = join(dist, "node_modules");
const stamp = join(dist, ".build-stamp");
const forNpm = process.argv.includes("--npm");
const production = forNpm || process.argv.includes("--production");
const watch = process.argv.includes("--watch");

const common: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  metafile: true,
  sourcemap: !production,
  logLevel: "warning",
  legalComments: "none",
  minify: production,
};

/** Node programs are ES modules, so that drivers and parsers become chunks that load only when needed. */
const node: BuildOptions = {
  ...common,
  entryPoints: {
    ...((forNpm || !production) && { cli: "server/src/commandLine.ts" }),
    languageServer: "server/src/languageServer.ts",
    engineProcess: "server/src/warehouse/engineProcess/engine.ts",
  },
  outdir: dist,
  platform: "node",
  format: "esm",
  target: "node20",
  splitting: true,
  chunkNames: "chunks/[name]-[hash]",
  external: [
    // Its JavaScript is bundled: sixty small CommonJS files cost more to find and scan than the engine to start.
    "@duckdb/node-bindings*",
    "pg-native",
    "snowflake-sdk",
    "@databricks/sql",
    "@google-cloud/bigquery",
    "yaml",
  ],
  // Packages in CommonJS ask for `require`, which an ES module does not have.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
};

const extension: BuildOptions = {
  ...common,
  entryPoints: { extension: "client/src/extension.ts" },
  outdir: dist,
  outExtension: { ".js": ".cjs" },
  platform: "node",
  format: "cjs",
  target: "node20",
  external: ["vscode"],
};

const webview: BuildOptions = {
  ...common,
  entryPoints: { results: "client/src/webview/results.ts", codicon: "@vscode/codicons/dist/codicon.css" },
  outdir: join(dist, "webview"),
  platform: "browser",
  format: "iife",
  target: "es2022",
  loader: { ".ttf": "file" },
  assetNames: "[name]",
};

/** Packages that are loaded by `require`, with the first text that needs them: a file each. */
const packages: BuildOptions = {
  ...common,
  entryPoints: { "sql-formatter/index": "sql-formatter", "yaml/index": "yaml" },
  outdir: unbundled,
  platform: "node",
  format: "cjs",
  target: "node20",
  sourcemap: false,
};

const bundles = [node, extension, webview, packages];

/** Packages that can't be bundled (native code, WebAssembly) travel beside the bundles, without what only developers read. */
async function copyUnbundled(): Promise<void> {
  const duckdb = await readdir(join(root, "node_modules", "@duckdb"));
  const bindings = duckdb.filter((name) => name.startsWith("node-bindings")).map((name) => `@duckdb/${name}`);
  for (const name of [...bindings, "detect-libc"])
    await copyPackage(name, (path) => !/\.(map|md|[cm]?ts)$/i.test(path));
  const sdk = join("@polyglot-sql", "sdk");
  const wasm = join(sdk, "dist", "polyglot_sql.wasm");
  await rm(join(unbundled, sdk), { recursive: true, force: true });
  await copyPackage(sdk, (path) => /^(|package\.json|LICENSE|dist|dist.polyglot_sql\.wasm)$/.test(path));
  if (production) await writeFile(join(unbundled, wasm), await compressed(join(root, "node_modules", wasm)));
}

/** A file by Brotli, half of what a package's own compression makes of it; a minute's work, which is kept. */
async function compressed(path: string): Promise<Buffer> {
  const bytes = await readFile(path);
  const digest = createHash("sha256").update(bytes).digest("hex");
  const kept = join(root, ".cache", "compressed", `${digest}.br`);
  const known = await readFile(kept).catch(() => undefined);
  if (known) return known;
  const result = await promisify(brotliCompress)(bytes, {
    params: { [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS },
  });
  await mkdir(dirname(kept), { recursive: true });
  await writeFile(kept, result);
  return result;
}

/** `isNeeded`: whether a file or folder travels, by its path in the package. */
async function copyPackage(name: string, isNeeded: (path: string) => boolean): Promise<void> {
  const from = join(root, "node_modules", name);
  await cp(from, join(unbundled, name), {
    recursive: true,
    dereference: true,
    force: false,
    filter: (path) => isNeeded(relative(from, path)),
  });
}

/** Changes with every file that the bundles are made from. */
async function inputsDigest(): Promise<string> {
  const digest = createHash("sha256").update(`${production} ${forNpm}`);
  for (const folder of ["server/src", "client/src", "schemas"])
    await digestFolder(join(root, folder), digest);
  for (const file of ["package-lock.json", "scripts/build.ts"])
    digest.update(await readFile(join(root, file)));
  return digest.digest("hex");
}

async function digestFolder(folder: string, digest: ReturnType<typeof createHash>): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await digestFolder(path, digest);
    else {
      const { mtimeMs, size } = await stat(path);
      digest.update(`${path}\0${mtimeMs}\0${size}\n`);
    }
  }
}

/** Chunks carry a hash in their names: those of earlier builds would pile up. */
async function removeStale(results: readonly BuildResult[]): Promise<void> {
  const written = new Set(results.flatMap(({ metafile }) => Object.keys(metafile?.outputs ?? {})));
  const found = await readdir(dist, { recursive: true, withFileTypes: true });
  for (const entry of found) {
    const path = join(entry.parentPath, entry.name);
    const isOurs = entry.isFile() && !path.startsWith(unbundled) && path !== stamp;
    if (isOurs && !written.has(relative(root, path).replaceAll("\\", "/"))) await rm(path, { force: true });
  }
}

async function buildOnce(): Promise<void> {
  const digest = await inputsDigest();
  if ((await readFile(stamp, "utf8").catch(() => "")) === digest) return;
  await mkdir(dist, { recursive: true });
  await copyUnbundled();
  const results = await Promise.allSettled(bundles.map((options) => build(options)));
  if (results.some(({ status }) => status === "rejected")) {
    process.exitCode = 1; // esbuild has said why.
    return;
  }
  await removeStale(results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : [])));
  await writeFile(stamp, digest);
}

async function watchAll(): Promise<void> {
  await rm(stamp, { force: true });
  await mkdir(dist, { recursive: true });
  await copyUnbundled();
  for (const options of bundles) await (await context(options)).watch();
}

await (watch ? watchAll() : buildOnce());
