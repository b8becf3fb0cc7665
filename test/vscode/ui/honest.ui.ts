/** What a window says is true at the moment when it says it: while it starts, while somebody types, and when something fails. */
import assert from "node:assert/strict";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { writeDatabase } from "../../support/duckdbFile.ts";
import { clickLens, goTo, openFile, openWindow, resultsFrame, type Window } from "./window.ts";

const orders = "events/orders.events.yml";

describe("A window on the shop", () => {
  let window: Window;
  let page: Page;
  before(async () => {
    window = await openWindow();
    page = window.page;
  });
  after(() => window.close());

  it("says that it starts, and that nothing is wrong only once all was looked at", async () => {
    // Every text that the two items of the status bar ever have.
    await page.evaluate(`{
      const said = (window.said = []);
      const note = () => {
        for (const one of ["connection", "findings"]) {
          const item = document.querySelector('.statusbar-item[id$="eventspec.' + one + '"]');
          const text = item && item.textContent.trim();
          if (text && said.at(-1) !== one + ": " + text) said.push(one + ": " + text);
        }
      };
      new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true });
    }`);
    await openFile(page, "orders.events.yml");
    await page.locator(".statusbar-item", { hasText: /^\s*files\s*$/ }).waitFor();
    await page.locator(".statusbar-item", { hasText: "No findings" }).waitFor();
    const said = await page.evaluate<string[]>("window.said");
    const first = (word: string) => said.findIndex((text) => text.includes(word));
    assert.ok(first("EventSpec: starting…") >= 0, said.join("\n"));
    assert.ok(first("Checking…") >= 0, said.join("\n"));
    assert.ok(first("No findings") > first("Checking…"), said.join("\n"));
    assert.ok(first("connection: files") > first("starting…"), said.join("\n"));
  });

  it("shows rows with the language's types, the nulls, and what of all of it this is", async () => {
    await goTo(window, orders, "order_placed:");
    await clickLens(page, "Preview", page.locator("iframe.webview.ready"));
    const frame = await resultsFrame(page);
    await frame.locator(".tabulator-row").first().waitFor();
    const head = (name: string) =>
      frame
        .locator(".tabulator-col .header", { has: frame.locator(`.name:text-is("${name}")`) })
        .locator(".type")
        .textContent();
    assert.match((await head("total")) ?? "", /^decimal\(12,2\)/);
    assert.match((await head("coupon")) ?? "", /^string · \d+ % null$/);
    assert.match((await head("link")) ?? "", /always null$/);
    await frame.locator(".summary", { hasText: /50 of \d+ events/ }).waitFor();
    const columns = frame.locator(".tabulator-col .name");
    const few = await columns.count();
    await frame.locator('vscode-toolbar-button[label="Show Technical Columns"]').click();
    await frame.locator('vscode-toolbar-button[label="Hide Technical Columns"]').waitFor();
    assert.ok((await columns.count()) > few);
    assert.ok((await columns.allTextContents()).includes("event_id"));
    await frame.locator('vscode-toolbar-button[label="Hide Technical Columns"]').click();
    await frame.getByLabel("Search rows").fill("ideal");
    await frame.locator(".tabulator-row", { hasNotText: /ideal/i }).first().waitFor({ state: "detached" });
    // The table is drawn anew: for a moment it has no row at all.
    await frame.locator(".tabulator-row", { hasText: /ideal/i }).first().waitFor();
    const found = await frame.locator(".tabulator-row").allTextContents();
    assert.ok(found.length > 0 && found.length < 50, `${found.length} rows`);
  });

  it("keeps the last good SQL, dimmed, while the spec is half typed", async () => {
    await goTo(window, orders, "order_placed:");
    await clickLens(page, "SQL", page.locator(".tab", { hasText: "orders.events.sql" }));
    const beside = page.locator(".editor-group-container").last();
    const line = beside.locator(".view-line", { hasText: /ordered_at/ }).first();
    await line.waitFor();
    /** Waits until the least of what is drawn of the SQL has such an opacity. */
    const drawn = (opacity: number) =>
      page.waitForFunction((wanted) => {
        const [, ...groups] = document.querySelectorAll(".editor-group-container");
        const parts = [...(groups.at(-1)?.querySelectorAll(".view-line span") ?? [])];
        return Math.min(...parts.map((part) => Number(getComputedStyle(part).opacity))) === wanted;
      }, opacity);
    await drawn(1);
    await page.locator(".tab", { hasText: "orders.events.yml" }).first().click();
    await goTo(window, orders, "at: o.ordered_at");
    for (const _ of "red_at") await page.keyboard.press("Backspace");
    await beside.locator(".view-line", { hasText: /The\s+spec\s+has\s+errors/ }).waitFor();
    await line.waitFor();
    await drawn(0.5);
    await page.keyboard.type("red_at");
    await page.keyboard.press("Escape");
    await beside
      .locator(".view-line", { hasText: /The\s+spec\s+has\s+errors/ })
      .waitFor({ state: "detached" });
    await drawn(1);
  });
});

describe("A failure in a window", () => {
  it("leads to a project where there is none, and stays marked at its cause", async () => {
    const files = {
      "orders.csv": "id,at,total\n1,2026-01-01 10:00:00,12\n2,2026-01-02 10:00:00,many\n",
      "loose.events.yml":
        "from: orders\nas: o\nkey: o.id\nevents:\n  order_paid:\n    at: o.at\n    properties:\n      total: cast(o.total as integer)\n",
    };
    const window = await openWindow({ files });
    try {
      const { page } = window;
      await openFile(page, "loose.events.yml");
      await page.locator(".statusbar-item", { hasText: "no project" }).waitFor();
      await clickLens(page, "Preview", page.locator("iframe.webview.ready"));
      const frame = await resultsFrame(page);
      await frame.locator(".reason", { hasText: "There is no project here" }).waitFor();
      await frame.getByText("Create Project").click();
      await page.locator(".tab.active", { hasText: "eventspec.yml" }).waitFor();
      await page.locator(".tab", { hasText: "loose.events.yml" }).click();
      await page.locator(".statusbar-item", { hasText: /^\s*files\s*$/ }).waitFor();
      await clickLens(page, "Preview", frame.locator(".reason", { hasText: "many" }));
      await page.locator(".squiggly-error").first().waitFor();
      await page.locator(".squiggly-error").last().hover({ force: true });
      await page
        .locator(".monaco-hover:not(.hidden)", { hasText: "The last preview of order_paid failed" })
        .first()
        .waitFor();
    } finally {
      await window.close();
    }
  });

  it("marks the event whose connection can't be had, until it can", async () => {
    const files = {
      "eventspec.yml":
        "eventspec: 1\nname: shop\nrules: {extends: minimal}\nconnections: {db: {type: duckdb, path: shop.duckdb}}\n",
      "orders.events.yml": "from: orders\nas: o\nkey: o.id\nevents:\n  order_paid:\n    at: o.at\n",
    };
    const window = await openWindow({ files });
    try {
      const { page } = window;
      await openFile(page, "orders.events.yml");
      await clickLens(page, "Preview", page.locator("iframe.webview.ready"));
      const frame = await resultsFrame(page);
      await frame.locator(".reason", { hasText: "the database file does not exist" }).waitFor();
      await page.locator(".squiggly-error").first().hover({ force: true });
      const hover = page.locator(".monaco-hover:not(.hidden)");
      await hover.filter({ hasText: "The last preview of order_paid failed" }).first().waitFor();
      await hover.getByText("eventspec.yml").first().waitFor();
      await page.keyboard.press("Escape");
      const rows = "select 1 as id, timestamp '2026-01-01' as at";
      await writeDatabase(join(window.folder, "shop.duckdb"), `create table orders as ${rows}`);
      await clickLens(page, "Preview", frame.locator(".tabulator-row"));
      await page.locator(".squiggly-error").first().waitFor({ state: "detached" });
    } finally {
      await window.close();
    }
  });
});
