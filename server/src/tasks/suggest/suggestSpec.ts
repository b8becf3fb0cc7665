/** The spec that a table suggests, as a text, with what the project file lacks for it. */
import { nameInCatalog } from "../../project/catalog.ts";
import { likelyOwner } from "../../project/teams.ts";
import type { Table } from "../../project/types.ts";
import type { DialectName } from "../../sql/types.ts";
import { pathFor, specText } from "./specText.ts";
import { type Around, suggestEvents } from "./suggestEvents.ts";
import type { SuggestedEvent, Suggestion } from "./types.ts";

export type SuggestedSpec =
  | {
      readonly kind: "spec";
      /** Where it goes, relative to the project. */
      readonly path: string;
      readonly text: string;
      readonly events: readonly SuggestedEvent[];
      readonly notTaken: Suggestion["notTaken"];
      /** Entities that the project file has yet to declare. */
      readonly undeclared: readonly string[];
    }
  /** Why there is none, as a sentence. */
  | { readonly kind: "none"; readonly why: string; readonly notTaken: Suggestion["notTaken"] };

/** In: a table of the project. Without `file` the spec gets a file of its own. Rejects with `WarehouseError` when cancelled. */
export async function suggestSpec(
  table: Table,
  { dialect, ...given }: Omit<Around, "file"> & { readonly file?: string; readonly dialect: DialectName },
  signal: AbortSignal,
): Promise<SuggestedSpec> {
  const { project, now } = given;
  const path = given.file ?? pathFor(table);
  const name = nameInCatalog(table);
  if (table.columns.length === 0)
    return { kind: "none", why: `The columns of ${name} are not known.`, notTaken: [] };
  const suggestion = await suggestEvents(table, { ...given, file: path }, signal);
  if (!suggestion)
    return { kind: "none", why: `No column of ${name} could tell its rows apart.`, notTaken: [] };
  const { events, notTaken, entities } = suggestion;
  if (events.length === 0) return { kind: "none", why: whyNone(suggestion, name), notTaken };
  const owner = likelyOwner(table, project)?.name;
  const today = new Date(now).toISOString().slice(0, 10);
  const declared = new Set(project.file.entities.map((entity) => entity.name.value));
  return {
    kind: "spec",
    path,
    text: specText(suggestion, { catalog: project.catalog, dialect, owner, today }),
    events,
    notTaken,
    undeclared: [...entities.keys()].filter((entity) => !declared.has(entity)),
  };
}

function whyNone({ notTaken, hasAll }: Suggestion, name: string): string {
  if (hasAll) return `The project has all events that ${name} suggests.`;
  return notTaken.length > 0
    ? `No time in ${name} says when something happened.`
    : `No column of ${name} says when something happened.`;
}
