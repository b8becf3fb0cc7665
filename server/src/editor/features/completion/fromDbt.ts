/** What dbt says where a spec asks for the same: keys, the time of loading, accepted values, who reads a table. Each says that dbt says so. */
import type { CursorPlace } from "../../../document/cursor/cursorPlace.ts";
import type { Path } from "../../../document/types.ts";
import { writeInto } from "../../../document/write/writeInside.ts";
import { writeScalar } from "../../../document/write/writeScalar.ts";
import { aliasesOf } from "../../../project/aliases.ts";
import { findColumn } from "../../../project/catalog.ts";
import { acceptedValues } from "../../../project/dbt/facts.ts";
import type { Column, ProjectEvent, Table } from "../../../project/types.ts";
import { bareReference } from "../../../sql/reader/bareReference.ts";
import { writeIdentifier } from "../../../sql/writeIdentifier.ts";
import { eventAt } from "../../names/specAt.ts";
import { sourceAliasAt, tablesReadAt } from "../../names/tables.ts";
import type { FileView } from "../../session/fileView.ts";
import { declaredValues } from "./seen.ts";
import type { Completion } from "./types.ts";
import { completeValueList } from "./valueList.ts";
import { valueSpan } from "./values.ts";

/** A place where a value may stand; `lead` is put before each, as the dash of a list item. */
export interface ValuePlace {
  readonly place: CursorPlace;
  readonly path: Path;
  readonly lead: string;
}

export function completeFromDbt(view: FileView, at: ValuePlace): Completion[] {
  if (!view.project.dbt?.manifest) return [];
  const inEvent = at.path[0] === "events";
  const [key, , below] = inEvent ? at.path.slice(2) : at.path;
  if (key === "key") return keysIn(view, at);
  if (key === "loaded_at") return loadedAtIn(view, at);
  if (key === "consumers") return consumersIn(view, at);
  return inEvent && key === "properties" && below === "values" ? acceptedIn(view, at) : [];
}

/** Columns that tell rows apart: the whole `key`. */
function keysIn(view: FileView, { place, path, lead }: ValuePlace): Completion[] {
  const source = sourceAliasAt(view, place.offset);
  if (!source || typeof path.at(-1) === "number" || lead !== "") return [];
  const { alias, table } = source;
  return (table.dbt?.keys ?? []).flatMap((names, rank): Completion[] => {
    const parts = names.map((name) => writeScalar(columnSql(view, alias, table, name), { flow: true }));
    const text = parts.length === 1 ? parts.join("") : `[${parts.join(", ")}]`;
    return place.style === "plain" ? [offer(place, text, "tells rows apart, says dbt", rank)] : [];
  });
}

function loadedAtIn(view: FileView, { place }: ValuePlace): Completion[] {
  const source = sourceAliasAt(view, place.offset);
  const field = source?.table.dbt?.loadedAt;
  // An expression may mean what this engine does not.
  const name = field === undefined ? undefined : bareReference(field)?.at(-1);
  if (!source || name === undefined) return [];
  const text = writeInto(
    { style: place.style, flow: place.flow, atStart: true },
    columnSql(view, source.alias, source.table, name),
  );
  return text === undefined ? [] : [offer(place, text, "loaded_at_field in dbt", 0)];
}

function acceptedIn(view: FileView, { place, path, lead }: ValuePlace): Completion[] {
  const [, , , property, , item] = path;
  const event = eventAt(view, path);
  const column = event && columnOf(view, event, String(property));
  const values = column?.dbt && acceptedValues(column.dbt);
  if (!values) return [];
  const detail = "accepted by dbt's test";
  const offered = {
    values: values.map((value) => ({ value, detail })),
    declared: declaredValues(event, String(property)),
    detail: `all that are ${detail}`,
  };
  return completeValueList(place, offered, { isItem: item !== undefined, lead });
}

/** The column that a property is, and nothing else; none of a property that is no text, whose values are written in another way. */
function columnOf({ project }: FileView, event: ProjectEvent, property: string): Column | undefined {
  const { sql, type } = event.properties.find(({ name }) => name.value === property) ?? {};
  if (type && type.value.kind !== "string") return undefined;
  const parts = sql && bareReference(sql.text);
  const [first, second] = parts ?? [];
  if (first === undefined || (parts?.length ?? 0) > 2) return undefined;
  const aliases = aliasesOf(event, project);
  const named = second === undefined ? aliases : aliases.filter(({ alias }) => alias === first);
  const found = named.flatMap(({ table }) => (table && findColumn(table, second ?? first)) ?? []);
  return found.length === 1 ? found[0] : undefined;
}

/** What dbt was told to read a table of the document; none that reads others. */
function consumersIn(view: FileView, { place, lead, path }: ValuePlace): Completion[] {
  if (typeof path.at(-1) !== "number") return [];
  const exposures = tablesReadAt(view, place.offset).flatMap(({ dbt }) => dbt?.exposures ?? []);
  const unique = new Map(exposures.map((exposure) => [exposure.name, exposure]));
  return [...unique.values()].flatMap(({ name, type = "exposure" }, rank): Completion[] => {
    const text = writeInto({ style: place.style, flow: place.flow, atStart: true }, name);
    return text === undefined ? [] : [offer(place, text, `${type} in dbt`, rank, lead)];
  });
}

function columnSql({ dialect }: FileView, alias: string, table: Table, name: string): string {
  const column = findColumn(table, name)?.name ?? name;
  return `${writeIdentifier(alias, dialect)}.${writeIdentifier(column, dialect)}`;
}

function offer(place: CursorPlace, text: string, detail: string, rank: number, lead = ""): Completion {
  const insert = `${lead}${place.needsSpace ? " " : ""}${text}`;
  return { label: text, kind: "value", detail, insert, span: valueSpan(place), rank };
}
