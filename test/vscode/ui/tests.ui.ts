/** The way of somebody who proves events in the Test Explorer: run all and one, read why one fails, mend it, run it again, stop. */
import assert from "node:assert/strict";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { onceMore } from "../../support/onceMore.ts";
import { overFiles } from "../../support/previews.ts";
import { chooseFor, expandItem, testItem } from "./testTree.ts";
import { goTo, lens, openFile, openWindow, resultsFrame, runCommand, type Window } from "./window.ts";

const file = "orders.events.yml";
const spec = `from: orders
as: o
key: o.id
events:
  order_placed:
    at: o.at
    properties:
      status: {sql: o.status, values: [new, paid]}
      email: {sql: o.email, privacy: personal}
    tests:
      - rows: {name: nothing is free, where: status = 'free'}
  order_paid:
    at: o.paid_at
    where: o.paid_at is not null
    examples:
      - name: only what is paid
        given: {orders: [{id: 1, at: "2025-01-01 10:00:00", paid_at: "2025-01-02 10:00:00"}, {id: 2, at: "2025-01-01 10:00:00"}]}
        expect: [{source_key: 1}]
`;
const endless = `from: {sql: "select 1 as id, now()::timestamp as at from range(1000000000) a, range(1000000000) b where a.range + b.range < 0"}
as: q
key: q.id
events:
  thing_waited:
    at: q.at
`;
const files = {
  "eventspec.yml": overFiles(),
  [file]: spec,
  "endless.events.yml": endless,
  "data/orders.csv":
    "id,at,status,total,paid_at,email\n1,2025-03-01 10:00:00,new,10,,a@x.example\n2,2025-03-02 10:00:00,paid,20,2025-03-03 10:00:00,b@x.example\n3,2025-03-03 10:00:00,lost,30,,c@x.example\n",
};

/** Milliseconds until VS Code may draw that a run has ended; `tests.suite.ts` holds the run itself to 200. */
const stopTime = 1000;

describe("Tests, in a window", function () {
  onceMore(this);
  let window: Window;
  let page: Page;

  before(async () => {
    window = await openWindow({ files });
    page = window.page;
    page.setDefaultTimeout(10_000);
    await openFile(page, file);
    await page.locator(".statusbar-item", { hasText: "No findings" }).waitFor();
    await runCommand(page, "Testing: Focus on Test Explorer View");
  });
  after(() => window.close());

  const item = (name: string, state?: string) => testItem(page, name, state);
  /** A button above the tree. */
  const button = (icon: "run-all" | "cancel") =>
    page.locator(`.part.sidebar .title .codicon-testing-${icon}-icon`).first();
  const underWay = async () => {
    await button("cancel").waitFor();
    await page.locator(".statusbar-item", { hasText: "EventSpec: Running 9 checks" }).waitFor();
  };
  const expand = (name: string) => expandItem(page, item(name));

  it("stand in the tree: project, file, event, check", async () => {
    await item("p$").waitFor();
    await expand("p$");
    await expand(file);
    await expand("order_placed");
    await item("status is one of 2 values").waitFor();
    await item("rows: nothing is free").waitFor();
    assert.equal(await item("order_paid").count(), 1);
  });

  it("are run one by one with a click, without the others", async () => {
    await item("rows: nothing is free").hover();
    await item("rows: nothing is free").locator(".action-label[aria-label^='Run Test']").click();
    await item("rows: nothing is free", "Passed").waitFor();
    assert.equal(await item("status is one of 2 values", "Failed").count(), 0);
    await lens(page, "✓ 1 of 4").waitFor();
  });

  it("are run by the cursor, with keys", async () => {
    await openFile(page, file);
    await goTo(window, file, "  order_paid");
    await page.keyboard.press("Control+;");
    await page.keyboard.press("c");
    await item("order_paid", "Passed").waitFor();
    await lens(page, "✓ 3").waitFor();
  });

  it("are run above the event, and what fails says so in one sentence at its line", async () => {
    await lens(page, "✓ 1 of 4").click();
    await item("status is one of 2 values", "Failed").waitFor();
    await item("event_id is unique", "Passed").waitFor();
    await page
      .locator(".test-error-content-widget, .view-line", { hasText: "1 of 3 events have another status." })
      .first()
      .waitFor();
    await lens(page, "✗ 1").waitFor();
  });

  it("lead from the lens to the line, and on to the rows, whose personal values are masked", async () => {
    await lens(page, "✗ 1").click();
    await page.locator(".statusbar-item", { hasText: /Ln 8, / }).waitFor();
    await chooseFor(page, item("status is one of 2 values"), "Show Failing Rows");
    const frame = await resultsFrame(page);
    await frame.locator('#panel[data-state="failing"] .tabulator-row').first().waitFor();
    assert.match(
      (await frame.locator(".check").textContent()) ?? "",
      /order_placed: status is one of 2 values.*1 of 3 events/,
    );
    const names = await frame.locator(".tabulator-col .name").allTextContents();
    assert.deepEqual(names.slice(0, 3), ["occurred_at", "status", "email"]);
    const cells = await frame.locator(".tabulator-row .tabulator-cell").allTextContents();
    assert.ok(cells.includes("lost"), cells.join(" | "));
    assert.ok(!cells.some((cell) => cell.includes("@")), cells.join(" | "));
  });

  it("show the difference of what was expected", async () => {
    await item("status is one of 2 values").dblclick();
    await page.locator(".peekview-widget, .test-output-peek").first().waitFor();
    await page.locator(".monaco-diff-editor .view-line", { hasText: "new, paid" }).first().waitFor();
    await page.keyboard.press("Escape");
  });

  it("go stale with an edit of their event alone, and pass once it is mended", async () => {
    await goTo(window, file, "values: [new, paid");
    await page.keyboard.type(", lost");
    await item("status is one of 3 values").waitFor();
    await lens(page, "✗ 1").waitFor({ state: "detached" });
    // Lenses are drawn anew, one after the other.
    await lens(page, "✓ 3").waitFor();
    assert.equal(await lens(page, "✓ 3").count(), 1);
    const frame = await resultsFrame(page);
    await frame.locator(".outdated").waitFor();
    await lens(page, "Test").first().click();
    await lens(page, "✓ 4").waitFor();
    await item("order_placed", "Passed").waitFor();
  });

  it("are all run with a click, and stopped with one", async () => {
    await button("run-all").click();
    await underWay();
    const ms = await endedAfter(page, () => button("cancel").click());
    assert.ok(ms < stopTime, `${ms} ms`);
    await item("order_placed", "Passed").waitFor();
  });

  it("are all run and stopped with keys", async () => {
    await page.keyboard.press("Control+;");
    await page.keyboard.press("a");
    await underWay();
    const ms = await endedAfter(page, async () => {
      await page.keyboard.press("Control+;");
      await page.keyboard.press("Control+X");
    });
    assert.ok(ms < stopTime, `${ms} ms`);
  });

  it("without the warehouse are the examples", async () => {
    await chooseFor(page, item("order_paid"), "Execute Using Profile");
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "Run without Warehouse" }).click();
    await page
      .locator(".xterm-rows, .test-output-peek-tree", { hasText: "only what is paid" })
      .first()
      .waitFor();
  });

  it("follow the file: an event that comes and goes on disk", async () => {
    await runCommand(page, "File: Revert File");
    const more = `${spec}  order_sent:\n    at: o.at\n`;
    await writeFile(join(window.folder, file), more);
    await item("order_sent").waitFor();
    await writeFile(join(window.folder, file), spec);
    await item("order_sent").waitFor({ state: "detached" });
  });
});

/** Runs in the page: from then on it notes when somebody acts, and when there is no button any more that stops a run. */
const watchStop = `{
  const marks = (window.stopMarks = {});
  for (const type of ["mousedown", "keydown"])
    window.addEventListener(type, () => { marks.asked = performance.now(); }, true);
  const look = () => {
    if (document.querySelector(".part.sidebar .title .codicon-testing-cancel-icon")) requestAnimationFrame(look);
    else marks.ended = performance.now();
  };
  look();
}`;

/** Milliseconds from an action until VS Code shows no run any more. */
async function endedAfter(page: Page, action: () => Promise<void>): Promise<number> {
  await page.evaluate(watchStop);
  await action();
  await page.waitForFunction("window.stopMarks.ended !== undefined");
  return page.evaluate<number>("window.stopMarks.ended - window.stopMarks.asked");
}

describe("Tests of several projects, in a window", () => {
  let window: Window;
  let page: Page;

  before(async () => {
    const project = (name: string) => ({
      [`${name}/eventspec.yml`]: overFiles().replace("name: p", `name: ${name}`),
      [`${name}/${name}.events.yml`]: `from: ${name}\nas: o\nkey: o.id\nevents:\n  ${name}_seen:\n    at: o.at\n`,
      [`${name}/data/${name}.csv`]: "id,at\n1,2025-03-01 10:00:00\n",
    });
    const folders = ["one", "two"].map((path) => ({ path }));
    window = await openWindow({
      files: { ...project("one"), ...project("two"), "all.code-workspace": JSON.stringify({ folders }) },
      workspace: "all.code-workspace",
    });
    page = window.page;
    await openFile(page, "one.events.yml");
    await runCommand(page, "Testing: Focus on Test Explorer View");
  });
  after(() => window.close());

  const item = (name: string, state = "") =>
    page
      .locator(`.test-explorer .monaco-list-row${state && `[aria-label*="${state}"]`}`)
      .filter({ has: page.locator(".label", { hasText: new RegExp(`^${name}(?![._])`) }) });

  it("stand beside each other, also those of which nothing is open, and are run together", async () => {
    await item("two").waitFor();
    await page.keyboard.press("Control+;");
    await page.keyboard.press("a");
    await item("one", "Passed").waitFor();
    await item("two", "Passed").waitFor();
  });

  it("are walked with keys: each step asks for what is below it", async () => {
    await item("two").click();
    for (const below of ["two.events.yml", "two_seen", "event_id is unique"]) {
      const row = page.locator(".test-explorer .monaco-list-row.focused", { hasText: below });
      // One press opens what is closed, the next one goes into it.
      for (let isThere = false; !isThere; ) {
        await page.keyboard.press("ArrowRight");
        isThere = await row.waitFor({ timeout: 500 }).then(
          () => true,
          () => false,
        );
      }
    }
  });

  it("go with their project, and come back with it", async () => {
    const path = join(window.folder, "two", "eventspec.yml");
    const text = await readFile(path, "utf8");
    await rm(path);
    await item("two").waitFor({ state: "detached" });
    await writeFile(path, text);
    await item("two").waitFor();
    assert.equal(await item("one").count(), 1);
  });
});
