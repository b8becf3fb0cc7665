import { harmlessLine, harmlessText } from "../../document/harmless.ts";
import type { Change, ChangeClass } from "../../review/types.ts";
import { verdictInWords } from "../../review/words.ts";
import { countsInWords } from "../input.ts";
import { byEvent, classesInWords, locatedChange, type ReviewInput, sidesInWords } from "./input.ts";

const escapes = {
  breaking: "31",
  meaning: "33",
  additive: "32",
  documentation: "36",
  none: "2",
  dim: "2",
  bold: "1",
};
type Paint = (style: keyof typeof escapes, text: string) => string;

const widest = "documentation".length;
/** A longer text is cut: it stands in the file. Characters. */
const longest = 300;

/** For people at a terminal: the counts, and each event with what changed, as it was and as it is. */
export function reviewText(input: ReviewInput): string {
  const paint: Paint = input.color
    ? (style, text) => `\u001B[${escapes[style]}m${text}\u001B[0m`
    : (_, text) => text;
  const { changes, findings, notes, rows } = input;
  const groups = [...byEvent(changes)].map(([event, own]) =>
    [
      paint("bold", harmlessLine(event ?? "project")),
      ...own.flatMap((change) => block(change, input, paint)),
      ...(rows?.get(event ?? "")?.lines ?? []).map((line) => `  ${harmlessLine(line)}`),
      "",
    ].join("\n"),
  );
  const found = findings.length === 0 ? [] : [`${countsInWords(findings)}.`];
  const others = findings.filter(({ rule }) => rule === "unused-approval" || rule === "invalid-value");
  return [
    ...groups,
    ...others.map(({ file, message, hint }) => harmlessLine(`${file}: ${message}${hint ? ` ${hint}` : ""}`)),
    ...notes.map(harmlessLine),
    `${harmlessLine(sidesInWords(input))}: ${classesInWords(changes)}.`,
    ...found,
    "",
  ].join("\n");
}

function block(change: Change, input: ReviewInput, paint: Paint): string[] {
  const { class: kind, message, before, after, verdict, approval, hint } = change;
  const place = locatedChange(input, change);
  const at =
    place &&
    paint(
      "dim",
      `${place.path}:${place.range.start.line}${place.side === "base" ? ` in ${input.base.name}` : ""}`,
    );
  const label = paint(kind satisfies ChangeClass, labels[kind].padEnd(widest));
  const pad = " ".repeat(widest + 4);
  const told = before !== undefined || after !== undefined;
  const texts =
    told && !(before && after && before === after) ? [side("-", before), side("+", after)].flat() : [];
  return [
    `  ${label}  ${harmlessLine(message)}  ${at ?? ""}`.trimEnd(),
    ...texts.map((line) => pad + paint("dim", line)),
    ...(verdict && verdict.step !== "same tokens" ? [pad + harmlessLine(verdictInWords(verdict))] : []),
    ...(approval ? [`${pad}approved: ${harmlessLine(approval.why)}`] : []),
    ...(change.rule && !approval
      ? [`${pad}${paint("dim", change.rule)}${hint ? `: ${harmlessLine(hint)}` : ""}`]
      : []),
  ];
}

const labels: Readonly<Record<ChangeClass, string>> = {
  breaking: "breaking",
  meaning: "meaning",
  additive: "additive",
  documentation: "documentation",
  none: "same",
};

function side(sign: string, text: string | undefined): string[] {
  if (text === undefined || text === "") return [];
  const cut = text.length > longest ? `${text.slice(0, longest)} …` : text;
  return harmlessText(cut)
    .split("\n")
    .map((line) => `${sign} ${line}`);
}
