/** docs/patterns.md: each pattern of examples/patterns with its spec, its project file where a stream rests on it, and the rows. */
import type { Pattern } from "../server/src/spec/patternTypes.ts";
import { projectOf } from "./patterns.ts";

export interface PatternRows {
  /** An event, or a stream where `isStream` says so. */
  readonly name: string;
  readonly isStream: boolean;
  readonly columns: readonly string[];
  /** As many cells as columns; null is a null. */
  readonly rows: readonly (readonly unknown[])[];
}

/** The page's text; in: the patterns in the order of their titles, and what each gives. */
export function patternsPage(
  patterns: readonly Pattern[],
  rowsOf: ReadonlyMap<string, readonly PatternRows[]>,
): string {
  const list = patterns.map(({ title, words }) => `- [${title}](#${anchorOf(title)}): ${words}`);
  const chapters = patterns.map((pattern) => chapter(pattern, rowsOf.get(pattern.name) ?? []));
  return `# Patterns

Shapes that real event models have, each a small project below \`examples/patterns/\` with data of its own, and with tests and examples that run.
In the editor they are offered at the beginning of a document (type \`pattern\`), and by *EventSpec: Insert Pattern*, which searches
the words below, too. \`eventspec preview EVENT --project examples/patterns/NAME\` shows the rows.

${list.join("\n")}

${chapters.join("\n\n")}
`;
}

function chapter({ name, title, summary, spec }: Pattern, results: readonly PatternRows[]): string {
  const tables = results.map(
    (result) => `${result.isStream ? "Stream " : ""}\`${result.name}\`:\n\n${table(result)}`,
  );
  return [
    `## ${title}`,
    `${summary} In \`examples/patterns/${name}\`.`,
    `\`\`\`yaml\n${spec}\`\`\``,
    ...(results.some(({ isStream }) => isStream)
      ? [`With this project file:\n\n\`\`\`yaml\n${projectOf(name)}\`\`\``]
      : []),
    ...tables,
  ].join("\n\n");
}

function table({ columns, rows }: PatternRows): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    line(columns),
    line(columns.map(() => "---")),
    ...rows.map((row) => line(row.map((cell) => (cell === null ? "" : String(cell).replaceAll("|", "\\|"))))),
  ].join("\n");
}

function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\w -]/g, "")
    .replaceAll(" ", "-");
}
