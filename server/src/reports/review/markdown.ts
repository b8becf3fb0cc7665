import { htmlText, markdownText } from "../../document/harmless.ts";
import type { Change } from "../../review/types.ts";
import { verdictInWords } from "../../review/words.ts";
import { byEvent, classesInWords, locatedChange, type ReviewInput, sidesInWords } from "./input.ts";

/** By this a comment is found again and edited, so that there is one; it is not shown. */
const markerOf = ({ prefix }: ReviewInput): string =>
  // What a comment of HTML may not hold is no part of it.
  `<!-- eventspec diff${prefix ? `: ${prefix.replace(/--|[<>\n\r]/g, "")}` : ""} -->`;
/** A comment of a pull request holds 65,536 characters at most. */
const mostCharacters = 60_000;
/** Room for what is said of events that are left out. */
const reserve = 200;
const longest = 600;

/** Markdown for the comment of a pull request: counts first, one line an event, its detail folded. */
export function reviewMarkdown(input: ReviewInput): string {
  const { changes, notes } = input;
  const head = [
    markerOf(input),
    `### EventSpec: ${classesInWords(changes)}`,
    "",
    markdownText(`${sidesInWords(input)}.`),
    ...notes.map(markdownText),
    "",
  ].join("\n");
  const groups = [...byEvent(changes)];
  let text = head;
  let shown = 0;
  for (const [event, own] of groups) {
    const whole = folded(event, own, input);
    const short = `- ${lineOf(event, own)}\n`;
    const next = [whole, short].find((one) => text.length + one.length + reserve <= mostCharacters);
    if (next === undefined) break;
    text += next;
    shown += 1;
  }
  const left = groups.length - shown;
  return left > 0 ? `${text}\n${left} more are not shown; \`eventspec diff\` shows all.\n` : text;
}

function lineOf(event: string | undefined, changes: readonly Change[]): string {
  return `**${markdownText(event ?? "project")}**: ${classesInWords(changes)}`;
}

function folded(event: string | undefined, changes: readonly Change[], input: ReviewInput): string {
  const name = htmlText(event ?? "project");
  const rows = input.rows?.get(event ?? "")?.lines ?? [];
  const lines = [
    ...changes.flatMap((change) => detail(change, input)),
    ...rows.map((line) => `- ${markdownText(line)}`),
  ];
  return `<details><summary><b>${name}</b>: ${classesInWords(changes)}</summary>\n\n${lines.join("\n")}\n\n</details>\n`;
}

function detail(change: Change, input: ReviewInput): string[] {
  const { class: kind, message, before, after, verdict, approval, hint, rule } = change;
  const place = locatedChange(input, change);
  const at = place ? ` (${markdownText(`${place.path}:${place.range.start.line}`)})` : "";
  const known = verdict && verdict.step !== "same tokens" ? `: ${markdownText(verdictInWords(verdict))}` : "";
  const texts = [sideOf("before", before), sideOf("after", after)].flat();
  const end = approval
    ? [`  - approved: ${markdownText(approval.why)}`]
    : rule
      ? [`  - ${rule}${hint ? `: ${markdownText(hint)}` : ""}`]
      : [];
  return [`- ${kind}: ${markdownText(message)}${at}${known}`, ...texts, ...end];
}

function sideOf(label: string, text: string | undefined): string[] {
  if (text === undefined || text === "") return [];
  const cut = text.length > longest ? `${text.slice(0, longest)} …` : text;
  return [`  - ${label}: ${markdownText(cut)}`];
}
