/** Runs mocha suites inside a real extension host: code-server with Chromium, or desktop VS Code. */
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { launchBrowser } from "./browser.ts";
import { type Host, type ServerOptions, startServer } from "./codeServer.ts";
import { root, work } from "./paths.ts";
import { type Report, reportVariable, suitesVariable } from "./report.ts";

const suites = join(work, "suites");

/** A run: which suites, over which folder, with the extension from the repository or from a package. */
export interface MochaRun {
  readonly name: string;
  readonly suites: readonly string[];
  /** The workspace. */
  readonly folder: string;
  /** The packaged extension to test instead of the repository's. */
  readonly vsix?: string;
  readonly trust?: boolean;
}

/** Bundles the suites: the extension host loads CommonJS only. */
export async function bundleSuites(): Promise<void> {
  const source = join(root, "test", "vscode", "suites");
  const files = (await readdir(source)).filter((file) => file === "index.ts" || file.endsWith(".suite.ts"));
  await build({
    absWorkingDir: root,
    entryPoints: files.map((file) => join(source, file)),
    outdir: suites,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    sourcemap: "inline",
    external: ["vscode", "mocha"],
    logLevel: "warning",
  });
}

/** The development extension that a run opens VS Code with: our own, or an empty one that only carries the suites. */
export async function developmentExtension({ vsix }: MochaRun): Promise<string> {
  if (!vsix) return root;
  const carrier = join(work, "carrier");
  await mkdir(carrier, { recursive: true });
  const manifest = {
    name: "suite-carrier",
    publisher: "eventspec-tests",
    version: "0.0.0",
    engines: { vscode: "^1.100.0" },
  };
  await writeFile(join(carrier, "package.json"), JSON.stringify(manifest));
  return carrier;
}

export const suitesEntry = join(suites, "index.cjs");

/** Environment by which the suites know what to run and where to report. */
export function suiteEnvironment(run: MochaRun): { report: string; env: Record<string, string> } {
  const report = join(work, `${run.name.replaceAll(/\W+/g, "-")}.json`);
  return { report, env: { [reportVariable]: report, [suitesVariable]: run.suites.join(",") } };
}

/** Reads the report of a run; `undefined` when the extension host ended without one. */
export async function readReport(file: string): Promise<Report | undefined> {
  return existsSync(file) ? (JSON.parse(await readFile(file, "utf8")) as Report) : undefined;
}

export async function runInBrowser(host: Host, run: MochaRun): Promise<Report | undefined> {
  const { report, env } = suiteEnvironment(run);
  await rm(report, { force: true });
  const options: ServerOptions = {
    env,
    extensions: run.vsix ? [run.vsix] : [],
    ...(run.trust === undefined ? {} : { trust: run.trust }),
    settings: run.trust
      ? { "security.workspace.trust.startupPrompt": "never", "security.workspace.trust.banner": "never" }
      : {},
  };
  const server = await startServer(host, options);
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
    const page = await context.newPage();
    const output: string[] = [];
    // VS Code's own test driver calls these two when it runs in a browser.
    const ended = new Promise<number>((resolve) => void page.exposeFunction("codeAutomationExit", resolve));
    await page.exposeFunction("codeAutomationLog", (type: string, args: unknown[]) =>
      output.push(`${type}: ${args.join(" ")}`),
    );
    const remote = `vscode-remote://${server.authority}`;
    await page.goto(
      server.url(run.folder, [
        ["extensionDevelopmentPath", `${remote}${await developmentExtension(run)}`],
        ["extensionTestsPath", `${remote}${suitesEntry}`],
      ]),
    );
    const timeout = new Promise<string>((resolve) => setTimeout(resolve, 300_000, "timeout").unref());
    const code = await Promise.race([ended, timeout]);
    const result = await readReport(report);
    if (!result) console.error(`VS Code ended with ${code}.\n${output.join("\n")}\n${server.log()}`);
    return result;
  } finally {
    await browser.close();
    await server.stop();
  }
}
