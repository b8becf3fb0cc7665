/** Whole specs for shapes that real event models have, at the beginning of a document. */
import type { CursorPlace } from "../../../document/cursor/cursorPlace.ts";
import type { Project } from "../../../project/types.ts";
import { patterns } from "../../../spec/generated/patterns.ts";
import type { Pattern } from "../../../spec/patternTypes.ts";
import { escapeSnippet, keySpan } from "./keys.ts";
import type { Completion } from "./types.ts";

/** What stands at `place` is the first key of a document; else nothing is offered. */
export function completePatterns(place: CursorPlace, project: Project): Completion[] {
  if (place.siblings.size > 0 || place.hasColon || place.column > 0) return [];
  return patterns.map((pattern, index) => ({
    label: `pattern: ${pattern.title}`,
    kind: "snippet",
    detail: pattern.name,
    documentation: `${pattern.summary}\n\n\`\`\`yaml\n${pattern.spec}\`\`\``,
    insert: patternSnippet(pattern, project),
    snippet: true,
    span: keySpan(place),
    filter: `insert pattern ${pattern.title} ${pattern.words}`,
    rank: 950 + index,
  }));
}

/** A snippet of the pattern's text: the table it is about is the first thing to change; a team of the project, where one is known, owns the events. */
export function patternSnippet({ spec }: Pattern, project?: Project): string {
  const owner = project?.file.teams[0]?.name.value;
  const owned = owner === undefined ? spec : spec.replaceAll(/^owner: .+$/gm, `owner: ${owner}`);
  const text = escapeSnippet(owned.trimEnd());
  return `${text.replace(/^from: (\S+)$/m, (_, table: string) => `from: \${1:${table}}`)}\n$0`;
}
