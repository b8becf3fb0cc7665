/** docs/mutations.md: the figures of a run, and its survivors with what has been said about them. */
import { readFileSync, writeFileSync } from "node:fs";
import type { Mutation } from "./mutations.ts";
import { type Outcome, outcomes } from "./trial.ts";

export interface Tried {
  readonly target: string;
  readonly file: string;
  readonly mutation: Mutation;
  readonly outcome: Outcome;
}

const mark = "<!-- What follows is written by npm run mutate; only the last column is yours. -->";

/** Writes the page anew; what stands above the mark stays, and so do the remarks on survivors that survive again. */
export function writePage(path: string, command: string, tried: readonly Tried[]): void {
  const [head = "", old = ""] = readFileSync(path, "utf8").split(mark);
  const remarks = new Map(
    [...old.matchAll(/^\| `(.+?):\d+` (\|.+\|) (.*) \|$/gm)].map(([, file = "", what = "", said]) => [
      file + what,
      said,
    ]),
  );
  const figures = [...new Set(tried.map(({ target }) => target))].map((target) => {
    const those = tried.filter((each) => each.target === target);
    const counts = outcomes.map((outcome) => those.filter((each) => each.outcome === outcome).length);
    return `| ${[target, those.length, ...counts].join(" | ")} |`;
  });
  const survivors = tried
    .filter(({ outcome }) => outcome === "SURVIVED")
    .map(({ file, mutation: { line, what } }) => {
      const cell = `| ${what.replaceAll("|", "\\|")} |`;
      return `| \`${file}:${line}\` ${cell} ${remarks.get(file + cell) ?? "not looked at yet"} |`;
    });
  const figuresHead = `| mutated | tried | ${outcomes.join(" | ")} |\n|---|${"---:|".repeat(outcomes.length + 1)}`;
  const survivorsHead = "| survivor | mutation | why, or what is missing |\n|---|---|---|";
  const parts = [mark, "", `\`${command}\`:`, "", figuresHead, ...figures, "", survivorsHead, ...survivors];
  writeFileSync(path, `${head}${parts.join("\n")}\n`);
}
