/** The way of a newcomer through the window: type, see what is wrong, complete, preview, read the rows. */
import assert from "node:assert/strict";
import {
  clickLens,
  goToLineEnd,
  lens,
  openFile,
  openWindow,
  resultsFrame,
  runCommand,
  type Window,
} from "./window.ts";

const tickets = "events/tickets.events.yml";

describe("A newcomer in VS Code", () => {
  let window: Window;

  before(async () => {
    const vsix = process.env.EVENTSPEC_VSIX;
    window = await openWindow(vsix ? { vsix } : {});
    await openFile(window.page, "tickets.events.yml");
  });
  after(() => window.close());

  it("sees which connection is in use, and that nothing is wrong", async () => {
    const { page } = window;
    await page.locator(".statusbar-item", { hasText: "files" }).waitFor();
    await page.locator(".statusbar-item", { hasText: "No findings" }).waitFor();
  });

  it("sees a squiggle under a column that is not there, and reads why", async () => {
    const { page } = window;
    await goToLineEnd(window, tickets, "key: t.");
    await page.keyboard.type("_typo");
    await page.locator(".squiggly-error").first().waitFor();
    await page.locator(".squiggly-error").first().hover({ force: true });
    const hover = page.locator(".monaco-hover:not(.hidden)", { hasText: "ticket_id_typo" });
    await hover.first().waitFor();
    await page.keyboard.press("Escape");
    await goToLineEnd(window, tickets, "key: t.");
    for (const _ of "_typo") await page.keyboard.press("Backspace");
    await page.locator(".squiggly-error").first().waitFor({ state: "detached" });
  });

  it("completes a column while typing inside SQL", async () => {
    const { page } = window;
    await goToLineEnd(window, tickets, "key: t.");
    for (const _ of "ticket_id") await page.keyboard.press("Backspace");
    await page.keyboard.type("tick");
    const list = page.locator(".suggest-widget.visible");
    await list.locator(".monaco-list-row", { hasText: "ticket_id" }).first().waitFor();
    await page.keyboard.press("Enter");
    await list.waitFor({ state: "hidden" });
    assert.match(
      (await page.locator(".view-line", { hasText: "key:" }).first().textContent()) ?? "",
      /t\.ticket_id$/,
    );
  });

  it("clicks Preview and reads the rows", async () => {
    const { page } = window;
    await lens(page, "Preview").first().click();
    const frame = await resultsFrame(page);
    await frame.locator(".tabulator-row").first().waitFor();
    assert.match((await frame.locator(".summary").textContent()) ?? "", /ticket_opened·.*·files$/);
    const header = await frame.locator(".tabulator-col .name").allTextContents();
    for (const column of ["occurred_at", "ticket_id", "topic"])
      assert.ok(header.includes(column), header.join(", "));
    const rows = await frame.locator(".tabulator-row").count();
    assert.ok(rows > 3, `${rows} rows`);
  });

  it("copies a cell with the keyboard", async () => {
    const { page } = window;
    const frame = await resultsFrame(page);
    const cell = frame.locator(".tabulator-row .tabulator-cell").first();
    await cell.click();
    await page.keyboard.press("Control+C");
    const shown = await cell.textContent();
    await page.waitForFunction(async (text) => (await navigator.clipboard.readText()) === text, shown);
  });

  it("finds sample values beside the properties afterwards", async () => {
    await goToLineEnd(window, tickets, "sql: t.channel");
    await window.page
      .locator(".view-line", { hasText: /sql:\s+t\.channel.*(chat|email|phone)/ })
      .first()
      .waitFor();
  });

  it("shows the SQL beside the spec", async () => {
    const { page } = window;
    await goToLineEnd(window, tickets, "ticket_opened:");
    await clickLens(page, "SQL", page.locator(".tab", { hasText: "tickets.events.sql" }));
    await page
      .locator(".view-line", { hasText: /opened_at/ })
      .last()
      .waitFor();
  });

  it("inserts a pattern that is found by another word for it, behind the file's specs", async () => {
    const { page } = window;
    await openFile(page, "tickets.events.yml");
    await runCommand(page, "EventSpec: Insert Pattern");
    await page.locator(".quick-input-widget", { hasText: "Insert Pattern" }).waitFor();
    await page.keyboard.type("chargeback");
    await page.locator(".quick-input-widget .monaco-list-row", { hasText: "Refunds" }).waitFor();
    await page.keyboard.press("Enter");
    await page.locator(".view-line", { hasText: "billing.payments" }).first().waitFor();
    await page.keyboard.type("support.tickets");
    await page
      .locator(".view-line", { hasText: /^from:\s+support\.tickets$/ })
      .nth(0)
      .waitFor();
    await page.keyboard.press("Escape");
    await runCommand(page, "File: Revert File");
  });

  it("opens the example from the palette, a copy of its own with an event in front", async () => {
    const { page } = window;
    const opened = page.context().waitForEvent("page");
    await runCommand(page, "EventSpec: Open Example");
    const other = await opened;
    await other.locator(".explorer-folders-view", { hasText: "eventspec.yml" }).waitFor();
    assert.match(decodeURIComponent(other.url()), /example-shop/);
    await other.locator(".tab.active", { hasText: "orders.events.yml" }).waitFor();
    await other.locator(".view-line", { hasText: "order_placed:" }).waitFor();
  });
});
