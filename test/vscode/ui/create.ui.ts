/** From a folder with data and nothing else to the rows of a first event, with three clicks at most. */
import assert from "node:assert/strict";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { writeDatabase } from "../../support/duckdbFile.ts";
import { findCommand, lens, openWindow, resultsFrame, runCommand, type Window } from "./window.ts";

const csv = {
  "data/customers.csv": "id,name\n7,Ann\n8,Bo\n",
  "data/orders.csv":
    "id,customer_id,created_at,total\n1,7,2026-01-01 10:00:00,12.5\n2,8,2026-01-02 10:00:00,99\n",
  "tickets.csv": "id,subject\n1,late\n",
};
const dbt = {
  "dbt_project.yml": 'name: shop\nversion: "1.0"\nprofile: shop\n',
  "profiles.yml": "shop: {target: dev, outputs: {dev: {type: duckdb, path: dev.duckdb}}}\n",
};

/** A window on files; `work` clicks with `click`, which counts. */
async function clicking(
  files: Readonly<Record<string, string>>,
  work: (window: Window, click: (what: Locator) => Promise<void>) => Promise<void>,
): Promise<void> {
  const window = await openWindow({ files });
  let clicks = 0;
  try {
    await work(window, async (what) => {
      clicks++;
      await what.click();
    });
    assert.ok(clicks <= 3, `${clicks} clicks`);
  } finally {
    await window.close();
  }
}

/** The event's name is selected, and one click shows its rows. */
async function firstPreview(
  { page }: Window,
  click: (what: Locator) => Promise<void>,
  { file, event, rows }: { file: string; event: string; rows: RegExp },
): Promise<void> {
  await page.locator(".tab.active", { hasText: file }).waitFor();
  await page.locator(".statusbar-item", { hasText: `(${event.length} selected)` }).waitFor();
  await click(lens(page, "Preview").first());
  const frame = await resultsFrame(page);
  await frame.locator(".tabulator-row").first().waitFor();
  assert.match((await frame.locator(".summary").textContent()) ?? "", rows);
  await page.locator(".statusbar-item", { hasText: /^\s*(files|dbt)\s*$/ }).waitFor();
}

const orders = { file: "orders.events.yml", event: "order_created", rows: /^order_created·2 rows·.*·files$/ };

describe("A folder without a project", () => {
  it("of three CSV files becomes one whose first event shows its rows", () =>
    clicking(csv, async (window, click) => {
      await click(await findCommand(window.page, "EventSpec: Create Project"));
      await firstPreview(window, click, orders);
    }));

  it("that is a dbt project becomes one that reads what dbt has built", () =>
    clicking(dbt, async (window, click) => {
      await writeDatabase(
        join(window.folder, "dev.duckdb"),
        `create table fct_orders as
           select i as order_id, timestamp '2026-01-01' + interval (i) day as ordered_at, i * 1.5 as total from range(3) as r(i)`,
      );
      await click(await findCommand(window.page, "EventSpec: Create Project"));
      await firstPreview(window, click, {
        file: "fct_orders.events.yml",
        event: "order_ordered",
        rows: /^order_ordered·3 rows·.*·dbt$/,
      });
    }));

  it("becomes one from the walkthrough", () =>
    clicking(csv, async (window, click) => {
      const { page } = window;
      await runCommand(page, "Welcome: Open Walkthrough...");
      await page
        .locator(".quick-input-list .monaco-list-row", { hasText: "Get Started with EventSpec" })
        .click();
      await click(page.locator(".step-title", { hasText: "your own data" }).first());
      await click(page.locator(".button-link, .monaco-button", { hasText: "Create Project" }).first());
      await firstPreview(window, click, orders);
    }));
});
