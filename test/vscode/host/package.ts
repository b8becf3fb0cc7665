import { execFileSync } from "node:child_process";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { root, work } from "./paths.ts";
import { run } from "./run.ts";

const target = `${process.platform}-${process.arch}`;

/** The marketplace takes more, but nobody should wait for it. */
const bytesAtMost = 26 * 1024 * 1024;

/** All that a package may hold, by its path in it. */
const expected: readonly RegExp[] = [
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^extension\/(package\.json|readme\.md|changelog\.md|SECURITY\.md|THIRD_PARTY_LICENCES\.md|LICENSE\.txt|language-configuration\.json)$/i,
  /^extension\/(schemas|syntaxes)\/[\w.-]+\.json$/,
  /^extension\/media\/(icon\.png|file-(dark|light)\.svg|walkthrough\/\w+\.md)$/,
  /^extension\/examples\/shop\/(eventspec\.yml|README\.md|data\/\w+\/\w+\.csv|events\/\w+\.events\.yml)$/,
  /^extension\/dist\/(extension\.cjs|languageServer\.js|engineProcess\.js|chunks\/[\w.-]+\.js)$/,
  /^extension\/dist\/webview\/(results|codicon)\.(js|css|ttf)$/,
  new RegExp(`^extension/dist/node_modules/@duckdb/node-bindings(-${target})?/[\\w.]+$`),
  /^extension\/dist\/node_modules\/(detect-libc|yaml|sql-formatter)\/(lib\/)?[\w-]+\.(js|json)$/,
  /^extension\/dist\/node_modules\/@polyglot-sql\/sdk\/(package\.json|dist\/\w+\.wasm)$/,
  /^extension\/dist\/node_modules\/(detect-libc|@polyglot-sql\/sdk)\/LICEN[CS]E$/,
];

/** Packages the extension for this platform, as a release would. Returns the path of the .vsix. */
export async function packageExtension(): Promise<string> {
  const vsix = join(work, "eventspec.vsix");
  await run("npm", ["run", "package", "--", "--target", target, "--out", vsix], { cwd: root, quiet: true });
  const { size } = await stat(vsix);
  console.log(`\nPackaged ${(size / 1024 / 1024).toFixed(1)} MB for ${target}`);
  if (size > bytesAtMost) throw new Error(`The package has ${size} bytes; it may have ${bytesAtMost}.`);
  return vsix;
}

/** Throws for a file that nobody expects in a package, a chunk that no bundle asks for, and where DuckDB is missing. */
export async function checkContents(vsix: string): Promise<void> {
  const read = (...args: string[]) => execFileSync("unzip", args, { encoding: "utf8", maxBuffer: 1 << 28 });
  const files = read("-Z1", vsix)
    .split("\n")
    .filter((path) => path !== "" && !path.endsWith("/"));
  const unexpected = files.filter((path) => !expected.some((pattern) => pattern.test(path)));
  if (unexpected.length > 0) throw new Error(`Nobody expects ${unexpected.join(", ")}.`);
  const programs = read("-p", vsix, "extension/dist/*.js");
  const chunks = files.flatMap((path) => /dist\/chunks\/(.+)$/.exec(path)?.[1] ?? []);
  const unused = chunks.filter((name) => !programs.includes(`/${name}"`));
  if (unused.length > 0) throw new Error(`Nothing asks for ${unused.join(", ")}.`);
  if (!files.some((path) => path.endsWith(`/node-bindings-${target}/duckdb.node`)))
    throw new Error("There is no DuckDB in the package.");
}
