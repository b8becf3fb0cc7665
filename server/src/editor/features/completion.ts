/** What may be typed at a place. */

import { type CursorPlace, cursorPlaceAt } from "../../document/cursor/cursorPlace.ts";
import type { Path, YamlNode } from "../../document/types.ts";
import { writtenName } from "../../project/eachTable.ts";
import { eventColumns } from "../../project/eventColumns.ts";
import { type FileKind, schemaAt, sqlKindOf } from "../../spec/schema.ts";
import type { ReferenceKind, SchemaNode } from "../../spec/schemaNode.ts";
import { fileKind } from "../names/fileKind.ts";
import { type KnownName, namesKnownAt } from "../names/knownNames.ts";
import { documentAt, eventAt } from "../names/specAt.ts";
import { tableNamed } from "../names/tables.ts";
import type { FileView } from "../session/fileView.ts";
import { sqlScopeAt } from "../sql/scope.ts";
import { typedSqlAt } from "../sql/typedSql.ts";
import { completeFromDbt } from "./completion/fromDbt.ts";
import { completeKeys } from "./completion/keys.ts";
import { newEvents } from "./completion/newEvent.ts";
import { completePatterns } from "./completion/patterns.ts";
import { completeSeenTests, completeSeenValues } from "./completion/seen.ts";
import { completeSql, completeTables } from "./completion/sql.ts";
import type { Completion } from "./completion/types.ts";
import { completeValues } from "./completion/values.ts";

interface Request {
  readonly view: FileView;
  readonly kind: FileKind;
  readonly place: CursorPlace;
}

/** Completions at an offset of a file. While the file is damaged, names that were known before are offered, too. */
export function complete(view: FileView, offset: number): Completion[] {
  const found = completeIn(view, offset);
  if (!view.before) return found;
  const known = new Set(found.map(({ label, kind }) => `${kind} ${label}`));
  const older = completeIn({ ...view, project: view.before }, offset);
  return [...found, ...older.filter(({ label, kind }) => !known.has(`${kind} ${label}`))];
}

function completeIn(view: FileView, offset: number): Completion[] {
  const kind = fileKind(view);
  const found = cursorPlaceAt(view.document, offset);
  if (!found) return [];
  const place = { ...found, path: anchored(view, kind, found.path) };
  const request: Request = { view, kind, place };
  switch (place.role) {
    case "comment":
      return completeSuppression(request);
    case "key":
      return keysAt(request, place.path, "");
    case "value":
      return [...valuesAt(request, place.path, ""), ...seenTestsAt(request, place.path, "")];
    case "either":
      return [...valuesAt(request, place.path, ""), ...keysAt(request, place.path, ""), ...itemsAt(request)];
  }
}

/**
 * The path as it is meant where damage on other lines has bent it, for instance by a key typed before `events:`: it leads
 * through the innermost name that is an event's.
 */
function anchored({ project, file }: FileView, kind: FileKind, path: Path): Path {
  if (kind !== "spec" || schemaAt(kind, path).length > 0) return path;
  const names = new Set(project.events.filter((event) => event.file === file).map(writtenName));
  const at = path.findLastIndex((step) => typeof step === "string" && names.has(step));
  return at === -1 ? path : ["events", ...path.slice(at)];
}

/** On a line of its own below a key whose value is a list: the dash comes with the item. */
function itemsAt(request: Request): Completion[] {
  const { place, kind } = request;
  const isItem = typeof place.path.at(-1) === "number";
  if (isItem || !schemaAt(kind, place.path, rootOf(request)).some((node) => node.items)) return [];
  const path = [...place.path, 0];
  return [...valuesAt(request, path, "- "), ...keysAt(request, path, "- ")];
}

/** What is written in the project file; only its maps have keys that depend on others. */
function rootOf({ view, kind }: Request): YamlNode | undefined {
  return kind === "project" ? view.project.documents.get(view.file)?.documents[0]?.root : undefined;
}

function keysAt(request: Request, path: Path, lead: string): Completion[] {
  const { place, view, kind } = request;
  const nodes = schemaAt(kind, path, rootOf(request));
  const known = completeKeys(place, nodes, (reference) => names(request, reference, path), lead);
  const isEvents = kind === "spec" && path.length === 1 && path[0] === "events";
  const columns = completeCells(request, path, nodes, lead);
  if (kind === "spec" && path.length === 0) return [...known, ...completePatterns(place, view.project)];
  return isEvents
    ? [...known, ...newEvents(place, documentAt(view, place.offset), view)]
    : [...known, ...columns, ...seenTestsAt(request, path, lead)];
}

function seenTestsAt({ view, kind, place }: Request, path: Path, lead: string): Completion[] {
  return kind === "spec" ? completeSeenTests(view, place, path, lead) : [];
}

function valuesAt(request: Request, path: Path, lead: string): Completion[] {
  const { place, view, kind } = request;
  const nodes = schemaAt(kind, path, rootOf(request));
  const sqlKind = sqlKindOf(nodes);
  // Examples of SQL are somebody else's columns; they belong in the documentation only.
  const worded = sqlKind ? nodes.filter((node) => node.enum) : nodes;
  const seen =
    kind === "spec"
      ? [...completeSeenValues(view, place, path, lead), ...completeFromDbt(view, { place, path, lead })]
      : [];
  const words = [
    ...completeValues(place, worded, (reference) => names(request, reference, path), lead),
    ...seen,
  ];
  if (!sqlKind || lead !== "") return words;
  const typed = place.typed.text + place.after;
  const scope = sqlScopeAt(view, { offset: place.offset, path, sql: typed });
  if (sqlKind !== "table") return [...words, ...completeSql(place, scope)];
  const sql = typedSqlAt(place.typed.text, view.dialect);
  return sql.kind === "none"
    ? words
    : [...words, ...dbtTables(request), ...completeTables(place, scope, sql)];
}

/** `ref(…)` and `source(…)` of a dbt project: the whole value is replaced. */
function dbtTables({ view, place }: Request): Completion[] {
  const described = view.project.catalog.tables.flatMap(({ reference, description, columns }) =>
    reference ? [{ value: reference, description: description ?? `${columns.length} columns` }] : [],
  );
  const values = completeValues(
    place,
    [
      {
        enum: described.map(({ value }) => value),
        enumDescriptions: described.map(({ description }) => description),
      },
    ],
    () => [],
  );
  return values.map((value) => ({ ...value, kind: "table" as const, rank: 5 }));
}

function names({ view, place }: Request, reference: ReferenceKind, path: Path): KnownName[] {
  return namesKnownAt(view, reference, { offset: place.offset, path });
}

/** Cells of example rows: `given` has the columns of a source's table, `expect` those of the event. */
function completeCells(
  request: Request,
  path: Path,
  nodes: readonly SchemaNode[],
  lead: string,
): Completion[] {
  const { view, place } = request;
  const [list, index] = path.slice(-2);
  if (path[2] !== "examples" || typeof index !== "number") return [];
  const event = eventAt(view, path);
  const given =
    path.at(-3) === "given"
      ? tableNamed(view.project, documentAt(view, place.offset), String(list))
      : undefined;
  const columns = list === "expect" && event ? eventColumns(event) : (given?.columns ?? []);
  const cells = columns.map(
    ({ name, type, description }): KnownName => ({
      name,
      kind: "column",
      detail: type,
      documentation: description,
    }),
  );
  return completeKeys(
    place,
    nodes.map((node) => ({ ...node, "x-keys": "column" })),
    () => cells,
    lead,
  );
}

/** `# eventspec-ignore: ` asks for the name of a rule. */
function completeSuppression(request: Request): Completion[] {
  const { place } = request;
  const match = /#\s*eventspec-ignore:\s*(?:[\w-]+\s*,\s*)*([\w-]*)$/.exec(place.typed.text);
  const start = place.offset - (match?.[1]?.length ?? 0);
  if (!match) return [];
  const typing: CursorPlace = { ...place, role: "value", start, style: "plain", flow: true };
  return completeValues(typing, [{ "x-ref": "rule" }], (reference) => names(request, reference, []));
}
