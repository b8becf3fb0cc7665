/** The way of somebody who sees a row and keeps it as an example: with the keyboard. */
import type { Page } from "playwright-core";
import { onceMore } from "../../support/onceMore.ts";
import { overFiles } from "../../support/previews.ts";
import { chooseFor, expandItem, testItem } from "./testTree.ts";
import { lens, openFile, openWindow, resultsFrame, runCommand, type Window } from "./window.ts";

const file = "orders.events.yml";
const files = {
  "eventspec.yml": overFiles(),
  [file]: `from: orders
as: o
key: o.id
events:
  order_placed:
    at: o.at
    properties:
      status: {sql: o.status, values: [new, paid]}
      email: {sql: o.email, privacy: personal}
`,
  "data/orders.csv":
    "id,at,status,email\n1,2025-03-01 10:00:00,new,a@x.example\n2,2025-03-02 10:00:00,paid,b@x.example\n3,2025-02-03 10:00:00,lost,c@x.example\n",
};

describe("An example of a row, in a window", function () {
  onceMore(this);
  let window: Window;
  let page: Page;

  before(async () => {
    window = await openWindow({ files });
    page = window.page;
    page.setDefaultTimeout(10_000);
    await openFile(page, file);
    await page.locator(".statusbar-item", { hasText: "No findings" }).waitFor();
  });
  after(() => window.close());

  const lineWith = (text: string) => page.locator(".view-line", { hasText: text }).first();
  const passed = () =>
    page.locator(".statusbar-item", { hasText: "the example passes. 1 private column has" }).waitFor();

  it("is made of the row of a preview with a key, and passes", async () => {
    await lens(page, "Preview").first().click();
    const frame = await resultsFrame(page);
    await frame.locator(".tabulator-row .tabulator-cell").first().click();
    await page.keyboard.press("e");
    await lineWith("- name: as it came at 2025-03-02T10:00:00Z").waitFor();
    await lineWith("{id: 2, at: 2025-03-02T10:00:00, status: paid, email: person1@example.com}").waitFor();
    await passed();
  });

  it("is made of a row that fails a check, and passes, because it tells what comes out", async () => {
    await runCommand(page, "Testing: Focus on Test Explorer View");
    const item = (name: string, state?: string) => testItem(page, name, state);
    for (const name of ["p$", file, "order_placed"]) await expandItem(page, item(name));
    const check = item("status is one of 2 values");
    await check.hover();
    await check.locator(".action-label[aria-label^='Run Test']").click();
    await item("status is one of 2 values", "Failed").waitFor();
    await chooseFor(page, check, "Show Failing Rows");
    const frame = await resultsFrame(page);
    await frame.locator('#panel[data-state="failing"] .tabulator-row .tabulator-cell').first().click();
    await page.keyboard.press("e");
    await lineWith("- name: as it came at 2025-02-03T10:00:00Z").waitFor();
    await lineWith("{id: 3, at: 2025-02-03T10:00:00, status: lost, email: person1@example.com}").waitFor();
    await passed();
  });
});
