import { defaultAlias } from "../../project/defaultAlias.ts";
import type { ProjectEvent } from "../../project/types.ts";
import { wordsOf } from "../../spec/nameWords.ts";
import type { Source } from "../../spec/types.ts";
import { defineRule } from "../engine/defineRule.ts";

export const fileWithoutItsSourceName = defineRule<{ file: string; sources: readonly string[] }>({
  name: "file-without-its-source-name",
  topic: "Names",
  severity: "info",
  presets: ["strict"],
  summary: "The name of an event-spec file must say which source it reads.",
  message: ({ file, sources }) =>
    `${file} reads ${sources.slice(0, 3).join(", ")}${sources.length > 3 ? ", …" : ""}; its name says something else.`,
  event(event, report, { index }) {
    const events = index.eventsOf(event.file);
    // Once for all that stands in the file.
    if (events[0] !== event) return;
    const sources = [...new Set(events.flatMap(namesOfSource))];
    const file = event.file.split("/").at(-1) ?? event.file;
    const words = new Set(nounsOf(file.replace(/\.events\.ya?ml$/i, "")));
    if (sources.length === 0 || sources.some((name) => nounsOf(name).some((word) => words.has(word)))) return;
    const [first = ""] = sources;
    const hint = `Call it ${nameOf(first)}.events.yml, so that whoever knows the table finds the file.`;
    report(event.document.source ?? event.definition.name, { file, sources }, { hint });
  },
});

function namesOfSource({ document: { source } }: ProjectEvent): string[] {
  return source ? tablesIn(source) : [];
}

function tablesIn(source: Source): string[] {
  if (source.kind === "table") return [defaultAlias(source.table)];
  if (source.kind === "query") return source.tables.map(({ table }) => defaultAlias(table));
  if (source.kind === "full") return source.members.flatMap((member) => tablesIn(member.source));
  return source.members.map(({ table }) => defaultAlias(table));
}

/** Words that say in which layer of a warehouse a table is. */
const layers = new Set("stg staging src source base raw int fct fact dim mart prep tbl".split(" "));

function nameOf(table: string): string {
  const words = wordsOf(table);
  return words.slice(layers.has(words[0] ?? "") ? 1 : 0).join("_");
}

/** The words of a name, in the singular as far as an `s` makes the plural. */
function nounsOf(name: string): string[] {
  return wordsOf(name)
    .filter((word) => !layers.has(word))
    .map((word) => word.replace(/ies$/, "y").replace(/s$/, ""));
}
