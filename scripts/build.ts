/** Bundles the extension, the language server, the command line and the panels into dist/. */
import { cp, mkdir, readdir, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build, context } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, "dist");
const watch = process.argv.includes("--watch");

const common: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  sourcemap: true,
  logLevel: "warning",
  minify: process.argv.includes("--production"),
};

/** Node programs are ES modules, so that drivers and parsers become chunks that load only when needed. */
const node: BuildOptions = {
  ...common,
  entryPoints: { cli: "server/src/commandLine.ts", languageServer: "server/src/languageServer.ts" },
  outdir: dist,
  platform: "node",
  format: "esm",
  target: "node20",
  splitting: true,
  chunkNames: "chunks/[name]-[hash]",
  external: ["@duckdb/*", "pg-native", "snowflake-sdk", "@databricks/sql", "@google-cloud/bigquery", "@polyglot-sql/sdk"],
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
  entryPoints: { results: "client/src/webview/results.ts" },
  outdir: join(dist, "webview"),
  platform: "browser",
  format: "iife",
  target: "es2022",
  loader: { ".ttf": "file" },
};

/** Packages that can't be bundled (native code, WebAssembly) travel beside the bundles. */
async function copyUnbundled(): Promise<void> {
  const require = createRequire(import.meta.url);
  const bindings = (await readdir(join(root, "node_modules", "@duckdb"))).map((name) => `@duckdb/${name}`);
  for (const name of [...bindings, "@polyglot-sql/sdk"]) {
    const from = dirname(require.resolve(`${name}/package.json`, { paths: [root] }));
    await cp(from, join(dist, "node_modules", name), { recursive: true, dereference: true });
  }
}

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
await copyUnbundled();
for (const options of [node, extension, webview]) {
  if (watch) await (await context(options)).watch();
  else await build(options);
}
