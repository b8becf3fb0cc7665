import type { Located, Span } from "../../document/types.ts";
import type { ProjectFile } from "../../spec/projectTypes.ts";
import type { EventDefinition, SpecDocument, SpecFile } from "../../spec/types.ts";
import { type LostEvent, lostEvents } from "../names/lostEvents.ts";
import type { FileView } from "../session/fileView.ts";

export interface Outline {
  readonly name: string;
  readonly detail?: string;
  readonly kind: "source" | "event" | "property" | "entity" | "declaration" | "group";
  readonly span: Span;
  readonly nameSpan: Span;
  readonly children: readonly Outline[];
  readonly deprecated?: true;
}

/** The outline of a file: sources, their events and properties; or what the project file declares. */
export function documentSymbols(view: FileView): Outline[] {
  const { project, file } = view;
  const spec = project.specs.find((s) => s.file === file);
  if (spec) return [...specSymbols(spec), ...lostEvents(view).map(lostSymbol)];
  return file === project.file.file ? projectSymbols(project.file) : [];
}

function specSymbols(spec: SpecFile): Outline[] {
  const [only, ...more] = spec.documents;
  if (only && more.length === 0 && !only.name)
    return spec.documents.flatMap((document) => document.events.map(eventSymbol));
  return spec.documents.map(sourceSymbol);
}

function sourceSymbol(document: SpecDocument): Outline {
  const { name, description, source, each, span } = document;
  const nameSpan = (name ?? source ?? each)?.span ?? { start: span.start, end: span.start };
  const detail = description?.value ?? (name && sourceName(document));
  return {
    name: name?.value ?? sourceName(document),
    ...(detail === undefined ? {} : { detail }),
    kind: "source",
    span: cover(document.span, nameSpan),
    nameSpan,
    children: document.events.map(eventSymbol),
  };
}

/** What a document reads, in a word. */
export function sourceName({ source, each, alias }: SpecDocument): string {
  if (each) return each.table.sql.text;
  if (source?.kind === "table") return source.table.sql.text;
  return source ? (alias?.value ?? "query") : "(no source)";
}

function eventSymbol(event: EventDefinition): Outline {
  const properties = event.properties.map((property) =>
    declaration("property", property, property.sql?.text ?? property.constant?.text),
  );
  const entities = event.entities.map((entity) => declaration("entity", entity, entity.sql?.text));
  const variants = (event.variants?.names ?? []).map((variant) =>
    declaration("event", { name: variant.event, span: variant.span }, undefined),
  );
  return {
    name: event.name.value,
    ...(event.description ? { detail: event.description.value } : {}),
    kind: "event",
    span: cover(event.span, event.name.span),
    nameSpan: event.name.span,
    children: [...variants, ...entities, ...properties],
    ...(event.deprecated ? { deprecated: true } : {}),
  };
}

function lostSymbol({ event, span }: LostEvent): Outline {
  return { name: event.name, kind: "event", span, nameSpan: span, children: [] };
}

interface Declared {
  readonly name: Located<string>;
  readonly span: Span;
}

function declaration(kind: Outline["kind"], item: Declared, detail: string | undefined): Outline {
  return {
    name: item.name.value,
    kind,
    span: cover(item.span, item.name.span),
    nameSpan: item.name.span,
    children: [],
    ...(detail ? { detail } : {}),
  };
}

function projectSymbols(file: ProjectFile): Outline[] {
  const groups: readonly (readonly [string, readonly Declared[]])[] = [
    ["connections", file.connections],
    ["entities", file.entities],
    ["teams", file.teams],
    ["goals", file.goals],
    ["destinations", file.destinations],
    ["lookups", file.lookups],
    ["streams", file.streams],
  ];
  return groups.flatMap(([name, items]) => {
    const first = items[0];
    const last = items.at(-1);
    if (!first || !last) return [];
    const span = cover({ start: first.name.span.start, end: last.span.end }, last.name.span);
    const children = items.map((item) => declaration("declaration", item, undefined));
    return [{ name, kind: "group", span, nameSpan: first.name.span, children } satisfies Outline];
  });
}

/** The protocol wants a symbol's range to hold its name's. */
function cover(span: Span, name: Span): Span {
  return { start: Math.min(span.start, name.start), end: Math.max(span.end, name.end) };
}
