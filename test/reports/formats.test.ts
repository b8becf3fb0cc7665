import assert from "node:assert/strict";
import type { Finding, Severity } from "../../server/src/document/types.ts";
import { report } from "../../server/src/reports/index.ts";
import { projectOf } from "../support/memoryProject.ts";

const text = "from: shop.orders\nevents:\n  order_placed: {at: o.nope}\n";
const start = text.indexOf("o.nope");

const finding = (severity: Severity, more: Partial<Finding> = {}): Finding => ({
  file: "a.events.yml",
  rule: "some-rule",
  severity,
  message: "Wrong.",
  span: { start, end: start + "o.nope".length },
  ...more,
});

async function written(format: Parameters<typeof report>[0], findings: readonly Finding[]): Promise<string> {
  const project = await projectOf({ "eventspec.yml": "eventspec: 1\nname: shop\n", "a.events.yml": text });
  return report(format, { project, findings, toolVersion: "1.2.3" });
}

describe("formats of reports", () => {
  it("github shows as many annotations of each level as GitHub does, and rolls up nothing then", async () => {
    const levels = ["error", "warning", "info"] as const;
    const all = levels.flatMap((severity) => Array.from({ length: 10 }, () => finding(severity)));
    const lines = (await written("github", all)).trimEnd().split("\n");
    const place = "file=a.events.yml,line=3,endLine=3,col=22,endColumn=28,title=some-rule::Wrong.";
    const commands = ["error", "warning", "notice"];
    assert.deepEqual(
      lines,
      commands.flatMap((command) => Array(10).fill(`::${command} ${place}`)),
    );
  });

  it("gitlab has its own words for severities, and the remedy behind the message", async () => {
    const all = [finding("error"), finding("warning", { hint: "Mend it." }), finding("info")];
    const issues = JSON.parse(await written("gitlab", all)) as { severity: string; description: string }[];
    assert.deepEqual(
      issues.map(({ severity, description }) => [severity, description]),
      [
        ["major", "Wrong."],
        ["minor", "Wrong. Mend it."],
        ["info", "Wrong."],
      ],
    );
  });

  it("junit is a whole document, whatever the message", async () => {
    const message = "Two\nlines of <b> \u0007 & more.";
    assert.equal(
      await written("junit", [finding("warning", { message, hint: "Mend it." })]),
      `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="eventspec check" tests="2" failures="1">
  <testsuite name="eventspec.yml" tests="1" failures="0">
    <testcase classname="eventspec.yml" name="no findings"/>
  </testsuite>
  <testsuite name="a.events.yml" tests="1" failures="1">
    <testcase classname="a.events.yml" name="some-rule 3:22">
      <failure type="warning" message="Two&#10;lines of &lt;b&gt; � &amp; more.">a.events.yml:3:22 Two&#10;lines of &lt;b&gt; � &amp; more. Mend it.</failure>
    </testcase>
  </testsuite>
</testsuites>
`,
    );
  });

  it("text counts findings in words, one and several", async () => {
    const levels = ["error", "warning", "info"] as const;
    const one = await written(
      "text",
      levels.map((level) => finding(level)),
    );
    assert.match(one, /\n1 error, 1 warning, 1 note in 1 of 2 files\.\n$/);
    const two = levels.flatMap((level) => [finding(level), finding(level, { message: "Odd." })]);
    assert.match(await written("text", two), /\n2 errors, 2 warnings, 2 notes in 1 of 2 files\.\n$/);
  });

  it("markdown has a table for each severity, and says how many rows it leaves out", async () => {
    const many = Array.from({ length: 103 }, () => finding("info"));
    const lines = (await written("markdown", [...many, finding("warning"), finding("error")])).split("\n");
    assert.deepEqual(
      lines.filter((line) => line.startsWith("**")),
      ["**Errors**", "**Warnings**", "**Notes**"],
    );
    assert.equal(lines.filter((line) => line === "| a.events.yml:3 | some-rule | Wrong. |").length, 102);
    assert.equal(lines.at(-2), "3 more are not shown.");
  });

  it("sarif names the program with its version", async () => {
    const log = JSON.parse(await written("sarif", [finding("info")]));
    const { name, version } = log.runs[0].tool.driver;
    assert.deepEqual([name, version], ["EventSpec", "1.2.3"]);
    assert.equal(log.runs[0].results[0].level, "note");
  });

  it("sarif keeps the worst as many as GitHub takes, and says what it leaves out", async () => {
    const notes = Array.from({ length: 24_999 }, (_, index) => finding("info", { message: `${index}` }));
    const log = JSON.parse(
      await written("sarif", [...notes, finding("warning"), finding("error"), finding("error")]),
    );
    const { results, invocations } = log.runs[0];
    assert.equal(results.length, 25_000);
    assert.deepEqual(
      results.slice(0, 4).map(({ level }: { level: string }) => level),
      ["error", "error", "warning", "note"],
    );
    assert.deepEqual(
      invocations[0].toolExecutionNotifications.map(({ message }: { message: object }) => message),
      [{ text: "Not shown: 2 notes more." }],
    );
    const all = JSON.parse(await written("sarif", notes));
    assert.deepEqual(all.runs[0].invocations[0].toolExecutionNotifications, []);
  });

  it("sarif helps with each rule: what it asks for, why, and its page", async () => {
    const page =
      "# unknown-column\n\nNames are there.\n\n## Why\n\nA name that\nis not there.\n\n## Bad\n\nThis.\n";
    const project = await projectOf({ "a.events.yml": text });
    const findings = [finding("error", { rule: "unknown-column" })];
    const log = JSON.parse(
      report("sarif", { project, findings, pages: new Map([["unknown-column", page]]) }),
    );
    const [rule] = log.runs[0].tool.driver.rules;
    assert.match(rule.helpUri, /^https:.*\/docs\/rules\/unknown-column\.md$/);
    assert.deepEqual(rule.fullDescription, { text: "A name that\nis not there." });
    assert.deepEqual(rule.help, { text: page, markdown: page });
  });

  describe("of a finding about two places", () => {
    const event = text.indexOf("order_placed");
    const other = {
      file: "a.events.yml",
      span: { start: event, end: event + 12 },
      message: "The first is here.",
    };
    const two = finding("error", { related: [other] });

    it("name both in text, markdown, gitlab and junit", async () => {
      for (const format of ["text", "junit"] as const)
        assert.match(await written(format, [two]), /See a\.events\.yml:3: The first is here\./);
      assert.match(await written("markdown", [two]), /Wrong\. See a\.events\.yml:3: The first is here\. \|/);
      const [issue] = JSON.parse(await written("gitlab", [two]));
      assert.equal(issue.description, "Wrong. See a.events.yml:3: The first is here.");
    });

    it("have both as places in json and sarif", async () => {
      const range = { start: { line: 3, column: 3 }, end: { line: 3, column: 15 } };
      const json = JSON.parse(await written("json", [two]));
      assert.deepEqual(json.findings[0].related, [
        { file: "a.events.yml", message: "The first is here.", range },
      ]);
      const log = JSON.parse(await written("sarif", [two]));
      const [place] = log.runs[0].results[0].relatedLocations;
      assert.equal(place.physicalLocation.region.startColumn, 3);
    });

    it("mark both in github, the second once and only while there is room", async () => {
      const notice =
        "::notice file=a.events.yml,line=3,endLine=3,col=3,endColumn=15,title=some-rule::The first is here. See a.events.yml:3: Wrong.";
      const lines = (await written("github", [two, two])).trimEnd().split("\n");
      assert.equal(lines.length, 3);
      assert.match(lines[0] ?? "", /^::error .*::Wrong\.%0ASee a\.events\.yml:3: The first is here\.$/);
      assert.equal(lines[2], notice);
      const notes = Array.from({ length: 10 }, () => finding("info"));
      assert.ok(!(await written("github", [two, ...notes])).includes(notice));
      const marked = finding("error", { span: other.span });
      assert.ok(!(await written("github", [two, marked])).includes(notice));
    });
  });
});
