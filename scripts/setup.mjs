// Makes a fresh clone ready: installs the locked packages when they are missing or outdated.
// Plain JavaScript, because nothing is installed yet when it runs.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const lock = join(root, "package-lock.json");
const installed = join(root, "node_modules", ".package-lock.json");

const [major] = process.versions.node.split(".").map(Number);
if (major < 20) {
  console.error(`EventSpec needs Node 20 or newer; this is Node ${process.versions.node}.`);
  process.exit(2);
}

if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(lock).mtimeMs) {
  console.error("Installing packages (once) …");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  // No package needs its own installation script for what is done here, and none is run on somebody's machine.
  const result = spawnSync(npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  if (result.status !== 0) process.exit(result.status ?? 1);
}
