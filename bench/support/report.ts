import type { Distribution } from "./measure.ts";

/** One line of the table: a piece of work, timed beside a rival in the same run. Milliseconds. */
export interface Row {
  readonly work: string;
  readonly against: string;
  readonly ours: Distribution;
  readonly theirs: Distribution;
  /** Ours over theirs, of medians. */
  readonly ratio: number;
  readonly goal: { readonly ratio: number; readonly p95?: number };
  readonly note?: string;
}

/** The table in Markdown; a goal that was missed says so. */
export function table(rows: readonly Row[]): string {
  const head = [
    "| work | against | ours, median (p95) | theirs, median | ratio | goal | |",
    "|---|---|---|---|---|---|---|",
  ];
  return [...head, ...rows.map(line)].join("\n");
}

function line({ work, against, ours, theirs, ratio, goal, note }: Row): string {
  const met = ratio <= goal.ratio && (goal.p95 === undefined || ours.p95 <= goal.p95);
  const wanted = [
    ...(Number.isFinite(goal.ratio) ? [`≤ ${goal.ratio}`] : []),
    ...(goal.p95 === undefined ? [] : [`p95 ≤ ${goal.p95} ms`]),
  ].join(", ");
  const verdict = [met ? "met" : "**missed**", note].filter(Boolean).join("; ");
  return `| ${work} | ${against} | ${ms(ours.median)} (${ms(ours.p95)}) | ${ms(theirs.median)} | ${ratio.toFixed(3)} | ${wanted} | ${verdict} |`;
}

function ms(value: number): string {
  return value < 10 ? `${value.toFixed(2)} ms` : `${value.toFixed(0)} ms`;
}
