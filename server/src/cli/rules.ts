import { didYouMean } from "../document/didYouMean.ts";
import { jsonText } from "../document/harmless.ts";
import type { Severity } from "../document/types.ts";
import { ignoresText } from "../reports/ignores.ts";
import { allRules } from "../rules/allRules.ts";
import type { AnyRule } from "../rules/types.ts";
import { checkedProject } from "./check.ts";
import { exitCode, usageError } from "./commandError.ts";
import type { CommonOptions } from "./options.ts";
import { pageOfRule } from "./packageFile.ts";
import { type Output, paint, type Terminal } from "./terminal.ts";

export interface RulesOptions extends CommonOptions {
  readonly format: "text" | "json";
  /** Instead: settings that switch off what is found now. */
  readonly printIgnores?: boolean;
}

const colors: Record<Severity, "red" | "yellow" | "cyan"> = { error: "red", warning: "yellow", info: "cyan" };

/** `eventspec rules`: lists every rule by topic, prints the page of one, or what switches off all that is found. */
export async function rules(
  name: string | undefined,
  options: RulesOptions,
  terminal: Terminal,
): Promise<number> {
  const { out } = terminal;
  if (options.printIgnores) {
    const { project, findings } = await checkedProject([], options, terminal);
    out.write(ignoresText(findings, project.file.rules));
    return exitCode.ok;
  }
  if (name === undefined) {
    out.write(options.format === "json" ? jsonText(listing(allRules)) : listText(out));
    return exitCode.ok;
  }
  const rule = allRules.find((candidate) => candidate.name === name);
  if (!rule) {
    const near = didYouMean(
      name,
      allRules.map((candidate) => candidate.name),
    );
    throw usageError(
      `There is no rule ${JSON.stringify(name)}.`,
      near ? `Did you mean ${near}?` : "`eventspec rules` lists them.",
    );
  }
  if (options.format === "json") out.write(jsonText(listing([rule])));
  else out.write(await page(rule, out));
  return exitCode.ok;
}

function listing(wanted: readonly AnyRule[]) {
  return {
    version: 1,
    rules: wanted.map(({ name, topic, severity, presets, summary, options }) => ({
      name,
      topic,
      severity,
      presets,
      summary,
      ...(options && { options }),
    })),
  };
}

function listText(out: Output): string {
  const width = Math.max(...allRules.map((rule) => rule.name.length));
  const topics = [...new Set(allRules.map((rule) => rule.topic))];
  const parts = topics.map((topic) => {
    const members = allRules.filter((rule) => rule.topic === topic);
    const lines = members.map(({ name, severity, presets, summary }) => {
      const only = presets.includes("recommended")
        ? ""
        : paint(out, "dim", `  (${presets.join(", ") || "off"})`);
      return `  ${name.padEnd(width)}  ${paint(out, colors[severity], severity.padEnd(7))}  ${summary}${only}`;
    });
    return [paint(out, "bold", topic), ...lines, ""].join("\n");
  });
  return `${parts.join("\n")}\n${paint(out, "dim", "eventspec rules NAME explains one.")}\n`;
}

async function page(rule: AnyRule, out: Output): Promise<string> {
  const text = await pageOfRule(rule.name);
  if (text === undefined) return `# ${rule.name}\n\n${rule.summary}\n`;
  return out.isTerminal ? styled(text, out) : text;
}

/** Markdown as a terminal shows it best: headings in bold, code set off. */
function styled(markdown: string, out: Output): string {
  let inCode = false;
  const lines = markdown.split("\n").flatMap((line) => {
    if (line.startsWith("```")) {
      inCode = !inCode;
      return [];
    }
    if (inCode) return [`    ${paint(out, "cyan", line)}`];
    const heading = /^#+\s+(.*)$/.exec(line)?.[1];
    return [
      heading
        ? paint(out, "bold", heading)
        : line.replace(/`([^`]+)`/g, (_, code) => paint(out, "cyan", code)),
    ];
  });
  return `${lines.join("\n").trimEnd()}\n`;
}
