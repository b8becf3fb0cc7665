/** The state of a project at a glance: how complete its events are, what was found, and all of a kind fixed at once. */
import type { Page } from "playwright-core";
import { onceMore } from "../../support/onceMore.ts";
import { overFiles } from "../../support/previews.ts";
import { openFile, openWindow, runCommand, type Window } from "./window.ts";

const spec = (noun: string) => `from: orders
as: o
key: o.id
events:
  ${noun}_placed: {at: o.at, description: Somebody has asked for it., owner: growth}
  ${noun}_paid: {at: o.at, description: The money has come.}
`;
const files = {
  "eventspec.yml": `${overFiles().replace("minimal", "recommended")}teams: {growth: {email: growth@shop.example}}\n`,
  "orders.events.yml": spec("order"),
  "more/boxes.events.yml": spec("box"),
  "data/orders.csv": "id,at\n1,2025-03-01 10:00:00\n",
};

describe("The Governance view, in a window", function () {
  onceMore(this);
  let window: Window;
  let page: Page;

  before(async () => {
    window = await openWindow({ files });
    page = window.page;
    page.setDefaultTimeout(15_000);
    await openFile(page, "orders.events.yml");
    await runCommand(page, "EventSpec: Focus on Governance View");
  });
  after(() => window.close());

  const row = (text: string | RegExp) =>
    page.locator(".pane-body .monaco-list-row:visible", { hasText: text }).first();

  it("tells how many events are complete, and of whom", async () => {
    await row(/Complete events\s*0 of 4/).waitFor();
    await row(/Owner\s*2 of 4 \(50 %\)/).waitFor();
    await row(/Description\s*4 of 4 \(100 %\)/).waitFor();
    await row(/growth\s*2 errors, \d+ warnings/).waitFor();
    await row(/No owner\s*2 errors, \d+ warnings/).waitFor();
  });

  it("leads from what an event lacks to its place", async () => {
    await row(/Owner\s*2 of 4/).click();
    await row(/^\s*box_paid/).click();
    await page.locator(".tab.active", { hasText: "boxes.events.yml" }).waitFor();
    await page.locator(".statusbar-item", { hasText: "Ln 6, Col" }).waitFor();
  });

  it("groups by rule and fixes all of a kind in the project, unsaved and to be undone", async () => {
    await runCommand(page, "EventSpec: Group Governance");
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "By rule" }).click();
    const rule = row(/event-without-owner\s*2 warnings/);
    await rule.hover();
    await rule.locator(".action-label[aria-label='Fix All of This Kind']").click();
    await page.locator(".statusbar-item", { hasText: "fixed 2 of event-without-owner in 2 files" }).waitFor();
    await row(/Owner\s*4 of 4 \(100 %\)/).waitFor();
    await rule.waitFor({ state: "detached" });
    await page.locator(".view-line", { hasText: /box_paid.*owner:\sgrowth/ }).waitFor();
  });

  it("shows what has the words of a filter, and all of it again", async () => {
    await runCommand(page, "EventSpec: Filter Governance");
    await page.locator(".quick-input-widget input[type=text]").fill("box_paid");
    await page.keyboard.press("Enter");
    await row(/Complete events\s*0 of 1/).waitFor();
    await page.locator(".message", { hasText: 'Filtered by "box_paid"' }).waitFor();
    await runCommand(page, "EventSpec: Clear Governance Filter");
    await row(/Complete events\s*0 of 4/).waitFor();
  });
});
