import { harmlessLine } from "../document/harmless.ts";
import type { Project } from "../project/types.ts";
import { inWords } from "../proof/words.ts";
import { rangeOf } from "../reports/input.ts";
import type { RowFunnel } from "../tasks/rowFunnel.ts";
import type { Place } from "../tasks/rowPlaces.ts";
import { type Output, paint } from "./terminal.ts";

/** `source 20 → where 18 → events 16`, and a line for each thing to know, with its place. In: the project's root for the reader. */
export function funnelText(funnel: RowFunnel, project: Project, prefix: string, output: Output): string {
  const { steps, notes, uncounted } = funnel;
  const place = ({ file, span }: Place): string => {
    const { start } = rangeOf(project, file, span);
    return `${prefix === "" ? "" : `${prefix}/`}${file}:${start.line}`;
  };
  const chains = bySource(steps).map((chain) =>
    chain.map(({ label, rows }) => `${harmlessLine(label)} ${inWords(rows)}`).join(" → "),
  );
  const lines = [
    ...(uncounted === undefined
      ? []
      : [paint(output, "dim", `Rows were not counted: ${harmlessLine(uncounted)}`)]),
    ...chains,
    ...notes.map(
      (note) => `  ${harmlessLine(note.message)}  ${paint(output, "dim", harmlessLine(place(note.place)))}`,
    ),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

/** The steps of each document that gives the event. */
function bySource(steps: RowFunnel["steps"]): RowFunnel["steps"][] {
  const starts = steps.flatMap(({ step }, at) => (step === "source" || at === 0 ? [at] : []));
  return starts.map((start, at) => steps.slice(start, starts[at + 1]));
}

/** The same for programs: key `why` of `preview --format json`. Places as in `check --format json`. */
export function funnelJson({ steps, notes, uncounted }: RowFunnel, project: Project) {
  const located = ({ file, span }: Place) => ({ file, range: rangeOf(project, file, span) });
  return {
    ...(uncounted !== undefined && { uncounted }),
    steps: steps.map(({ step, label, rows, place }) => ({ step, label, rows, ...located(place) })),
    notes: notes.map(({ kind, message, rows, place }) => ({
      kind,
      message,
      ...(rows !== undefined && { rows }),
      ...located(place),
    })),
  };
}
