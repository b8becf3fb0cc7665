/** Generated text beside the one by hand: figures, bounds, and the table in Markdown. */
import type { Project } from "../../server/src/project/types.ts";
import type { DialectName } from "../../server/src/sql/types.ts";
import { type Measures, measured } from "./measures.ts";
import { byHand, type ExpertSpec, generated } from "./specs.ts";

/** Generated text may be this many times as long as the one by hand. */
const longest = 1.25;
const widestLine = 150;

export interface Comparison {
  readonly spec: ExpertSpec;
  readonly dialect: DialectName;
  readonly ours: Measures;
  readonly expert: Measures;
  /** What goes beyond its bound, in words; empty where all hold. */
  readonly beyond: readonly string[];
}

/** `undefined` where nobody wrote the spec by hand in this dialect. */
export function compareTexts(
  project: Project,
  spec: ExpertSpec,
  dialect: DialectName,
): Comparison | undefined {
  const hand = byHand(spec, dialect);
  if (hand === undefined) return undefined;
  const tables = project.catalog.tables.map(({ parts }) => parts.join("."));
  const ours = measured(generated(project, spec, dialect).sql, tables);
  const expert = measured(hand, tables);
  return { spec, dialect, ours, expert, beyond: whatIsBeyond(ours, expert) };
}

function whatIsBeyond(ours: Measures, expert: Measures): string[] {
  const ratio = ours.length / expert.length;
  return [
    ...(ratio > longest ? [`${ratio.toFixed(2)} times as long`] : []),
    ...(ours.parentheses > expert.parentheses ? ["deeper parentheses"] : []),
    ...(ours.selects > expert.selects ? ["deeper selects"] : []),
    ...(ours.longestLine > widestLine ? [`a line of ${ours.longestLine} characters`] : []),
    ...(ours.scans > expert.scans ? ["more scans"] : []),
  ];
}

/** `executed` says by engine and spec what came of running both. */
export function textsTable(
  comparisons: readonly Comparison[],
  executed: ReadonlyMap<string, string>,
): string {
  const head = [
    `| spec | dialect | characters | times as long (≤ ${longest}) | parentheses | selects | longest line (≤ ${widestLine}) | scans | executed | |`,
    "|---|---|---|---|---|---|---|---|---|---|",
  ];
  return [...head, ...comparisons.map((one) => line(one, executed.get(`${one.spec} ${one.dialect}`)))].join(
    "\n",
  );
}

function line({ spec, dialect, ours, expert, beyond }: Comparison, executed = ""): string {
  const both = (figure: keyof Measures) => `${ours[figure]} / ${expert[figure]}`;
  return `| ${[
    spec,
    dialect,
    both("length"),
    (ours.length / expert.length).toFixed(2),
    both("parentheses"),
    both("selects"),
    both("longestLine"),
    both("scans"),
    executed,
    beyond.length === 0 ? "met" : `**missed**: ${beyond.join(", ")}`,
  ].join(" | ")} |`;
}
