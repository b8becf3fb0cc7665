/** From a table to its events, without typing. */
import type { Page } from "playwright-core";
import { onceMore } from "../../support/onceMore.ts";
import { overFiles } from "../../support/previews.ts";
import { lens, openWindow, runCommand, type Window } from "./window.ts";

const files = {
  "eventspec.yml": overFiles("teams: {data: {}}\n"),
  "data/orders.csv":
    "order_id,customer_id,placed_at,shipped_at\n1,7,2025-01-05 10:00:00,2025-01-06 10:00:00\n2,8,2025-01-06 10:00:00,\n",
};

describe("Suggest Events, in a window", function () {
  onceMore(this);
  let window: Window;
  let page: Page;

  before(async () => {
    window = await openWindow({ files });
    page = window.page;
    page.setDefaultTimeout(15_000);
    await page.keyboard.press("Control+P");
    await page.locator(".quick-input-widget input[type=text]").fill("eventspec.yml");
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "eventspec.yml" }).first().waitFor();
    await page.keyboard.press("Enter");
    await page.locator(".statusbar-item", { hasText: "0 events" }).waitFor();
  });
  after(() => window.close());

  it("writes a table's events, and the entities that they need, and shows the first", async () => {
    await runCommand(page, "EventSpec: Suggest Events");
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "orders" }).first().click();
    await page.locator(".tab.active", { hasText: "orders.events.yml" }).waitFor();
    await page.locator(".view-line", { hasText: /order_shipped:/ }).waitFor();
    await page.locator(".tab", { hasText: "eventspec.yml" }).first().waitFor();
    await lens(page, "Preview").nth(1).waitFor();
    await page.locator(".statusbar-item", { hasText: "No findings" }).waitFor();
  });
});
