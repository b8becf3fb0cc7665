import { stat } from "node:fs/promises";
import { join } from "node:path";
import { root, work } from "./paths.ts";
import { run } from "./run.ts";

/** The marketplace takes more, but nobody should wait for it: 32 MB with DuckDB inside. */
const bytesAtMost = 32 * 1024 * 1024;

/** Packages the extension for this platform, as a release would. Returns the path of the .vsix. */
export async function packageExtension(): Promise<string> {
  const vsix = join(work, "eventspec.vsix");
  const target = `${process.platform}-${process.arch}`;
  await run("npm", ["run", "package", "--", "--target", target, "--out", vsix], { cwd: root, quiet: true });
  const { size } = await stat(vsix);
  console.log(`\nPackaged ${(size / 1024 / 1024).toFixed(1)} MB for ${target}`);
  if (size > bytesAtMost) throw new Error(`The package has ${size} bytes; it may have ${bytesAtMost}.`);
  return vsix;
}
