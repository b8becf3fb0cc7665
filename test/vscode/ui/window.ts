/** A VS Code window driven like a user would: keys, clicks, and what is on the screen. */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Browser, Frame, Locator, Page } from "playwright-core";
import { launchBrowser } from "../host/browser.ts";
import { ensureHost, type Server, startServer } from "../host/codeServer.ts";
import { root } from "../host/paths.ts";

export interface WindowOptions {
  /** The packaged extension; the repository's own when absent. */
  readonly vsix?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** What is in the folder, by path; the example when absent. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** The workspace file among them that is opened; their folder when absent. */
  readonly workspace?: string;
  readonly width?: number;
  readonly height?: number;
  /** Pixels of the screen for one of the page. */
  readonly scale?: number;
}

export interface Window {
  readonly page: Page;
  /** A copy of the example that this window may change. */
  readonly folder: string;
  close(): Promise<void>;
}

/** Opens a copy of the example, or other files, in VS Code. */
export async function openWindow(options: WindowOptions = {}): Promise<Window> {
  const parent = await mkdtemp(join(tmpdir(), "eventspec-window-"));
  const folder = join(parent, "shop");
  if (options.files) await writeFiles(folder, options.files);
  else await cp(join(root, "examples", "shop"), folder, { recursive: true });
  let server: Server | undefined;
  let browser: Browser | undefined;
  const close = async () => {
    await browser?.close();
    await server?.stop();
    await rm(parent, { recursive: true, force: true });
  };
  try {
    server = await startServer(await ensureHost(), {
      extensions: options.vsix ? [options.vsix] : [],
      settings: options.settings ?? {},
    });
    browser = await launchBrowser();
    const context = await browser.newContext({
      viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
      deviceScaleFactor: options.scale ?? 1,
      permissions: ["clipboard-read", "clipboard-write"],
    });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    const development = options.vsix
      ? []
      : [["extensionDevelopmentPath", `vscode-remote://${server.authority}${root}`] as const];
    await page.goto(server.url(join(folder, options.workspace ?? ""), development));
    await page.locator(".monaco-workbench .part.statusbar").waitFor();
    return { page, folder, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function writeFiles(
  folder: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

/** Runs a command of the palette by its title. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await (await findCommand(page, title)).click();
}

/** A command in the palette, by its title. A window that has just opened may not have it yet: then it is looked for again. */
export async function findCommand(page: Page, title: string): Promise<Locator> {
  const command = page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first();
  for (let tries = 1; ; tries++) {
    await page.keyboard.press("F1");
    await page.locator(".quick-input-widget input[type=text]").fill(`>${title}`);
    const isThere = command.waitFor({ timeout: 3000 }).then(
      () => true,
      () => tries === 10,
    );
    if (await isThere) return command;
    await page.keyboard.press("Escape");
  }
}

/** Opens a file of the workspace by its name and waits for its lenses, so that the server has answered. */
export async function openFile(page: Page, name: string): Promise<void> {
  await page.keyboard.press("Control+P");
  await page.locator(".quick-input-widget input[type=text]").fill(name);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: name }).first().waitFor();
  await page.keyboard.press("Enter");
  await page.locator(".tab.active", { hasText: name }).waitFor();
  await page.locator(".codelens-decoration").first().waitFor({ state: "attached" });
}

/** Moves the cursor to the end of the first line of a file on disk that contains a text; the file is the one in front. */
export async function goToLineEnd(window: Window, file: string, text: string): Promise<void> {
  await goTo(window, file, text);
  await window.page.keyboard.press("End");
}

/** Moves the cursor behind the first occurrence of a text in a file on disk; the file is the one in front. */
export async function goTo({ page, folder }: Window, file: string, text: string): Promise<void> {
  const all = await readFile(join(folder, file), "utf8");
  if (!all.includes(text)) throw new Error(`"${text}" is not in ${file}.`);
  const lines = all.slice(0, all.indexOf(text) + text.length).split("\n");
  await page.keyboard.press("Control+G");
  const place = `:${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`;
  await page.locator(".quick-input-widget input[type=text]").fill(place);
  await page.keyboard.press("Enter");
  await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
}

/** The lens with this title above an event. */
export function lens(page: Page, title: string): Locator {
  return page.locator(".codelens-decoration a", { hasText: new RegExp(`^${title}$`) });
}

/** Clicks a lens until something is there: a click is lost where the lens is drawn anew under it. */
export async function clickLens(page: Page, title: string, effect: Locator): Promise<void> {
  for (let tries = 1; ; tries++) {
    await lens(page, title).first().click();
    const isThere = effect
      .first()
      .waitFor({ state: "attached", timeout: 10_000 })
      .then(
        () => true,
        () => tries === 3,
      );
    if (await isThere) return;
  }
}

/** The page inside the results panel. */
export async function resultsFrame(page: Page): Promise<Frame> {
  const outer = page.locator("iframe.webview.ready").first();
  await outer.waitFor({ state: "attached", timeout: 60_000 });
  const inner = page
    .frameLocator("iframe.webview.ready")
    .frameLocator("iframe#active-frame")
    .locator("#panel[data-state]");
  await inner.waitFor({ timeout: 60_000 });
  const handle = await inner.elementHandle();
  const frame = await handle?.ownerFrame();
  if (!frame) throw new Error("The results panel has no frame.");
  return frame;
}
