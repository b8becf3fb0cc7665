/** A project of which one table of 28 can't be read: the other 27 are whole, and the window says how many that is, as the terminal does. */
import assert from "node:assert/strict";
import { runHere } from "../../support/cli.ts";
import { oneOf28Unreadable } from "../../support/knowledgeStates.ts";
import { goToLineEnd, lens, openFile, openWindow, resultsFrame, type Window } from "./window.ts";

const said = "Columns of 27 of 28 tables were checked (1 unreadable).";

describe("28 tables of which one can't be read, in VS Code", () => {
  let window: Window;

  before(async () => {
    window = await openWindow({ files: oneOf28Unreadable() });
    await openFile(window.page, "t3.events.yml");
  });
  after(() => window.close());

  it("are checked but for one, which the status bar says in the words of the terminal", async () => {
    const { page, folder } = window;
    const { stdout } = await runHere(["check"], { cwd: folder });
    assert.ok(stdout.includes(said), stdout);
    await page.locator(`.statusbar-item[aria-label*="${said}"]`).waitFor();
  });

  it("are named, the one, where the project names it", async () => {
    const { page } = window;
    await page
      .locator(".statusbar-item", { hasText: /^\s*1\s*$/ })
      .first()
      .click();
    await page.locator(".markers-panel .monaco-list-row", { hasText: "shop.t7 can't be read" }).waitFor();
    await page.keyboard.press("Control+1");
  });

  it("complete the columns of the others", async () => {
    const { page } = window;
    await goToLineEnd(window, "t3.events.yml", "at: o.at");
    for (const _ of "at") await page.keyboard.press("Backspace");
    await page.keyboard.press("Control+Space");
    const list = page.locator(".suggest-widget.visible");
    for (const column of ["id", "at"])
      await list
        .locator(".monaco-list-row", { hasText: new RegExp(`^${column}`) })
        .first()
        .waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.type("at");
  });

  it("are previewed but for one, of which the panel says why", async () => {
    const { page, folder } = window;
    await lens(page, "Preview").first().click();
    const frame = await resultsFrame(page);
    await frame.locator(".tabulator-row").first().waitFor();
    assert.match((await frame.locator(".summary").textContent()) ?? "", /^shop_t3_seen·1 row·/);
    const { stdout, code } = await runHere(["preview", "shop_t3_seen", "--format", "json"], { cwd: folder });
    assert.equal(code, 0);
    assert.equal(JSON.parse(stdout).rows.length, 1);
    await openFile(page, "t7.events.yml");
    await lens(page, "Preview").first().click();
    await frame.locator(".failed", { hasText: "shop.t7 can't be read" }).waitFor();
  });
});
