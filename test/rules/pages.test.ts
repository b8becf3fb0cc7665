import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Finding } from "../../server/src/document/types.ts";
import { allRules } from "../../server/src/rules/allRules.ts";
import type { AnyRule } from "../../server/src/rules/types.ts";
import { findingsOf, reviewFindingsOf } from "./findingsOf.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const pages = join(root, "docs/rules");
const names = allRules.map((rule) => rule.name);
const topics = [
  "Names",
  "Ownership",
  "Documentation",
  "Tests",
  "Meaning",
  "Privacy",
  "Cost",
  "Freshness",
  "Lifecycle",
  "Review",
  "Security",
  "Reading",
];

function listed(room: string, topic: string): string[] {
  const folder = join(room, topic);
  return existsSync(folder) ? readdirSync(folder).map((file) => `${topic}/${file}`) : [];
}

function pageOf(name: string): string {
  return readFileSync(join(pages, `${name}.md`), "utf8");
}

/** The examples of a page: the YAML of its blocks that are marked with a word. */
function examples(
  page: string,
  word: string,
): { text: string; bound: boolean; compiled: boolean; rows: boolean }[] {
  const blocks = page.matchAll(
    new RegExp(`\`\`\`yaml ${word}( bound| compiled| rows)?\n(.*?)\n\`\`\``, "gs"),
  );
  return [...blocks].map(([, by, text]) => ({
    text: `${text}\n`,
    bound: by === " bound",
    compiled: by === " compiled",
    rows: by === " rows",
  }));
}

/** What is found in an example: by a check, or by the review that compares it with what was before. */
function foundIn(page: string, { text, ...by }: ReturnType<typeof examples>[number]): Promise<Finding[]> {
  const [before] = examples(page, "before");
  return before ? reviewFindingsOf(before.text, text) : findingsOf(text, by);
}

function indexPage(): string {
  const chapters = topics.map((topic) => {
    const rows = allRules.filter((rule) => rule.topic === topic).map(indexRow);
    return [`## ${topic}`, "", "| rule | severity | presets | requires |", "|---|---|---|---|", ...rows].join(
      "\n",
    );
  });
  return `# Rules

What \`eventspec check\`, \`eventspec diff\` and the editor report, each with its page. The project file chooses a preset (\`minimal\`, \`recommended\`,
\`strict\`; the default is \`recommended\`), changes single rules, and overrides both by \`files\`, \`tier\` and \`event\`; later ones win:

\`\`\`yaml
rules:
  extends: strict
  event-without-tests: error
  event-name-style: {severity: warning, case: camelCase}
  overrides:
    - {tier: experimental, extends: minimal}
    - {files: 'events/legacy/**', event-name-style: 'off'}
\`\`\`

A comment on or above a line silences a rule there: \`# eventspec-ignore: rule-name — reason\`. \`eventspec rules --print-ignores\` writes overrides for all that is
found now, and \`eventspec check --write-baseline\` notes it in a file: both let a large project begin today.

## Policies

Settings that many projects share stand in a file of their own, a policy: it holds what would stand below \`rules\`.

\`\`\`yaml
# policy.yml
extends: strict
event-without-goal: error
require: {events: [description, owner], properties: [description]}
patterns: {events: ['shop_*']}
overrides:
  - {tier: experimental, extends: minimal}
\`\`\`

A project extends it where it would name a preset: \`extends: ./policy.yml\`, or an npm package, \`extends: '@acme/events'\` (the package's \`policy.yml\`) or
\`'@acme/events/core.yml'\`. A policy may extend another one. Paths stay in the project, or in the package; packages are looked for in \`node_modules\` from the project's folder up to
the repository's. What the project itself says wins, and a policy that can't be read, leads back to itself or says something wrong is an error where it is named.

- \`require\` says which keys each event and each property must have ([unmet-requirement](unmet-requirement.md)).
- \`patterns\` says how they must be called ([name-against-pattern](name-against-pattern.md)).

${chapters.join("\n\n")}
`;
}

function indexRow({ name, severity, presets, summary }: AnyRule): string {
  return `| [${name}](${name}.md) | ${severity} | ${presets.join(", ") || "none"} | ${summary} |`;
}

describe("rules and their pages", () => {
  it("have one name each", () => assert.equal(new Set(names).size, names.length));

  it("are all listed: what is in the folder of a topic is in the registry", () => {
    const room = join(root, "server/src/rules");
    const files = topics.map((topic) => topic.toLowerCase()).flatMap((topic) => listed(room, topic));
    const visiting = allRules.filter((rule) => rule.kind === "rule");
    assert.deepEqual(
      files.sort(),
      visiting.map(({ name, topic }) => `${topic.toLowerCase()}/${name}.ts`).sort(),
    );
    assert.deepEqual(
      readdirSync(room).filter((file) => file.includes("-")),
      [],
    );
  });

  it("have a page each, and no page is left over", () => {
    const files = readdirSync(pages).filter((file) => file !== "README.md");
    assert.deepEqual(files.sort(), names.map((name) => `${name}.md`).sort());
  });

  it("are all in the index (UPDATE_DOCS=1 rewrites it)", () => {
    const file = join(pages, "README.md");
    if (process.env.UPDATE_DOCS) writeFileSync(file, indexPage());
    assert.equal(readFileSync(file, "utf8"), indexPage());
  });

  for (const rule of allRules) {
    describe(rule.name, () => {
      it("has a page that agrees with its metadata and describes its options", () => {
        const page = pageOf(rule.name);
        const presets = rule.presets.join(", ") || "none";
        const head = `# ${rule.name}\n\n${rule.summary}\n\n**Severity** ${rule.severity} · **Presets** ${presets}\n`;
        assert.equal(page.slice(0, head.length), head);
        for (const [option, { values = [] }] of Object.entries(rule.options ?? {})) {
          for (const word of [option, ...values])
            assert.ok(page.includes(`\`${word}\``), `the page lacks ${word}`);
        }
        for (const chapter of ["Why", "Options", "Fix", "Where the idea comes from"]) {
          assert.match(page, new RegExp(`^## ${chapter}$\n\n\\S`, "m"));
        }
      });

      it("says in one sentence what is required or forbidden", () =>
        assert.match(rule.summary, /^[^.:]+ must (?:(?!\. ).)+\.$/));

      it("finds what is bad in the page", async () => {
        const page = pageOf(rule.name);
        const bad = examples(page, "bad");
        assert.ok(bad.length > 0);
        for (const example of bad) {
          const found = await foundIn(page, example);
          const mine = found.filter((finding) => finding.rule === rule.name);
          assert.equal(mine.length, 1, `found ${found.map((finding) => finding.rule).join(", ")}`);
          assert.equal(mine[0]?.severity, rule.severity);
          assert.ok(mine[0]?.hint, "a finding without a remedy is half a finding");
          const others = found.filter(
            (finding) => finding.severity === "error" && finding.rule !== rule.name,
          );
          const tolerated = ["event-without-entity", "duplicate-event-name", "event-name-style"];
          assert.deepEqual(
            others.filter((finding) => !tolerated.includes(finding.rule)),
            [],
          );
        }
      });

      it("is silent about what is good in the page", async () => {
        const page = pageOf(rule.name);
        const good = examples(page, "good");
        assert.ok(good.length > 0);
        for (const example of good) {
          const found = await foundIn(page, example);
          const wrong = found.filter(
            (finding) =>
              finding.rule === rule.name || ["Reading", "Security"].includes(topicOf(finding.rule)),
          );
          assert.deepEqual(wrong, []);
        }
      });
    });
  }
});

function topicOf(name: string): string {
  return allRules.find((rule) => rule.name === name)?.topic ?? "";
}
