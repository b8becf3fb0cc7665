/** The names that may stand at a place, with what is known of them: one provider for completion and hover. */
import type { Path } from "../../document/types.ts";
import { eventColumns } from "../../project/eventColumns.ts";
import { exampleTables } from "../../project/exampleTables.ts";
import { fullTables } from "../../project/fullJoins.ts";
import { evidenceFor } from "../../project/identity.ts";
import { knownTeams, teamOfTable } from "../../project/teams.ts";
import { columnsOfUnion, tablesOfUnion } from "../../project/unions.ts";
import { allRules } from "../../rules/allRules.ts";
import type { ReferenceKind } from "../../spec/schemaNode.ts";
import { typeText } from "../../spec/typeText.ts";
import { queryOutputs } from "../../sql/reader/queryOutputs.ts";
import type { FileView } from "../session/fileView.ts";
import { documentAt, eventAt } from "./specAt.ts";
import { sourceAliasAt } from "./tables.ts";

export interface KnownName {
  readonly name: string;
  readonly kind: "value" | "table" | "column" | "event" | "name" | "rule";
  readonly detail?: string | undefined;
  /** Markdown. */
  readonly documentation?: string | undefined;
  readonly deprecated?: boolean;
}

/** Where in a file a name may stand. */
export interface CursorPath {
  readonly offset: number;
  readonly path: Path;
}

/** Names of a kind that can be used at a place, in the order of their declaration. */
export function namesKnownAt(view: FileView, kind: ReferenceKind, place: CursorPath): KnownName[] {
  switch (kind) {
    case "event":
      return eventNames(view, place);
    case "parameter":
      return parameterNames(view, place);
    case "column":
    case "property":
      return columnNames(view, place);
    case "follow-key":
      return [
        { name: "key", kind: "value", documentation: "Both come from one source and share its key." },
        ...sharedNames(view, place),
      ];
    case "table":
      return tableNames(view, place);
    case "union-column":
      return unionColumns(view, place);
    case "full-column":
      return keyColumns(view, place);
    case "rule":
      return allRules.map(({ name, summary, severity }) => ({
        name,
        kind: "rule",
        detail: severity,
        documentation: summary,
      }));
    default:
      return kind === "team" ? teamNames(view, place) : declaredNames(view.project.file, kind);
  }
}

type DeclaredKind = Exclude<
  ReferenceKind,
  | "event"
  | "parameter"
  | "column"
  | "property"
  | "follow-key"
  | "table"
  | "rule"
  | "union-column"
  | "full-column"
  | "team"
>;

/** What the project file declares, wherever it is used. */
function declaredNames(file: FileView["project"]["file"], kind: DeclaredKind): KnownName[] {
  switch (kind) {
    case "entity":
      return file.entities.map((entity) => knownName(entity, entity.type && typeText(entity.type.value)));
    case "goal":
      return file.goals.map((goal) => knownName(goal));
    case "lookup":
      return file.lookups.map(({ name, parameters }) =>
        knownName({ name }, `(${parameters.map((parameter) => parameter.value).join(", ")})`),
      );
    case "destination":
      return file.destinations.map((destination) => knownName(destination));
    case "switch":
      return file.switches.map((value) => knownName(value));
    case "connection":
      return file.connections.map(({ name, type }) => knownName({ name }, type.value));
    case "stream":
      return file.streams.map((stream) => knownName(stream));
  }
}

/** Those of the project file before groups of dbt, and before all the one that owns the table in dbt. */
function teamNames(view: FileView, { offset }: CursorPath): KnownName[] {
  const teams = knownTeams(view.project);
  const table = sourceAliasAt(view, offset)?.table;
  const owner = teamOfTable(table, view.project)?.name;
  const rank = ({ name }: (typeof teams)[number]) => Number(name !== owner);
  return teams
    .sort((a, b) => rank(a) - rank(b))
    .map(({ name, contact, description, from }) => ({
      name,
      kind: "name",
      detail: [contact, from === "dbt" && "a group of dbt", name === owner && "owns the table in dbt"]
        .filter(Boolean)
        .join(" · "),
      documentation: description,
    }));
}

interface Declared {
  readonly name: { readonly value: string };
  readonly description?: { readonly value: string };
}

function knownName({ name, description }: Declared, detail?: string): KnownName {
  return {
    name: name.value,
    kind: "name",
    ...(detail !== undefined && { detail }),
    ...(description && { documentation: description.value }),
  };
}

/** Every event but the one that the place is in, below an identity those that are evidence of it; deprecated ones are marked. */
function eventNames({ project, file }: FileView, { path }: CursorPath): KnownName[] {
  const [kind, name] = path;
  const isProject = project.file.file === file;
  const own = kind === "events" && !isProject ? name : undefined;
  const identity = isProject && kind === "entities" && path[2] === "resolves_to";
  const proves = identity ? evidenceFor(project, String(name)) : () => true;
  return project.events
    .filter((event) => event.name !== own && proves(event))
    .flatMap((event) =>
      event.names.map(
        (name): KnownName => ({
          name,
          kind: "event",
          detail: event.file,
          documentation: event.definition.description?.value,
          deprecated: event.definition.deprecated !== undefined,
        }),
      ),
    );
}

function columnNames(view: FileView, { path }: CursorPath): KnownName[] {
  const event = eventAt(view, path);
  return (event ? eventColumns(event) : []).map(({ name, type, description }) => ({
    name,
    kind: "column",
    detail: type,
    documentation: description,
  }));
}

/** Parameters of the lookup that is used at a place. */
function parameterNames(view: FileView, { offset, path }: CursorPath): KnownName[] {
  const key = String(path.at(-1));
  const use = documentAt(view, offset)?.lookups.find(({ name }) => name.value === key);
  const lookup = view.project.lookups.get(use?.lookup?.value ?? key);
  return (lookup?.parameters ?? []).map(({ value }) => ({ name: value, kind: "name" }));
}

/** Columns of the union around a place, by the union's names; below a table of it those of the table, by its own. */
function unionColumns(view: FileView, { offset, path }: CursorPath): KnownName[] {
  const document = documentAt(view, offset);
  const isJoin = path[0] === "join";
  const source = isJoin ? document?.joins[Number(path[1])]?.source : document?.source;
  if (source?.kind !== "union") return [];
  const tables = tablesOfUnion(source, view.project);
  const at = path.includes("union") ? path[path.indexOf("union") + 1] : undefined;
  const own = typeof at === "number" ? tables.filter(({ member }) => member === source.members[at]) : tables;
  const columns =
    typeof at === "number" && path.includes("rename")
      ? own.flatMap(({ table }) => table?.columns ?? [])
      : columnsOfUnion(own).map(({ name, found }) => ({ name, type: found.find(Boolean)?.type }));
  const unique = new Map(columns.map((column) => [column.name, column.type]));
  return [...unique].map(([name, detail]) => ({ name, kind: "column", detail }));
}

/** Columns that all known tables of the full join around a place have; below one of its tables, those of that table. */
function keyColumns(view: FileView, { offset, path }: CursorPath): KnownName[] {
  const { source } = documentAt(view, offset) ?? {};
  if (source?.kind !== "full") return [];
  const at = path.includes("full") ? path[path.indexOf("full") + 1] : undefined;
  const outputsOf = ({ text }: { readonly text: string }) => queryOutputs(text, view.dialect);
  const own = fullTables(source, view.project, outputsOf).filter(
    ({ member, table }) => table && (typeof at !== "number" || member === source.members[at]),
  );
  const [first, ...others] = own.map(({ table }) => table?.columns ?? []);
  const isShared = ({ name }: { readonly name: string }) =>
    others.every((columns) => columns.some((one) => one.name.toLowerCase() === name.toLowerCase()));
  return (first ?? []).filter(isShared).map(({ name, type: detail }) => ({ name, kind: "column", detail }));
}

function sharedNames(view: FileView, { path }: CursorPath): KnownName[] {
  const event = eventAt(view, path);
  if (!event) return [];
  return [
    ...event.entities.map(({ name }): KnownName => ({ name: name.value, kind: "name", detail: "entity" })),
    ...event.properties.map(
      ({ name }): KnownName => ({ name: name.value, kind: "column", detail: "property" }),
    ),
  ];
}

/** The tables that a document reads, as its examples name them. */
function tableNames(view: FileView, { offset }: CursorPath): KnownName[] {
  const document = documentAt(view, offset);
  if (!document) return [];
  const names = exampleTables({ document }, view.project).keys();
  return [...names].map((name) => ({ name, kind: "table" }));
}
