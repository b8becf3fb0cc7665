/** Events that a source suggests: one for each of its timestamps. */

import type { CursorPlace } from "../../../document/cursor/cursorPlace.ts";
import { defaultAlias } from "../../../project/defaultAlias.ts";
import { eventNameOf, occurrencesOf } from "../../../project/proposedEvents.ts";
import { likelyOwner } from "../../../project/teams.ts";
import { nameStyleAt } from "../../../rules/nameStyleAt.ts";
import type { SpecDocument } from "../../../spec/types.ts";
import { sourceTable } from "../../names/tables.ts";
import type { FileView } from "../../session/fileView.ts";
import { escapeSnippet, keySpan } from "./keys.ts";
import type { Completion } from "./types.ts";

/** Snippets for new events under `events:`; a bare one, and one for each timestamp that no event uses yet. */
export function newEvents(
  place: CursorPlace,
  document: SpecDocument | undefined,
  { project, file }: Pick<FileView, "project" | "file">,
): Completion[] {
  const style = nameStyleAt(project, file);
  const table = sourceTable(project, document);
  const alias =
    document?.alias?.value ??
    (document?.source?.kind === "table" ? defaultAlias(document.source.table) : undefined);
  const used = new Set(document?.events.map((event) => event.at?.sql?.text.trim()));
  const owner =
    document?.defaults.owner === undefined
      ? (likelyOwner(table, project)?.name ?? project.file.teams[0]?.name.value)
      : undefined;
  const times = (table ? occurrencesOf(table) : []).flatMap((column) => {
    const at = alias ? `${alias}.${column.name}` : column.name;
    return used.has(at) ? [] : [{ column, at }];
  });
  const suggested = times.map(({ column, at }, index) => {
    const name = eventNameOf(table?.parts.at(-1) ?? "", column.name, style);
    return snippet(place, name, at, owner, {
      rank: 10 + index,
      detail: `from ${column.name}`,
      documentation: column.description,
    });
  });
  const bare = snippet(place, "new_event", alias ? `${alias}.` : "", owner, {
    rank: 900,
    detail: "a new event",
    documentation: undefined,
  });
  return [...suggested, { ...bare, label: "new event", filter: "new event" }].filter(
    ({ label }) => !place.siblings.has(label),
  );
}

interface SnippetTexts {
  readonly rank: number;
  readonly detail: string;
  readonly documentation: string | undefined;
}

function snippet(
  place: CursorPlace,
  name: string,
  at: string,
  owner: string | undefined,
  { rank, detail, documentation }: SnippetTexts,
): Completion {
  const indent = " ".repeat(Math.max(0, place.column - place.indent) + 2);
  const lines = [
    `\${1:${escapeSnippet(name)}}:`,
    `${indent}description: \${2:What happened.}`,
    `${indent}at: \${3:${escapeSnippet(at)}}`,
    ...(owner ? [`${indent}owner: \${4:${escapeSnippet(owner)}}`] : []),
    `${indent}properties:`,
    `${indent}  $0`,
  ];
  return {
    label: name,
    kind: "snippet",
    detail,
    documentation: documentation ?? "A new event with the keys that every event should have.",
    insert: lines.join("\n"),
    snippet: true,
    span: keySpan(place),
    rank,
  };
}
