/** The Test Explorer's tree, as somebody sees and clicks it. */
import type { Locator, Page } from "playwright-core";

/** An item of the tree whose name begins so, with what is said of it to a screen reader. */
export function testItem(page: Page, name: string, state = ""): Locator {
  return page
    .locator(`.test-explorer .monaco-list-row${state && `[aria-label*="${state}"]`}`)
    .filter({ has: page.locator(".label", { hasText: new RegExp(`^${name}`) }) });
}

/** Chooses from an item's menu; VS Code does not heed a click that comes while the menu is still opening. */
export async function chooseFor(page: Page, item: Locator, label: string): Promise<void> {
  await item.click({ button: "right" });
  await page.locator(".monaco-menu .action-label", { hasText: label }).hover();
  await page.keyboard.press("Enter");
}

export async function expandItem(page: Page, item: Locator): Promise<void> {
  await item.click();
  await page.keyboard.press("ArrowRight");
}
