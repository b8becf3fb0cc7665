/** Makes the pictures of the README from the running editor: docs/images/{editor-diagnostics,completion,results,governance,review}.png. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { commitAll } from "../support/repository.ts";
import { root } from "./host/paths.ts";
import {
  clickLens,
  goToLineEnd,
  openFile,
  openWindow,
  resultsFrame,
  runCommand,
  type Window,
} from "./ui/window.ts";

const images = join(root, "docs", "images");
const subscriptions = "events/subscriptions.events.yml";
const tickets = "events/tickets.events.yml";

/** A calm window: nothing that is not about the subject. */
const settings = {
  "workbench.colorTheme": "Default Dark Modern",
  "workbench.activityBar.location": "hidden",
  "workbench.layoutControl.enabled": false,
  "window.commandCenter": false,
  "window.menuBarVisibility": "hidden",
  "breadcrumbs.enabled": false,
  "explorer.openEditors.visible": 0,
  "outline.visible": false,
  "editor.minimap.enabled": false,
  "editor.fontSize": 13,
  "editor.lineHeight": 20,
  "editor.scrollBeyondLastLine": false,
  "editor.stickyScroll.enabled": false,
  "editor.occurrencesHighlight": "off",
  "editor.hover.delay": 100,
  "eventspec.previewLimit": 25,
};

async function save(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(images, `${name}.png`), animations: "disabled", caret: "initial" });
}

/** Mistakes on their exact characters, with the way to mend them. */
async function diagnostics(window: Window): Promise<void> {
  const { page } = window;
  await openFile(page, "subscriptions.events.yml");
  await narrowSideBar(page);
  // From the bottom up, because lines are found by the file on disk.
  await goToLineEnd(window, subscriptions, "description: What the customer chose");
  await page.keyboard.press("Control+Shift+K");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("End");
  await replaceLastWord(page, "strng");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("End");
  await replaceLastWord(page, "cancel_resaon");
  await goToLineEnd(window, subscriptions, "description: The customer ended");
  const squiggle = page.locator(".squiggly-error");
  await squiggle.nth(1).waitFor();
  await page.locator(".squiggly-warning").waitFor();
  await squiggle.first().hover({ force: true });
  await page.locator(".monaco-hover:not(.hidden) .hover-row").first().waitFor();
  await save(page, "editor-diagnostics");
}

/** Columns of the source, with their types, inside the SQL. */
async function completion(window: Window): Promise<void> {
  const { page } = window;
  await openFile(page, "subscriptions.events.yml");
  await narrowSideBar(page);
  await goToLineEnd(window, subscriptions, "sql: s.cancel_reason");
  await page.keyboard.press("Control+Shift+ArrowLeft");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Control+Space");
  await page.locator(".suggest-widget.visible .monaco-list-row").first().waitFor();
  await save(page, "completion");
}

/** Rows in the panel, and what they say beside the lines that define them. */
async function results(window: Window): Promise<void> {
  const { page } = window;
  await openFile(page, "tickets.events.yml");
  await narrowSideBar(page);
  await goToLineEnd(window, tickets, "ticket_opened:");
  await clickLens(page, "Preview", page.locator("iframe.webview.ready"));
  const frame = await resultsFrame(page);
  await frame.locator(".tabulator-row").first().waitFor();
  await goToLineEnd(window, tickets, "values: [email, chat, phone]");
  await page.locator(".view-line", { hasText: /sql:\s+t\.channel.*chat/ }).waitFor();
  await page.mouse.move(700, 300);
  await save(page, "results");
}

/** What events say of themselves, and what was found, by rule: of the example as it might have begun. */
async function governance(window: Window): Promise<void> {
  const { page, folder } = window;
  for (const [file, parts] of Object.entries(missing)) {
    const path = join(folder, file);
    await writeFile(path, (await readFile(path, "utf8")).replace(parts, ""));
  }
  await openFile(page, "tickets.events.yml");
  await runCommand(page, "EventSpec: Focus on Governance View");
  await runCommand(page, "EventSpec: Group Governance");
  await page.locator(".quick-input-list .monaco-list-row", { hasText: "By rule" }).click();
  const rule = page.locator(".pane-body .monaco-list-row:visible", { hasText: "event-without-owner" });
  await rule.locator(".monaco-tl-twistie").click();
  await rule.hover();
  await save(page, "governance");
}

/** What somebody may not have written yet, by file. */
const missing = {
  [tickets]: /^owner: .*\n/m,
  [subscriptions]: /^ {4}goals?: .*\n|^ {4}description: .*\n/gm,
};

/** What edits mean, beside their lines. */
async function review(window: Window): Promise<void> {
  const { page, folder } = window;
  commitAll(folder);
  const path = join(folder, tickets);
  let text = await readFile(path, "utf8");
  for (const [from, to] of Object.entries(edits)) text = text.replace(from, to);
  await writeFile(path, text);
  await openFile(page, "tickets.events.yml");
  await runCommand(page, "EventSpec: Review Changes");
  await page
    .locator(".pane-body .monaco-list-row:visible", { hasText: /refuted|proved/ })
    .first()
    .waitFor();
  const governance = page.locator(".pane-header", { hasText: "Governance" });
  await governance.click();
  await page.mouse.move(900, 700);
  await save(page, "review");
}

/** One that other rows follow from, one that narrows what is promised, and one that means the same. */
const edits = {
  "at: t.opened_at": "at: t.opened_at\n    where: t.channel <> 'phone'",
  "values: [email, chat, phone]": "values: [email, chat]",
  "sql: t.priority": "sql: ifnull(t.priority, 'normal')",
};

/** Types over the last word of the line that the cursor ends. */
async function replaceLastWord(page: Page, by: string): Promise<void> {
  await page.keyboard.press("Control+Shift+ArrowLeft");
  await page.keyboard.type(by);
  await page.keyboard.press("Escape");
}

/** Leaves more room to the editor. */
async function narrowSideBar(page: Page): Promise<void> {
  const bar = await page.locator(".part.sidebar").boundingBox();
  if (!bar) return;
  const [right, middle] = [bar.x + bar.width, bar.y + bar.height / 2];
  await page.mouse.move(right + 2, middle);
  await page.mouse.down();
  await page.mouse.move(230, middle, { steps: 5 });
  await page.mouse.up();
  await page.mouse.move(700, 60);
}

/** Words on the command line choose among the pictures. */
const only = process.argv.slice(2);
await mkdir(images, { recursive: true });
for (const picture of [diagnostics, completion, results, governance, review]) {
  if (only.length > 0 && !only.includes(picture.name)) continue;
  const window = await openWindow({ settings, scale: 1.5 });
  try {
    await picture(window);
  } finally {
    await window.close();
  }
}
