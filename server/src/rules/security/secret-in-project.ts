import { nodeAtPath } from "../../document/treePlace.ts";
import type { Span, TextDocument, YamlNode, YamlPair, YamlScalar } from "../../document/types.ts";
import { kindOf } from "../../warehouse/open.ts";
import { defineRule } from "../engine/defineRule.ts";
import type { Report } from "../types.ts";

type Data = { what: string };

/** Texts that are secrets wherever they stand, by their issuers' published formats. */
const knownSecrets: readonly (readonly [what: string, pattern: RegExp])[] = [
  ["a private key", /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----/],
  ["an AWS access key", /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/],
  ["a GitHub token", /\b(?:gh[pousr]_[A-Za-z0-9]{30,255}|github_pat_\w{30,255})/],
  ["a Slack token", /\bxox[abprs]-[A-Za-z0-9-]{10,200}/],
  ["a Stripe key", /\b[sr]k_live_[A-Za-z0-9]{16,200}/],
  ["a Google API key", /\bAIza[\w-]{35}/],
  ["a Databricks token", /\bdapi[0-9a-f]{32}\b/],
  ["a signed token", /\beyJ[\w-]{10,2000}\.eyJ[\w-]{10,2000}\.[\w-]{10,2000}/],
  ["a password in an address", /\b[a-z][a-z0-9+]{1,20}:\/\/[^\s:@/]{1,100}:[^\s:@/]{1,200}@/],
];

/** What every known secret holds: without it, the dearer patterns need not be tried. */
const trace = /-----BEGIN|AKIA|ASIA|gh[pousr]_|github_pat_|xox|k_live_|AIza|dapi|eyJ|:\/\//;

const secretSetting = /pass(?:word|phrase|wd)?$|secret|token|private_?key$|api_?key$|^credentials/i;

/** Never puts the secret itself into message, hint, or fix: findings travel to logs and reports. */
export const secretInProject = defineRule<Data>({
  name: "secret-in-project",
  topic: "Security",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  summary: "Files of the project must not contain secrets.",
  message: ({ what }) => `This is ${what}; whoever can read the repository can use it.`,
  textFile(document, report, { project }) {
    const settings = document.file === project.file.file ? reportSettings(document, report) : [];
    if (!trace.test(document.text)) return;
    for (const [what, pattern] of knownSecrets) {
      for (const match of document.text.matchAll(new RegExp(pattern, "g"))) {
        const span = { start: match.index, end: match.index + match[0].length };
        if (settings.some((known) => known.start <= span.start && span.end <= known.end)) continue;
        report(span, { what }, { hint: "Take it out, revoke it, and read a new one from the environment." });
      }
    }
  },
});

/** Settings of connections that hold a secret as plain text. Read from the tree: `eventspec.local.yml` may override them. */
function reportSettings(document: TextDocument, report: Report<Data>): Span[] {
  const connections = nodeAtPath(document, ["connections"]);
  if (connections?.kind !== "map") return [];
  return connections.pairs.flatMap((connection) =>
    settingsOf(connection).map(({ setting, value }) => {
      const variable = `${connection.key.text}_${setting}`.toUpperCase().replace(/[^A-Z0-9]+/g, "_");
      report(
        value.span,
        { what: `the ${setting.replaceAll("_", " ")} of connection "${connection.key.text}"` },
        {
          hint: `Write {env: ${variable}} and set ${variable} in the environment or in .env. Keep .env out of version control.`,
          fixes: [
            {
              title: `Read it from ${variable}`,
              edits: [{ span: value.span, text: `{env: ${variable}}` }],
              preferred: true,
            },
          ],
        },
      );
      return value.span;
    }),
  );
}

function settingsOf({ value: settings }: YamlPair): { setting: string; value: YamlScalar }[] {
  if (settings?.kind !== "map") return [];
  const type = textOf(settings.pairs.find((pair) => pair.key.text === "type")?.value);
  const declared = type === undefined ? undefined : kindOf(type)?.settings;
  return settings.pairs.flatMap(({ key, value }) => {
    const setting = declared?.find(({ name }) => name === key.text);
    const secret = setting ? setting.secret : secretSetting.test(key.text);
    return secret && value?.kind === "scalar" && value.text !== "" ? [{ setting: key.text, value }] : [];
  });
}

function textOf(node: YamlNode | undefined): string | undefined {
  return node?.kind === "scalar" ? node.text : undefined;
}
