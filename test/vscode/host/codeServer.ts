/**
 * A real VS Code in the browser (code-server) for tests, screenshots and `npm run vscode`. Installed from the npm registry
 * into `.cache/vscode-host` once, or taken from the folder that `EVENTSPEC_VSCODE_HOST` names.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./paths.ts";
import { run } from "./run.ts";

/** code-server 4.139 is VS Code 1.139; it needs Node 24, whatever Node runs the tests. */
const codeServerVersion = "4.139.1";
const nodeVersion = "24.21.0";
const nodePackage = `node-${process.platform}-${process.arch}`;

/** Programs of an installed host. */
export interface Host {
  readonly node: string;
  readonly entry: string;
}

/** Finds the host, or installs it: a minute and 800 MB, once. */
export async function ensureHost(): Promise<Host> {
  const folder = process.env.EVENTSPEC_VSCODE_HOST ?? join(root, ".cache", "vscode-host");
  const modules = join(folder, "node_modules");
  const host = {
    node: join(modules, nodePackage, "bin", "node"),
    entry: join(modules, "code-server", "out", "node", "entry.js"),
  };
  const isInstalled = existsSync(host.node) && existsSync(host.entry);
  if (!isInstalled) await install(folder, modules);
  return host;
}

/** What code-server's own postinstall does, without building what tests never use. */
async function install(folder: string, modules: string): Promise<void> {
  console.error(`Installing VS Code in the browser into ${folder} (once, about a minute) …`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), '{"name":"vscode-host","private":true,"version":"0.0.0"}\n');
  const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  await npm(folder, [
    "install",
    ...quiet,
    `${nodePackage}@${nodeVersion}`,
    `code-server@${codeServerVersion}`,
  ]);
  const vscode = join(modules, "code-server", "lib", "vscode");
  await npm(vscode, ["install", "--omit=dev", ...quiet]);
  await npm(join(vscode, "extensions"), ["install", "--omit=dev", ...quiet]);
  const node = join(modules, nodePackage);
  // Add-ons must be built for the Node that will load them; a user's own `nodedir` may point elsewhere.
  await npm(vscode, ["rebuild", "--loglevel=error", "@vscode/spdlog", "@vscode/native-watchdog"], {
    PATH: `${join(node, "bin")}:${process.env.PATH ?? ""}`,
    npm_config_nodedir: node,
  });
}

async function npm(cwd: string, args: readonly string[], env: Record<string, string> = {}): Promise<void> {
  await run("npm", args, { cwd, env: { ...process.env, ...env } });
}

export interface ServerOptions {
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Packaged extensions to install. */
  readonly extensions?: readonly string[];
  /** Leaves workspace trust on, so that a new folder is not trusted. */
  readonly trust?: boolean;
  readonly port?: number;
}

export interface Server {
  readonly authority: string;
  /** Address of a window on a folder or a workspace file. `payload`: what VS Code's own tests pass to a window. */
  url(folder: string, payload?: readonly (readonly [string, string])[]): string;
  /** Everything that it has written so far. */
  log(): string;
  stop(): Promise<void>;
}

/** Starts VS Code on a free port of this machine, with folders of its own that are removed when it stops. */
export async function startServer(host: Host, options: ServerOptions = {}): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), "eventspec-vscode-"));
  const args = await prepareFolders(folder, options.settings ?? {});
  const env = {
    ...process.env,
    ...options.env,
    HOME: folder,
    XDG_DATA_HOME: join(folder, "data"),
    XDG_CONFIG_HOME: join(folder, "config"),
    XDG_CACHE_HOME: join(folder, "cache"),
    // No look-ups in an extension gallery.
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
  };
  for (const vsix of options.extensions ?? []) {
    await run(host.node, [host.entry, ...args, "--install-extension", vsix], { env, quiet: true });
  }
  const trust = options.trust ? [] : ["--disable-workspace-trust"];
  const server = spawn(host.node, [host.entry, ...args, ...serverArguments(options.port ?? 0), ...trust], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let log = "";
  for (const stream of [server.stdout, server.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      log += text;
    });
  }
  const stop = async () => {
    await end(server);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const authority = `127.0.0.1:${await listening(server, () => log)}`;
    return { authority, url: (of, payload) => windowUrl(authority, of, payload), log: () => log, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function prepareFolders(
  folder: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<string[]> {
  const user = join(folder, "user");
  const extensions = join(folder, "extensions");
  await mkdir(join(user, "User"), { recursive: true });
  await mkdir(extensions);
  await writeFile(join(user, "User", "settings.json"), JSON.stringify({ ...quietSettings, ...settings }));
  await writeFile(join(folder, "config.yaml"), "");
  return ["--config", join(folder, "config.yaml"), "--user-data-dir", user, "--extensions-dir", extensions];
}

/** Nothing pops up, nothing asks the network. */
const quietSettings = {
  "workbench.startupEditor": "none",
  "workbench.welcomePage.experimentalOnboarding": false,
  "workbench.enableExperiments": false,
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "remote.autoForwardPorts": false,
  "telemetry.telemetryLevel": "off",
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "chat.disableAIFeatures": true,
  "files.autoSave": "off",
  "git.enabled": false,
};

function serverArguments(port: number): string[] {
  return [
    "--bind-addr",
    `127.0.0.1:${port}`,
    "--auth",
    "none",
    "--disable-telemetry",
    "--disable-update-check",
    "--disable-getting-started-override",
    // Without it a window ignores the payload of its address.
    "--vscode-option",
    "enable-smoke-test-driver",
  ];
}

function windowUrl(
  authority: string,
  path: string,
  payload: readonly (readonly [string, string])[] = [],
): string {
  const all = [["skipWelcome", "true"], ["skipReleaseNotes", "true"], ...payload];
  const kind = path.endsWith(".code-workspace") ? "workspace" : "folder";
  return `http://${authority}/?${kind}=${encodeURIComponent(path)}&payload=${encodeURIComponent(JSON.stringify(all))}`;
}

/** Resolves with the port once the server listens. */
async function listening(server: ChildProcess, log: () => string): Promise<number> {
  const found = /HTTP server listening on http:\/\/127\.0\.0\.1:(\d+)/;
  const port = () => Number(found.exec(log())?.[1] ?? 0);
  const signal = AbortSignal.timeout(60_000);
  while (port() === 0) {
    const exited = once(server, "exit", { signal }).then(() => "exited");
    const spoke = server.stdout ? once(server.stdout, "data", { signal }) : exited;
    const first = await Promise.race([exited, spoke]).catch(() => "timeout");
    if (typeof first === "string" && port() === 0)
      throw new Error(`VS Code did not start (${first}).\n${log()}`);
  }
  return port();
}

/** Ends the process group, so that extension hosts and language servers end as well. */
async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) return;
  const gone = once(server, "exit");
  signalGroup(server.pid, "SIGTERM");
  const waited = await Promise.race([
    gone,
    new Promise((resolve) => setTimeout(resolve, 5000, "timeout").unref()),
  ]);
  if (waited === "timeout") signalGroup(server.pid, "SIGKILL");
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}
