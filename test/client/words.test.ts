import assert from "node:assert/strict";
import fc from "fast-check";
import { nextSql, sqlText } from "../../client/src/panels/sqlText.ts";
import {
  connectionLabel,
  countFindings,
  findingsLabel,
  statusDoor,
  statusFor,
  statusTooltip,
} from "../../client/src/statusText.ts";
import { systemReport } from "../../client/src/systemReport.ts";
import { count, duration } from "../../client/src/webview/numbers.ts";
import { sqlTokens } from "../../client/src/webview/sqlTokens.ts";

const checked = {
  tables: 28,
  known: 28,
  partly: 0,
  unreadable: 0,
  unknown: 0,
  columns: true,
  types: true,
};
const root = "file:///shop";
const status = {
  root,
  connections: ["files", "pg"],
  connection: "files",
  dialect: "duckdb",
  project: "shop",
  checked,
};

describe("The status bar", () => {
  it("names the connection, and what keeps it busy or troubles it", () => {
    const label = (view: object) => connectionLabel({ server: "running", trusted: true, status, ...view });
    assert.equal(label({}), "$(database) files");
    assert.equal(label({ status: { ...status, busy: "Reading columns" } }), "$(sync~spin) files");
    assert.equal(label({ status: { ...status, problem: "No such file" } }), "$(warning) files");
    assert.equal(label({ status: { root, connections: [], checked } }), "$(database) no connection");
    assert.equal(label({ status: { ...status, noProject: true } }), "$(info) no project");
    assert.equal(label({ trusted: false }), "$(shield) EventSpec: no queries");
    assert.equal(label({ server: "stopped" }), "$(error) EventSpec stopped");
  });

  it("leads to what helps with a click", () => {
    const door = (view: object) => statusDoor({ server: "running", trusted: true, status, ...view });
    assert.equal(door({}), "switchConnection");
    assert.equal(door({ status: { ...status, connections: [] } }), "openProjectFile");
    assert.equal(door({ status: { ...status, noProject: true } }), "createProject");
    assert.equal(door({ trusted: false }), "manageTrust");
    assert.equal(door({ server: "stopped" }), "restartServer");
    assert.match(
      statusTooltip({ server: "running", trusted: true, status: { ...status, noProject: true } }),
      /create a project/,
    );
  });

  it("says that it starts until all has been looked at once, and never that nothing was found before", () => {
    const starting = "$(sync~spin) EventSpec: starting…";
    const { checked: _, ...early } = status;
    const none = { errors: 0, warnings: 0 };
    assert.equal(connectionLabel({ server: "starting", trusted: true, status: undefined }), starting);
    assert.equal(connectionLabel({ server: "running", trusted: true, status: undefined }), starting);
    assert.equal(connectionLabel({ server: "running", trusted: true, status: early }), starting);
    for (const view of [undefined, early]) assert.equal(findingsLabel(none, view), "$(sync~spin) Checking…");
  });

  it("is of the project in front: of several that lie in each other the inner one", () => {
    const inner = { ...status, root: `${root}/nested` };
    const all = new Map([status, inner].map((each) => [each.root, each]));
    assert.equal(statusFor(all, `${root}/nested/a.events.yml`), inner);
    assert.equal(statusFor(all, `${root}/nested-not/a.events.yml`), status);
    assert.equal(statusFor(all, "untitled:Untitled-1"), inner);
    assert.equal(statusFor(new Map(), undefined), undefined);
  });

  it("says more in its tooltip, with names that can't become Markdown", () => {
    const tooltip = statusTooltip({
      server: "running",
      trusted: true,
      status: { ...status, problem: "[x](command:evil)" },
    });
    assert.match(tooltip, /Connection `files` \(duckdb\)/);
    assert.equal(tooltip.includes("[x](command:evil)"), false);
  });

  it("counts our own findings", () => {
    const diagnostics = [
      { source: "eventspec", severity: 0 },
      { source: "eventspec", severity: 1 },
      { source: "eventspec", severity: 1 },
      { source: "yaml", severity: 0 },
    ];
    assert.deepEqual(countFindings(diagnostics), { errors: 1, warnings: 2 });
    assert.equal(findingsLabel({ errors: 1, warnings: 2 }, status), "$(error) 1 $(warning) 2");
    assert.equal(findingsLabel({ errors: 0, warnings: 0 }, status), "$(pass) No findings");
  });

  it("says that there are no events, and why in its tooltip", () => {
    const nothing = "0 events: a.events.yml declares none below `events`.";
    const empty = { ...status, checked: { ...checked, nothing }, unchecked: nothing };
    assert.equal(findingsLabel({ errors: 0, warnings: 0 }, empty), "$(info) 0 events");
    assert.match(statusTooltip({ server: "running", trusted: true, status: empty }), /0 events: /);
    assert.equal(findingsLabel({ errors: 1, warnings: 0 }, empty), "$(error) 1");
  });

  it("says of how many tables the columns are known, and takes silence for nothing", () => {
    const unchecked = "Columns of 26 of 28 tables were checked (2 unreadable).";
    const some = { ...status, checked: { ...checked, known: 26, unreadable: 2, columns: false }, unchecked };
    const view = { server: "running", trusted: true, status: some } as const;
    assert.equal(connectionLabel(view), "$(database) files · 26 of 28 tables");
    assert.match(statusTooltip(view), /Columns of 26 of 28 tables were checked/);
    assert.equal(findingsLabel({ errors: 0, warnings: 0 }, some), "$(info) No findings in what was checked");
  });
});

describe("Numbers in the panel", () => {
  it("read as people write them", () => {
    assert.equal(count(1, "row"), "1 row");
    assert.equal(count(12431, "event"), "12,431 events");
    assert.deepEqual([0.42, 31.4, 1320, 125_000].map(duration), ["0.4 ms", "31 ms", "1.3 s", "2 min 5 s"]);
  });
});

describe("SQL in the panel", () => {
  it("keeps every character, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        assert.equal(
          sqlTokens(text)
            .map((token) => token.text)
            .join(""),
          text,
        );
      }),
    );
  });
  it("tells strings and comments from keywords", () => {
    const kinds = sqlTokens("select 'from', 12 -- where\n").filter(({ text }) => text.trim() && text !== ",");
    assert.deepEqual(
      kinds.map(({ kind, text }) => `${kind}:${text}`),
      ["keyword:select", "string:'from'", "text:, ", "number:12", "comment:-- where"],
    );
  });
});

describe("The document with generated SQL", () => {
  it("has what stands in its way above it", () => {
    const text = sqlText("order_placed", { sql: "select 1", dialect: "duckdb", problems: ["first\nsecond"] });
    assert.equal(text, "-- first\n-- second\nselect 1");
  });
  it("keeps the last good one of the same event while the spec is half typed, and says so", () => {
    const result = (sql: string, halfTyped?: true) =>
      ({ sql, dialect: "duckdb", problems: [], ...(halfTyped && { halfTyped }) }) as const;
    const good = nextSql(undefined, "order_placed", result("select 1"));
    assert.deepEqual(good, { event: "order_placed", text: "select 1", good: "select 1", dimmed: false });
    const half = nextSql(good, "order_placed", result("select o.", true));
    assert.equal(half.text, "-- The spec has errors: this is its last SQL without.\nselect 1");
    assert.ok(half.dimmed && nextSql(half, "order_placed", result("", true)).text === half.text);
    assert.equal(nextSql(half, "order_paid", result("select p.", true)).dimmed, false);
    assert.equal(nextSql(half, "order_placed", result("select 2")).text, "select 2");
  });

  it("says why there is none", () => {
    assert.equal(
      sqlText("e", { sql: "", dialect: "", problems: ["at is missing"] }),
      "-- e has no SQL yet.\n-- at is missing",
    );
  });
});

describe("The system report", () => {
  it("holds versions and counts, no names", () => {
    const report = systemReport({
      extension: "0.1.0",
      vscode: "1.100.0",
      where: "desktop",
      remote: undefined,
      platform: "linux-x64",
      node: "22.1.0",
      trusted: true,
      folders: 1,
      serverRunning: true,
      status: { ...status, connections: ["acme_payroll"], connection: "acme_payroll" },
    });
    assert.match(report, /- Connections: 1, dialect duckdb/);
    assert.equal(report.includes("acme"), false);
    assert.equal(
      report.split("\n").every((line) => line.startsWith("- ")),
      true,
    );
  });
});
