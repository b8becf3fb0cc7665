import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import fc from "fast-check";
import type { Finding } from "../../server/src/document/types.ts";
import type { Project } from "../../server/src/project/types.ts";
import { reportFormats } from "../../server/src/reports/formats.ts";
import { report } from "../../server/src/reports/index.ts";
import { reviewReport } from "../../server/src/reports/review/index.ts";
import { reviewFindings } from "../../server/src/review/findings.ts";
import { changesOf } from "../review/support.ts";
import { projectOf } from "../support/memoryProject.ts";
import { describeRealData } from "../support/realData.ts";

const nothingChecked = {
  tables: 1,
  known: 0,
  partly: 0,
  unreadable: 0,
  unknown: 1,
  columns: false,
  types: false,
} as const;

const text =
  'from: shop.orders # 😀 x\r\nkey: "a\u001B[31mb"\r\nevents:\r\n  order_placed:\r\n    at: o.nope\r\n';

const base: Finding = {
  file: "a.events.yml",
  rule: "unknown-column",
  severity: "error",
  message: 'There is no column "nope", 100% sure.',
  hint: "Did you mean o.note?",
  span: { start: text.indexOf("o.nope"), end: text.indexOf("o.nope") + 6 },
  event: "order_placed",
  path: "events.order_placed.at",
};

function project(): Promise<Project> {
  return projectOf({
    "eventspec.yml": "eventspec: 1\nname: shop\n",
    "a.events.yml": text,
    "b.events.yml": "",
  });
}

describe("reports", () => {
  describe("text", () => {
    it("shows each finding with its line and remedy, by file", async () => {
      const emoji = text.indexOf("x\r");
      const second: Finding = {
        ...base,
        severity: "warning",
        message: "Odd.",
        span: { start: emoji, end: emoji + 1 },
      };
      assert.equal(
        report("text", { project: await project(), findings: [second, base], prefix: "models" }),
        `models/a.events.yml
  1:24  warning  Odd.  unknown-column
      1 | from: shop.orders # 😀 x
        |                        ^
      Did you mean o.note?
  5:9  error  There is no column "nope", 100% sure.  unknown-column
      5 |     at: o.nope
        |         ^^^^^^
      Did you mean o.note?

1 error, 1 warning in 1 of 3 files.
`,
      );
    });

    it("says so when there is nothing", async () => {
      assert.equal(report("text", { project: await project(), findings: [] }), "No findings in 3 files.\n");
    });

    it("lets no control character of a spec through to the terminal, and colours only when asked", async () => {
      const key = text.indexOf("key");
      const finding = { ...base, message: "bad \u001B[2J", span: { start: key, end: key + 3 } };
      assert.ok(!report("text", { project: await project(), findings: [finding] }).includes("\u001B"));
      const coloured = report("text", { project: await project(), findings: [finding], color: true });
      assert.ok(coloured.includes("\u001B[31merror"));
    });

    it("cuts a long line around the place", async () => {
      const long = `from: ${"x".repeat(5000)} # y\n`;
      const at = long.indexOf("y");
      const finding = { ...base, span: { start: at, end: at + 1 } };
      const lines = report("text", {
        project: await projectOf({ "a.events.yml": long }),
        findings: [finding],
      }).split("\n");
      assert.ok(lines.every((line) => line.length < 140));
      assert.equal(lines[3]?.indexOf("^"), lines[2]?.indexOf("y"));
    });
  });

  it("json follows its contract", async () => {
    const json: unknown = JSON.parse(
      report("json", { project: await project(), findings: [base], prefix: "models" }),
    );
    assert.deepEqual(json, {
      version: 1,
      root: "/project",
      files: 3,
      events: 1,
      findings: [
        {
          file: "a.events.yml",
          rule: "unknown-column",
          severity: "error",
          message: base.message,
          hint: base.hint,
          event: "order_placed",
          path: "events.order_placed.at",
          range: { start: { line: 5, column: 9 }, end: { line: 5, column: 15 } },
        },
      ],
      counts: { error: 1, warning: 0, info: 0 },
    });
  });

  describe("github", () => {
    it("writes workflow commands with everything escaped", async () => {
      const message = "100%: a, b\r\nc";
      const finding: Finding = { ...base, file: "a.events.yml", message, hint: "Do: this" };
      assert.equal(
        report("github", { project: await project(), findings: [finding], prefix: "x:y,z" }),
        "::error file=x%3Ay%2Cz/a.events.yml,line=5,endLine=5,col=9,endColumn=15,title=unknown-column::100%25: a, b%0D%0Ac%0ADo: this\n",
      );
    });

    it("leaves columns out where a finding spans lines", async () => {
      const finding = { ...base, span: { start: 0, end: text.length } };
      assert.match(
        report("github", { project: await project(), findings: [finding] }),
        /^::error file=a\.events\.yml,line=1,endLine=6,title=/,
      );
    });

    it("shows the gravest first and rolls up what GitHub would drop", async () => {
      const many = (severity: Finding["severity"], count: number) =>
        Array.from(
          { length: count },
          (_, i): Finding => ({ ...base, severity, message: `${severity} ${i}` }),
        );
      const findings = [...many("info", 12), ...many("warning", 3), ...many("error", 14)];
      const lines = report("github", { project: await project(), findings })
        .trimEnd()
        .split("\n");
      assert.deepEqual(
        lines.map((line) => line.split(" ")[0]),
        [...Array(10).fill("::error"), ...Array(3).fill("::warning"), ...Array(10).fill("::notice")],
      );
      assert.equal(
        lines.at(-1),
        "::notice title=EventSpec::Not shown: 4 errors, 3 notes more (7 × unknown-column).",
      );
    });
  });

  const sarif = async () => {
    const related = [{ file: "b.events.yml", span: { start: 0, end: 0 }, message: "Here." }];
    return JSON.parse(
      report("sarif", {
        project: await project(),
        findings: [base, base, { ...base, related }],
        pages: new Map([["unknown-column", "# unknown-column\n\n## Why\n\nBecause.\n"]]),
        checked: { ...nothingChecked, reason: "Nobody asked." },
      }),
    );
  };

  it("sarif tells findings apart, and where they are", async () => {
    const log = await sarif();
    const prints = log.runs[0].results.map(
      (result: { partialFingerprints: object }) => result.partialFingerprints,
    );
    assert.equal(new Set(prints.map((print: object) => JSON.stringify(print))).size, 3);
    assert.equal(log.runs[0].results[0].locations[0].physicalLocation.region.startColumn, 9);
  });

  describeRealData("SARIF's published schema", "../formats/schemas/sarif-2.1.0.json", (schema) => {
    it("is followed", async () => {
      const ajv = new Ajv({ strict: false });
      addFormats.default(ajv);
      // The published schema is of draft 4, whose other keywords mean the same.
      const validate = ajv.compile({
        ...JSON.parse(readFileSync(schema, "utf8")),
        $schema: undefined,
        id: undefined,
      });
      assert.ok(validate(await sarif()), JSON.stringify(validate.errors));
    });

    it("is followed by a review, which is one run", async () => {
      const ajv = new Ajv({ strict: false });
      addFormats.default(ajv);
      const published = JSON.parse(readFileSync(schema, "utf8"));
      const validate = ajv.compile({ ...published, $schema: undefined, id: undefined });
      const spec = (where: string) =>
        `from: x\nas: x\nkey: x.id\nwhere: ${where}\nevents:\n  thing_made: {at: x.t, tests: [{unique: [id]}]}\n`;
      const [before, after] = [
        await projectOf({ "a.events.yml": `${spec("x.a")}  thing_gone: {at: x.u}\n` }),
        await projectOf({ "a.events.yml": spec("not x.a") }),
      ];
      const changes = await changesOf(before, after);
      const input = { base: { name: "main", hash: "0" }, before, after, changes, notes: [] };
      const log = JSON.parse(
        reviewReport("sarif", { ...input, findings: reviewFindings(changes, [], after) }),
      );
      const [run, ...others] = log.runs;
      assert.ok(validate(log), JSON.stringify(validate.errors));
      assert.deepEqual(others, []);
      assert.deepEqual(
        run.results.map(({ ruleId }: { ruleId: string }) => ruleId),
        ["event-removed", "meaning-changed"],
      );
    });
  });

  it("gitlab gives each finding a fingerprint that survives moved lines", async () => {
    const moved = await projectOf({ "a.events.yml": `\n\n${text}` });
    const span = { start: base.span.start + 2, end: base.span.end + 2 };
    const [before] = JSON.parse(report("gitlab", { project: await project(), findings: [base] }));
    const [after] = JSON.parse(report("gitlab", { project: moved, findings: [{ ...base, span }] }));
    assert.equal(before.fingerprint, after.fingerprint);
    assert.deepEqual([before.location.lines.begin, after.location.lines.begin], [5, 7]);
    assert.equal(before.severity, "major");
  });

  it("junit counts a case for each finding and for each clean file", async () => {
    const xml = report("junit", {
      project: await project(),
      findings: [{ ...base, message: 'a < b & "c"' }],
    });
    assert.match(xml, /<testsuites name="eventspec check" tests="3" failures="1">/);
    assert.match(xml, /message="a &lt; b &amp; &quot;c&quot;"/);
  });

  it("markdown is text whatever a spec says", async () => {
    const finding = { ...base, message: "| <b>*x*</b> @everyone\n[y](z)" };
    const lines = report("markdown", { project: await project(), findings: [finding] })
      .trimEnd()
      .split("\n");
    assert.equal(lines[0], "### EventSpec: 1 error in 3 files");
    assert.ok(!lines.at(-1)?.includes("@everyone"));
    assert.match(lines.at(-1) ?? "", /^\| a\.events\.yml:5 \| unknown-column \| \\\| \\<b\\>\\\*x\\\*/);
  });

  it("the comment of a review is text whatever a spec says", async () => {
    const name = "<img src=x>@everyone & *b*";
    const spec = (at: string, about: string) =>
      `from: x\nkey: id\nevents:\n  ${JSON.stringify(name)}: {at: ${at}, description: ${JSON.stringify(about)}}\n`;
    const before = await projectOf({ "a.events.yml": spec("t", "a") });
    const after = await projectOf({
      "a.events.yml": spec("u", "</details><script>x</script> @team --> ::error::"),
    });
    const changes = await changesOf(before, after);
    const input = {
      base: { name: "<b>@main</b>", hash: "0" },
      before,
      after,
      changes,
      notes: ["<i>"],
      prefix: "a-->b",
    };
    const written = reviewReport("markdown", { ...input, findings: [] });
    assert.equal(written.split("\n")[0], "<!-- eventspec diff: ab -->");
    // The only tags are ours: all others are escaped.
    const tags = [...written.matchAll(/(?<!\\)<[^>\n]*>/g)].map(([tag]) => tag).slice(1);
    assert.deepEqual(tags, ["<details>", "<summary>", "<b>", "</b>", "</summary>", "</details>"]);
    assert.doesNotMatch(written, /@(?:everyone|team|main)/);
    assert.match(written, /<b>&lt;img src=x&gt;@\u200Beveryone &amp; \*b\*<\/b>/);
  });

  it("never fail, whatever a finding says", async () => {
    const read = await project();
    const finding = fc.record({
      message: fc.string({ unit: "binary" }),
      hint: fc.string({ unit: "binary" }),
      span: fc
        .tuple(fc.nat(200), fc.nat(200))
        .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) })),
      file: fc.constantFrom("a.events.yml", "b.events.yml", "gone.events.yml"),
    });
    fc.assert(
      fc.property(finding, fc.constantFrom(...reportFormats), (data, format) => {
        const written = report(format, { project: read, findings: [{ ...base, ...data }], color: false });
        if (["json", "sarif", "gitlab"].includes(format)) JSON.parse(written);
        if (format === "github") assert.equal(written.trimEnd().split(/[\r\n]/).length, 1);
      }),
    );
  });
});
