/** Makes the pictures of the README from the running editor: docs/images/{editor-diagnostics,completion,results}.png. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { root } from "./host/paths.ts";
import { goToLineEnd, lens, openFile, openWindow, resultsFrame } from "./ui/window.ts";

const images = join(root, "docs", "images");

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
async function diagnostics(page: Page): Promise<void> {
  await openFile(page, "subscriptions.events.yml");
  await narrowSideBar(page);
  // From the bottom up, so that lines keep their numbers.
  await replaceLastWord(page, 51, "strng");
  await replaceLastWord(page, 50, "cancel_resaon");
  await goToLineEnd(page, 40);
  await page.keyboard.press("Control+Shift+K");
  await goToLineEnd(page, 46);
  const squiggle = page.locator(".squiggly-error");
  await squiggle.nth(1).waitFor();
  await page.locator(".squiggly-warning").waitFor();
  await squiggle.first().hover({ force: true });
  await page.locator(".monaco-hover:not(.hidden) .hover-row").first().waitFor();
  await save(page, "editor-diagnostics");
}

/** Columns of the source, with their types, inside the SQL. */
async function completion(page: Page): Promise<void> {
  await openFile(page, "subscriptions.events.yml");
  await narrowSideBar(page);
  await goToLineEnd(page, 50);
  await page.keyboard.press("Control+Shift+ArrowLeft");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Control+Space");
  await page.locator(".suggest-widget.visible .monaco-list-row").first().waitFor();
  await save(page, "completion");
}

/** Rows in the panel, and what they say beside the lines that define them. */
async function results(page: Page): Promise<void> {
  await openFile(page, "tickets.events.yml");
  await narrowSideBar(page);
  await goToLineEnd(page, 24);
  await lens(page, "Preview").first().click();
  const frame = await resultsFrame(page);
  await frame.locator(".tabulator-row").first().waitFor();
  await goToLineEnd(page, 32);
  await page.locator(".view-line", { hasText: /sql:\s+t\.channel.*chat/ }).waitFor();
  await page.mouse.move(700, 300);
  await save(page, "results");
}

async function replaceLastWord(page: Page, line: number, by: string): Promise<void> {
  await goToLineEnd(page, line);
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

await mkdir(images, { recursive: true });
for (const picture of [diagnostics, completion, results]) {
  const window = await openWindow({ settings, scale: 1.5 });
  try {
    await picture(window.page);
  } finally {
    await window.close();
  }
}
