/** Makes the pictures of the README from the running editor: docs/images/{editor-diagnostics,completion,results}.png. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { root } from "./host/paths.ts";
import { goToLineEnd, lens, openFile, openWindow, resultsFrame, runCommand } from "./ui/window.ts";

const images = join(root, "docs", "images");

/** A calm window: nothing that is not about the subject. */
const settings = {
  "workbench.colorTheme": "Default Dark Modern",
  "workbench.activityBar.location": "hidden",
  "workbench.layoutControl.enabled": false,
  "window.commandCenter": false,
  "window.menuBarVisibility": "hidden",
  "breadcrumbs.enabled": false,
  "editor.minimap.enabled": false,
  "editor.fontSize": 13,
  "editor.lineHeight": 20,
  "editor.cursorBlinking": "solid",
  "editor.scrollBeyondLastLine": false,
  "editor.stickyScroll.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "eventspec.previewLimit": 25,
};

async function save(page: Page, name: string): Promise<void> {
  await writeFile(join(images, `${name}.png`), await page.screenshot({ animations: "disabled" }));
}

async function diagnostics(page: Page): Promise<void> {
  await openFile(page, "orders.events.yml");
  await save(page, "editor-diagnostics");
}

await mkdir(images, { recursive: true });
const window = await openWindow({ settings, scale: 1.5 });
try {
  await diagnostics(window.page);
} finally {
  await window.close();
}
