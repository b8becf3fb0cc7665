// npm runs this wherever it finds the sources: after each installation in a clone, which needs nothing, and where it makes the package of
// them, as for somebody who asks git for it (pre-commit does). Then it says where they are, and has not installed what builds them.
// Plain JavaScript, because nothing may be installed yet.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

function run(command, args) {
  // What npm was told of the package, such as to install it for all, is not meant for what builds it.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(?!config_cache$)/i.test(name)),
  );
  const { status } = spawnSync(command, args, {
    cwd: root,
    env,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) process.exit(status ?? 1);
}

if (process.env.npm_package_resolved) {
  run(process.execPath, [join("scripts", "setup.mjs")]);
  run(process.platform === "win32" ? "npm.cmd" : "npm", ["run", "-s", "build", "--", "--npm"]);
}
