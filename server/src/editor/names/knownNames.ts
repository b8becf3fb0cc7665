/** The names that may stand at a place, with what is known of them: one provider for completion and hover. */
import type { Path } from "../../document/types.ts";
import { eventColumns } from "../../project/eventColumns.ts";
import { exampleTables } from "../../project/exampleTables.ts";
import { allRules } from "../../rules/allRules.ts";
import type { ReferenceKind } from "../../spec/schemaNode.ts";
import { typeText } from "../../spec/typeText.ts";
import type { FileView } from "../session/fileView.ts";
import { documentAt, eventAt } from "./specAt.ts";

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
export function namesOf(view: FileView, kind: ReferenceKind, place: CursorPath): KnownName[] {
  const { project } = view;
  const { file } = project;
  const declared = (
    items: readonly {
      readonly name: { readonly value: string };
      readonly description?: { readonly value: string };
    }[],
  ): KnownName[] =>
    items.map(({ name, description }) => ({
      name: name.value,
      kind: "name",
      documentation: description?.value,
    }));
  switch (kind) {
    case "entity":
      return file.entities.map(({ name, type, description }) => ({
        name: name.value,
        kind: "name",
        detail: type && typeText(type.value),
        documentation: description?.value,
      }));
    case "team":
      return file.teams.map(({ name, email, slack }) => ({
        name: name.value,
        kind: "name",
        detail: email?.value ?? slack?.value,
      }));
    case "goal":
      return declared(file.goals);
    case "lookup":
      return file.lookups.map(({ name, parameters }) => ({
        name: name.value,
        kind: "name",
        detail: `(${parameters.map((parameter) => parameter.value).join(", ")})`,
      }));
    case "destination":
      return declared(file.destinations);
    case "switch":
      return declared(file.switches);
    case "connection":
      return file.connections.map(({ name, type }) => ({
        name: name.value,
        kind: "name",
        detail: type.value,
      }));
    case "stream":
      return declared(file.streams);
    case "event":
      return eventNames(view, place);
    case "parameter":
      return (project.lookups.get(String(place.path.at(-1)))?.parameters ?? []).map(({ value }) => ({
        name: value,
        kind: "name",
      }));
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
    case "rule":
      return allRules.map(({ name, summary, severity }) => ({
        name,
        kind: "rule",
        detail: severity,
        documentation: summary,
      }));
  }
}

/** Every event but the one that the place is in; deprecated ones are marked. */
function eventNames({ project, file }: FileView, { path }: CursorPath): KnownName[] {
  const own = path[0] === "events" && project.file.file !== file ? path[1] : undefined;
  return project.events
    .filter((event) => event.name !== own)
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
