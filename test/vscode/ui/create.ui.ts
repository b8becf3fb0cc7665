/** From a folder with data and nothing else to the rows of a first event. */
import assert from "node:assert/strict";
import { lens, openWindow, resultsFrame, runCommand, type Window } from "./window.ts";

const files = {
  "data/customers.csv": "id,name\n7,Ann\n8,Bo\n",
  "data/orders.csv":
    "id,customer_id,created_at,total\n1,7,2026-01-01 10:00:00,12.5\n2,8,2026-01-02 10:00:00,99\n",
  "tickets.csv": "id,subject\n1,late\n",
};

describe("A folder with three CSV files", () => {
  let window: Window;
  before(async () => {
    window = await openWindow({ files });
  });
  after(() => window.close());

  it("becomes a project whose first event shows its rows with two clicks", async () => {
    const { page } = window;
    await runCommand(page, "EventSpec: Create Project");
    await page.locator(".tab.active", { hasText: "orders.events.yml" }).waitFor();
    await lens(page, "Preview").first().click();
    const frame = await resultsFrame(page);
    await frame.locator(".tabulator-row").first().waitFor();
    assert.match((await frame.locator(".summary").textContent()) ?? "", /^orders_created·2 rows·.*·files$/);
    await page.locator(".statusbar-item", { hasText: "files" }).first().waitFor();
  });
});
