/** The panel's browser side alone, under the policy that it has in VS Code: quick, and without a server. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import type { FromWebview, PreviewRows, ResultsState } from "../../../client/src/panels/messages.ts";
import { panelHtml } from "../../../client/src/panels/panelHtml.ts";
import { launchBrowser } from "../host/browser.ts";
import { root } from "../host/paths.ts";

const origin = "https://panel.test";
const types: Record<string, string> = { js: "text/javascript", css: "text/css", ttf: "font/ttf" };

const hostile = `<img src=x onerror="document.title='broken in'"><script>document.title='broken in'</script>`;

const result: PreviewRows = {
  status: "rows",
  event: "order_placed",
  connection: "dev",
  sql: "select '<b>' as bold -- the SQL",
  columns: [
    { name: "event_id", type: "VARCHAR", typeInWords: "string", personal: false, technical: false },
    { name: hostile, type: "VARCHAR", typeInWords: "string", personal: false, technical: false },
    { name: "total", type: "DECIMAL(38,2)", typeInWords: "decimal(38,2)", personal: false, technical: false },
    {
      name: "items",
      type: "JSON",
      typeInWords: "json",
      nulls: "33 % null",
      personal: false,
      technical: false,
    },
  ],
  rows: [
    ["a", hostile, "9007199254740993.10", { sku: ["x", "y"] }],
    ["b", null, "2.50", null],
    ["c", "line\nbreak", "100.00", []],
  ],
  truncated: true,
  elapsedMs: 31.4,
  total: 2144,
  countsUnasked: true,
};

const rows: ResultsState = {
  kind: "rows",
  uri: "",
  result,
  personalShown: false,
  technicalShown: false,
  outdated: false,
  why: "none",
};

describe("The results panel, in the browser", () => {
  let browser: Browser;
  let page: Page;
  let sent: FromWebview[];
  let troubles: string[];

  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());
  beforeEach(async () => {
    sent = [];
    troubles = [];
    page = await browser.newPage({ viewport: { width: 900, height: 260 } });
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) troubles.push(message.text());
    });
    page.on("pageerror", (error) => troubles.push(error.message));
    await page.exposeFunction("passOn", (message: FromWebview): void => {
      sent.push(message);
    });
    // What VS Code gives to every webview.
    await page.addInitScript(`{
      let state;
      window.acquireVsCodeApi = () => ({ postMessage: (m) => window.passOn(m), getState: () => state, setState: (s) => { state = s; } });
    }`);
    await page.route(`${origin}/**`, async (route) => {
      const file = new URL(route.request().url()).pathname.slice(1);
      if (!file) {
        const resource = (name: string) => `${origin}/${name}`;
        const body = panelHtml({
          name: "results",
          title: "Event Rows",
          nonce: "abc",
          source: origin,
          resource,
        });
        return route.fulfill({ contentType: "text/html", body });
      }
      const body = await readFile(join(root, "dist", "webview", file));
      return route.fulfill({ contentType: types[file.split(".").at(-1) ?? ""] ?? "text/plain", body });
    });
    await page.goto(`${origin}/`);
  });
  afterEach(async () => {
    await page.close();
    assert.deepEqual(troubles, [], "nothing is refused by the policy, nothing fails");
  });

  const post = (state: ResultsState) =>
    page.evaluate((data) => window.postMessage(data, "*"), { type: "state", state } as object);
  const show = async (state: ResultsState) => {
    await post(state);
    await page.locator(`#panel[data-state="${state.kind}"]`).waitFor();
    if (state.kind === "rows") await page.locator(".tabulator-row .value").first().waitFor();
  };
  const text = async (selector: string) => (await page.textContent(selector)) ?? "";
  const column = async (index: number) =>
    page.locator(`.tabulator-row .tabulator-cell[tabulator-field="c${index}"]`).allTextContents();

  it("tells below the rows where they went, and leads to each line", async () => {
    const range = { start: { line: 4, character: 0 }, end: { line: 4, character: 5 } };
    const line = (text: string) => ({ text, uri: "file:///a.events.yml", range });
    await show({
      ...rows,
      zone: { name: "Europe/Brussels", shown: false, moments: [] },
      why: {
        steps: [line("source 4"), line("where 3"), line("events 3")],
        notes: [line(`no variant: 1 (${hostile})`), line("where drops 1 of 4")],
      },
    });
    assert.equal(await text(".why .steps"), "source 4→where 3→events 3");
    await page.getByRole("button", { name: "where drops 1 of 4" }).click();
    await page.getByRole("button", { name: "where 3" }).press("Enter");
    await page.locator(`vscode-toolbar-button[label="Show Times in Europe/Brussels"]`).click();
    assert.deepEqual(
      sent.filter(({ type }) => type !== "ready"),
      [
        { type: "goToLine", list: "notes", index: 1 },
        { type: "goToLine", list: "steps", index: 1 },
        { type: "toggleZone" },
      ],
    );
  });

  it("shows what only machines read when it is asked for, and finds rows by what is in them", async () => {
    const columns = result.columns.map((one, index) => ({ ...one, technical: index === 0 }));
    const state = { ...rows, result: { ...result, columns } };
    await show(state);
    const headers = page.locator(".tabulator-col .name");
    assert.equal(await headers.count(), 3);
    assert.match(await text(".summary"), /3 of 2,144 events/);
    await page.getByLabel("Search rows").fill("100.");
    await page.waitForFunction("document.querySelectorAll('.tabulator-row').length === 1");
    assert.deepEqual(await column(2), ["100.00"]);
    await page.locator(`vscode-toolbar-button[label="Show Technical Columns"]`).click();
    assert.equal(sent.at(-1)?.type, "toggleTechnical");
    await show({ ...state, technicalShown: true });
    await page.waitForFunction("document.querySelectorAll('.tabulator-col .name').length === 4");
    // What is searched for stays, and so does the keyboard.
    await page.waitForFunction("document.querySelectorAll('.tabulator-row').length === 1");
    assert.equal(await page.getByLabel("Search rows").inputValue(), "100.");
    await page.getByLabel("Search rows").focus();
    await show({ ...state, technicalShown: false });
    await page.waitForFunction("document.activeElement.className === 'search'");
    await page.keyboard.type("00");
    assert.equal(await page.getByLabel("Search rows").inputValue(), "100.00");
  });

  it("asks before it counts where that may cost something", async () => {
    await show(rows);
    await page.getByText("Where Did Rows Go?").click();
    assert.deepEqual(sent.at(-1), { type: "countRows" });
  });

  it("asks for its state when it opens", () => {
    assert.deepEqual(sent, [{ type: "ready" }]);
  });

  it("says what to do while there is nothing to show", async () => {
    await show({ kind: "empty", trusted: true });
    assert.match(await text("#panel"), /Put the cursor into an event and press/);
    await show({ kind: "empty", trusted: false });
    assert.match(await text("#panel"), /not trusted/);
  });

  it("shows cells and headers as text, never as HTML", async () => {
    await show(rows);
    assert.deepEqual(await column(1), [hostile, "null", "line⏎break"]);
    assert.match(await text(".tabulator-header"), /<img src=x/);
    assert.equal(await page.locator(".tabulator img, .tabulator script").count(), 0);
    assert.equal(await page.title(), "Event Rows");
  });

  it("says of each column its type in the language's words, and how many values are missing", async () => {
    await show(rows);
    assert.deepEqual(await page.locator(".tabulator-col .type").allTextContents(), [
      "string",
      "string",
      "decimal(38,2)",
      "json · 33 % null",
    ]);
  });

  it("sums up what was read from where", async () => {
    await show(rows);
    assert.equal(await text(".summary"), "order_placed·3 of 2,144 events·31 ms·dev");
  });

  it("sorts by value with the mouse and with the keyboard", async () => {
    await show(rows);
    await page.click('.tabulator-col[tabulator-field="c2"]');
    assert.deepEqual(await column(0), ["b", "c", "a"]);
    await page.click('.tabulator-col[tabulator-field="c2"]');
    assert.deepEqual(await column(0), ["a", "c", "b"]);
    await page.focus('.tabulator-col[tabulator-field="c1"]');
    await page.keyboard.press("Enter");
    assert.deepEqual((await column(1)).at(-1), "null");
  });

  it("copies the selected cells", async () => {
    await show(rows);
    await page.click('.tabulator-row:nth-child(2) .tabulator-cell[tabulator-field="c0"]');
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("Control+C");
    await page.waitForFunction(() => true);
    assert.deepEqual(sent.at(-1), { type: "copy", text: "b\t\t2.50" });
  });

  it("asks for an example of the selected row by a key and by its button, where rows are events", async () => {
    const label = "Make Example of the Selected Row (E)";
    const button = page.locator(`vscode-toolbar-button[label="${label}"]`);
    const columns = result.columns.map((column, at) => (at === 0 ? { ...column, name: "order_id" } : column));
    await show({ ...rows, result: { ...result, columns } });
    await page.locator(".tabulator-row").first().waitFor();
    assert.equal(await button.count(), 0);
    await show(rows);
    await page.click('.tabulator-row:nth-child(2) .tabulator-cell[tabulator-field="c0"]');
    await page.keyboard.press("e");
    await button.click();
    assert.deepEqual(
      sent.filter(({ type }) => type !== "ready"),
      [
        { type: "makeExample", row: 1 },
        { type: "makeExample", row: 1 },
      ],
    );
    await page.locator(".search").press("e");
    assert.equal(
      sent.filter(({ type }) => type === "makeExample").length,
      2,
      "a letter of what is searched for",
    );
  });

  it("opens one cell in full with Enter, and closes it with Escape", async () => {
    await show(rows);
    await page.click('.tabulator-row:nth-child(1) .tabulator-cell[tabulator-field="c3"]');
    await page.keyboard.press("Enter");
    assert.equal(await text(".detail pre"), JSON.stringify({ sku: ["x", "y"] }, null, 2));
    await page.keyboard.press("Escape");
    assert.equal(await page.isVisible(".detail"), false);
  });

  it("shows the SQL in its own tab", async () => {
    await show(rows);
    await page.click("vscode-tab-header:nth-of-type(2)");
    assert.equal(await text("pre.sql"), result.sql);
    // The tab stays in front when new rows come, and the rows are there behind it.
    const newer = { ...rows, result: { ...result, sql: "select 2" } };
    await post(newer);
    await page.locator("pre.sql", { hasText: "select 2" }).waitFor();
    await page.click("vscode-tab-header:nth-of-type(1)");
    await page.locator(".tabulator-row .value").first().waitFor();
    assert.deepEqual(await column(0), ["a", "b", "c"]);
  });

  it("offers to show personal values only where there are some", async () => {
    await show(rows);
    assert.equal(await page.locator('[label="Show Personal Values"]').count(), 0);
    const columns = result.columns.map((one, index) => ({ ...one, personal: index === 0 }));
    await show({ ...rows, result: { ...result, columns } });
    await page.click('[label="Show Personal Values"]');
    assert.deepEqual(sent.at(-1), { type: "togglePersonal" });
  });

  it("can be cancelled while the query runs", async () => {
    await show({ kind: "running", event: "order_placed", startedAt: Date.now() - 1200 });
    assert.match(await text(".clock"), /^1\.\d s$/);
    await page.click("vscode-button");
    assert.deepEqual(sent.at(-1), { type: "cancel" });
  });

  it("asks before it reads more than the connection allows", async () => {
    await show({
      kind: "failed",
      event: "order_placed",
      message: "The query would read 2 TB.",
      doors: [],
      sql: "select 1",
      hasPlace: false,
      confirmable: true,
    });
    assert.equal(await page.textContent("vscode-button"), "Run Anyway");
    await page.click("vscode-button");
    assert.deepEqual(sent.at(-1), { type: "runAnyway" });
  });

  it("shows a failure in place, with the way to its cause", async () => {
    await show({
      kind: "failed",
      event: "order_placed",
      message: `No column ${hostile}`,
      doors: [],
      hint: "Did you mean total?",
      sql: "select 1",
      hasPlace: true,
      confirmable: false,
    });
    assert.equal(await text(".reason"), `No column ${hostile}`);
    assert.match(await text("#panel"), /Did you mean total\?/);
    await page.click("vscode-button >> nth=0");
    assert.deepEqual(sent.at(-1), { type: "goToPlace" });
    await page.click("vscode-button >> nth=1");
    assert.deepEqual(sent.at(-1), { type: "runAgain" });
  });

  it("leads out of a failure by buttons, the best first", async () => {
    await show({
      kind: "failed",
      event: "order_placed",
      message: "The project has no default connection.",
      doors: ["switchConnection", "openProjectFile"],
      hasPlace: false,
      confirmable: false,
    });
    assert.deepEqual(await page.locator("vscode-button").allTextContents(), [
      "Switch Connection",
      "Open Project File",
      "Run Again",
    ]);
    await page.getByText("Open Project File").click();
    assert.deepEqual(sent.at(-1), { type: "goThrough", door: "openProjectFile" });
    await show({ kind: "empty", trusted: false });
    await page.getByText("Manage Trust").click();
    assert.deepEqual(sent.at(-1), { type: "goThrough", door: "manageTrust" });
  });

  it("says when the rows are older than the spec, or were dropped", async () => {
    await show({ ...rows, outdated: true });
    assert.match(await text(".outdated"), /changed since/);
    await show({ kind: "dropped", event: "order_placed" });
    assert.match(await text("#panel"), /its rows were dropped/);
    await show({ kind: "cancelled", event: "order_placed" });
    assert.match(await text("#panel"), /was cancelled/);
  });

  it("shows the rows that a check found under its name, and runs it again", async () => {
    const failing: ResultsState = {
      kind: "failing",
      uri: "",
      event: "order_placed",
      check: `rows: ${hostile}`,
      message: "1,204 of 2,144 events are free.",
      failed: true,
      table: { columns: result.columns, rows: result.rows },
      failing: 1204,
      sql: "select 1",
      outdated: false,
    };
    await show(failing);
    await page.locator(".tabulator-row .value").first().waitFor();
    assert.equal(await text(".check h2"), ` order_placed: rows: ${hostile}`);
    assert.equal(await text(".check p"), failing.message);
    assert.equal(await text(".summary"), "3 of 1,204 rows");
    await page.locator('vscode-toolbar-button[label="Go to the Check"]').click();
    await page.locator('vscode-toolbar-button[label="Run the Check Again"]').click();
    await page.locator("vscode-tab-header", { hasText: "SQL" }).click();
    await page.locator("pre.sql", { hasText: "select 1" }).waitFor();
    assert.deepEqual(
      sent.filter(({ type }) => type !== "ready"),
      [{ type: "goToCheck" }, { type: "testAgain" }],
    );
    await post({ ...failing, failed: false, table: { columns: [], rows: [] }, failing: 0, outdated: true });
    await page.locator(".outdated", { hasText: "have changed since this check was run" }).waitFor();
    assert.match(await text(".tabulator-placeholder"), /No row fails/);
  });

  it("says that there is no event of this kind when there are no rows", async () => {
    await post({ ...rows, result: { ...result, rows: [], truncated: false, total: 0 } });
    await page.locator(".tabulator-placeholder").waitFor();
    assert.match(await text(".tabulator-placeholder"), /No event of this kind/);
  });
});
