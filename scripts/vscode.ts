/**
 * Opens the example shop in VS Code with the extension from this repository: in desktop VS Code where the command `code` is found,
 * else in VS Code in the browser, whose address is printed. `--browser` asks for the latter.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { ensureHost, startServer } from "../test/vscode/host/codeServer.ts";
import { root } from "../test/vscode/host/paths.ts";

const example = join(root, "examples", "shop");
const shell = process.platform === "win32";

function hasDesktop(): boolean {
  return spawnSync("code", ["--version"], { stdio: "ignore", shell }).status === 0;
}

async function openDesktop(): Promise<void> {
  const args = ["--new-window", `--extensionDevelopmentPath=${root}`, example];
  const [code] = await once(spawn("code", args, { stdio: "inherit", shell }), "exit");
  process.exitCode = Number(code ?? 1);
}

async function openInBrowser(): Promise<void> {
  const server = await startServer(await ensureHost(), { port: Number(process.env.PORT ?? 0) });
  const payload = [["extensionDevelopmentPath", `vscode-remote://${server.authority}${root}`]] as const;
  console.log(`Open ${server.url(example, payload)}\nCtrl-C ends it.`);
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  await server.stop();
}

await (!process.argv.includes("--browser") && hasDesktop() ? openDesktop() : openInBrowser());
