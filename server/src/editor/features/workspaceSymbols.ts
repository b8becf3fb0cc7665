import type { Located } from "../../document/types.ts";
import { tablesOfFile } from "../../project/tablesOf.ts";
import type { Project } from "../../project/types.ts";
import type { FileSpan } from "../names/occurrences/occurrences.ts";

type SymbolKindName = "event" | "property" | "entity" | "team" | "goal" | "lookup" | "table";

export interface ProjectSymbol extends FileSpan {
  readonly name: string;
  readonly kind: SymbolKindName;
  /** What it is in: an event, or the file of a table. */
  readonly within: string;
  readonly deprecated?: true;
}

/** So many answers that nobody reads more. */
export const mostSymbols = 500;

/**
 * What a project declares, and the tables that it reads, by a part of the name: its letters in their order, whatever their case and whatever
 * lies between them. The best come first: the name itself, what begins with it, what holds it, then the shorter ones.
 */
export function workspaceSymbols(project: Project, query: string): ProjectSymbol[] {
  const wanted = query.toLowerCase().replace(/\s+/g, "");
  const found: { readonly symbol: ProjectSymbol; readonly rank: number }[] = [];
  for (const symbol of symbolsOf(project)) {
    const rank = rankOf(symbol.name.toLowerCase(), wanted);
    if (rank !== undefined) found.push({ symbol, rank });
  }
  found.sort((a, b) => a.rank - b.rank);
  return found.slice(0, mostSymbols).map(({ symbol }) => symbol);
}

/** Less is better; `undefined` where the letters are not all there in their order. */
function rankOf(name: string, wanted: string): number | undefined {
  const at = name.indexOf(wanted);
  if (at >= 0) return (name === wanted ? 0 : at === 0 ? 1_000 : 2_000) + Math.min(name.length, 999);
  let from = 0;
  for (const letter of wanted) {
    const next = name.indexOf(letter, from);
    if (next < 0) return undefined;
    from = next + letter.length;
  }
  return 3_000 + Math.min(name.length, 999);
}

function* symbolsOf(project: Project): Iterable<ProjectSymbol> {
  yield* declaredSymbols(project);
  for (const { file, documents } of project.specs) {
    for (const { defaults, events } of documents) {
      for (const { name } of defaults.properties) yield symbol("property", name, file, file);
      for (const event of events) {
        const { value } = event.name;
        const gone = event.deprecated && ({ deprecated: true } as const);
        yield { ...symbol("event", event.name, file, file), ...gone };
        for (const variant of event.variants?.names ?? []) yield symbol("event", variant.event, file, value);
        for (const { name } of event.properties) yield symbol("property", name, file, value);
      }
    }
    yield* tableSymbols(project, file);
  }
}

function* declaredSymbols({ file: project }: Project): Iterable<ProjectSymbol> {
  const { file } = project;
  for (const { name } of project.entities) yield symbol("entity", name, file, file);
  for (const { name } of project.teams) yield symbol("team", name, file, file);
  for (const { name } of project.goals) yield symbol("goal", name, file, file);
  for (const { name, properties } of project.lookups) {
    yield symbol("lookup", name, file, file);
    for (const property of properties) yield symbol("property", property.name, file, name.value);
  }
}

/** Each table once a file. */
function* tableSymbols(project: Project, file: string): Iterable<ProjectSymbol> {
  const seen = new Set<string>();
  for (const { sql } of tablesOfFile(project, file)) {
    if (seen.has(sql.text)) continue;
    seen.add(sql.text);
    yield symbol("table", { value: sql.text, span: sql.span }, file, file);
  }
}

function symbol(
  kind: SymbolKindName,
  { value, span }: Located<string>,
  file: string,
  within: string,
): ProjectSymbol {
  return { name: value, kind, file, span, within };
}
