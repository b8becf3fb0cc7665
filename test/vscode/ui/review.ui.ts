/** What somebody's edits mean for the data: in a view of its own, at the lines, and as SQL on both sides. */
import type { Page } from "playwright-core";
import { onceMore } from "../../support/onceMore.ts";
import { overFiles } from "../../support/previews.ts";
import { commitAll } from "../../support/repository.ts";
import { goToLineEnd, openFile, openWindow, runCommand, type Window } from "./window.ts";

const file = "orders.events.yml";
const files = {
  "eventspec.yml": overFiles(),
  [file]: `from: orders
as: o
key: o.id
events:
  order_placed:
    at: o.at
    where: o.status <> 'test'
  order_paid:
    at: o.at
    description: The money has come.
`,
  "data/orders.csv": "id,at,status\n1,2025-03-01 10:00:00,new\n",
};

describe("Review Changes, in a window", function () {
  onceMore(this);
  let window: Window;
  let page: Page;

  before(async () => {
    window = await openWindow({ files });
    page = window.page;
    page.setDefaultTimeout(15_000);
    commitAll(window.folder);
    await openFile(page, file);
    await page.locator(".statusbar-item", { hasText: "No findings" }).waitFor();
  });
  after(() => window.close());

  const row = (text: string | RegExp) =>
    page.locator(".pane-body .monaco-list-row:visible", { hasText: text }).first();
  /** Whether a mark is there: a text that only the style sheet holds. */
  const marked = (text: string, is: boolean) =>
    page.waitForFunction(
      ([text, is]) => {
        const all = [...document.querySelectorAll(".view-line span")];
        return all.some((span) => getComputedStyle(span, "::after").content.includes(String(text))) === is;
      },
      [text, is],
    );

  it("says that nothing has changed, and what a saved edit means, in the view and at its line", async () => {
    await runCommand(page, "EventSpec: Review Changes");
    await row("Nothing has changed since the last commit").waitFor();
    await openFile(page, file);
    await goToLineEnd(window, file, "where: o.status <> 'test'");
    await page.keyboard.type(" or o.id = 7");
    await page.keyboard.press("Control+S");
    await row(/order_placed\s*1 meaning/).waitFor();
    await row(/The filter changed.*refuted: differs when/).waitFor();
    await marked("meaning: The filter changed", true);
  });

  it("leads from a change to its line, and shows the SQL on both sides", async () => {
    await row(/The filter changed/).click();
    await page.locator(".statusbar-item", { hasText: "Ln 7, Col" }).waitFor();
    const event = row(/order_placed\s*1 meaning/);
    await event.hover();
    await event.locator(".action-label[aria-label='Compare Before and After']").click();
    await page.locator(".tab.active", { hasText: "order_placed: the last commit ↔ now" }).waitFor();
    await page
      .locator(".monaco-diff-editor .view-line", { hasText: /o\.id\s=\s7/ })
      .first()
      .waitFor();
  });

  it("counts rows of both versions when it is asked", async () => {
    await runCommand(page, "EventSpec: Count Rows");
    await row(/rows: 1 → 1; 0 gained, 0 lost/).waitFor();
  });

  it("takes the marks away", async () => {
    await runCommand(page, "EventSpec: Clear Review");
    await page.getByText("See what your edits mean for the data").first().waitFor();
    await page.locator(".tab", { hasText: file }).click();
    await marked("meaning: The filter changed", false);
  });
});
