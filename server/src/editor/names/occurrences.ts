/** Every place where a name of the project stands: one list behind definition, references and rename. */
import type { Located, Span } from "../../document/types.ts";
import type { Project } from "../../project/types.ts";
import type { ProjectFile } from "../../spec/projectTypes.ts";
import type { EventDefinition, SharedKeys, SpecDocument, SpecFile } from "../../spec/types.ts";
import type { FileView } from "../session/fileView.ts";

type NameKind = "event" | "entity" | "team" | "goal" | "lookup" | "destination" | "connection" | "switch";

/** A piece of a file of the project. */
export interface FileSpan {
  /** Relative to the project's root, with `/`. */
  readonly file: string;
  readonly span: Span;
}

export interface Occurrence extends FileSpan {
  readonly kind: NameKind;
  readonly name: string;
  /** Whether the name is declared here. */
  readonly declares: boolean;
}

type Put = (kind: NameKind, name: Located<string> | undefined, declares?: boolean) => void;

/** Names in all files of a project. */
function occurrences(project: Project): Occurrence[] {
  return [...projectFileNames(project.file), ...project.specs.flatMap(specNames)];
}

/** The name at an offset of a file. */
export function nameAt({ project, file }: FileView, offset: number): Occurrence | undefined {
  const spec = project.specs.find((s) => s.file === file);
  const names = spec ? specNames(spec) : file === project.file.file ? projectFileNames(project.file) : [];
  return names.find((name) => name.span.start <= offset && offset <= name.span.end);
}

/** Where the same thing is named, in all files. */
export function occurrencesOf(project: Project, name: Occurrence): Occurrence[] {
  return occurrences(project).filter((other) => other.kind === name.kind && other.name === name.name);
}

function collector(file: string): { found: Occurrence[]; put: Put } {
  const found: Occurrence[] = [];
  const put: Put = (kind, name, declares = false) => {
    if (name) found.push({ kind, name: name.value, file, span: name.span, declares });
  };
  return { found, put };
}

function projectFileNames(file: ProjectFile): Occurrence[] {
  const { found, put } = collector(file.file);
  put("connection", file.connection);
  for (const { name } of file.connections) put("connection", name, true);
  for (const { name, resolvesTo } of file.entities) {
    put("entity", name, true);
    put("entity", resolvesTo?.entity);
    for (const event of resolvesTo?.by ?? []) put("event", event);
  }
  for (const { name } of file.teams) put("team", name, true);
  for (const goal of file.goals) {
    put("goal", goal.name, true);
    put("team", goal.owner);
  }
  for (const { name, entity, anonymous } of file.destinations) {
    put("destination", name, true);
    put("entity", entity);
    put("entity", anonymous);
  }
  for (const { name } of file.switches) put("switch", name, true);
  for (const { name } of file.lookups) put("lookup", name, true);
  for (const stream of file.streams) {
    put("entity", stream.entity);
    put("entity", stream.anonymous);
    for (const owner of stream.events.owner ?? []) put("team", owner);
  }
  for (const override of file.rules.overrides) put("event", override.event);
  return found;
}

function specNames(spec: SpecFile): Occurrence[] {
  const { found, put } = collector(spec.file);
  for (const document of spec.documents) documentNames(document, put);
  return found;
}

function documentNames(document: SpecDocument, put: Put): void {
  sharedNames(document.defaults, put);
  for (const use of document.lookups) put("lookup", use.lookup ?? use.name);
  for (const name of document.enabled) put("switch", name);
  for (const { event } of document.joins) {
    put("event", event?.name);
    put("entity", event?.by);
  }
  for (const event of document.events) eventNames(event, put);
}

function sharedNames(keys: SharedKeys, put: Put): void {
  put("team", keys.owner);
  for (const { name } of keys.entities) put("entity", name);
  for (const goal of keys.goals ?? []) put("goal", goal);
  for (const { destination } of keys.sendTo ?? []) put("destination", destination);
}

function eventNames(event: EventDefinition, put: Put): void {
  put("event", event.name, true);
  for (const variant of event.variants?.names ?? []) put("event", variant.event, true);
  sharedNames(event, put);
  for (const test of event.tests) if (test.kind === "follows") put("event", test.event);
  put("event", event.trackedAs?.event);
  put("event", event.deprecated?.use);
}
