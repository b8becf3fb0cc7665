/** Every place where a name of the project stands: one list behind definition, references and rename. */
import { spanInScalar } from "../../document/scalarMap.ts";
import type { Located, ScalarStyle, Span } from "../../document/types.ts";
import { eachTables, nameForTable, tablePlace } from "../../project/eachTable.ts";
import { sqlOfFile } from "../../project/sqlOf.ts";
import type { Project } from "../../project/types.ts";
import type { ProjectFile } from "../../spec/projectTypes.ts";
import type { EventDefinition, SharedKeys, SpecDocument, SpecFile } from "../../spec/types.ts";
import { columnPlaces } from "../../sql/reader/columnPlaces.ts";
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
  /** As it is written. */
  readonly name: string;
  /** What it means: in a document of tables that look alike, the event of each of them. */
  readonly means: readonly string[];
  /** These tables' own names, in the same order; absent elsewhere. */
  readonly tables?: readonly string[];
  /** Of a name in SQL: the style of the scalar that the SQL is in. */
  readonly inSql?: ScalarStyle;
  /** Whether the name is declared here. */
  readonly declares: boolean;
}

type Put = (kind: NameKind, name: Located<string> | undefined, declares?: boolean) => void;

/** What is known of a project's names: its files, and the dialect of their SQL. */
type Named = Pick<FileView, "project" | "dialect">;

/** Names in all files of a project. */
function occurrences(view: Named): Occurrence[] {
  const { file, specs } = view.project;
  return [...projectFileNames(file), ...specs.flatMap((spec) => specNames(view, spec))];
}

/** The name at an offset of a file. */
export function nameAt(view: FileView, offset: number): Occurrence | undefined {
  const { project, file } = view;
  const spec = project.specs.find((s) => s.file === file);
  const names = spec
    ? specNames(view, spec)
    : file === project.file.file
      ? projectFileNames(project.file)
      : [];
  return names.find((name) => name.span.start <= offset && offset <= name.span.end);
}

/** Where the same thing is named, in all files. */
export function occurrencesOf(view: Named, name: Pick<Occurrence, "kind" | "means">): Occurrence[] {
  const means = new Set(name.means);
  return occurrences(view).filter(
    (one) => one.kind === name.kind && one.means.some((each) => means.has(each)),
  );
}

/** In: what a name of an event means in the file's document. */
function collector(
  file: string,
  meant: (name: string) => Meaning = (name) => ({ means: [name] }),
): { found: Occurrence[]; put: Put } {
  const found: Occurrence[] = [];
  const put: Put = (kind, name, declares = false) => {
    if (!name) return;
    const meaning = kind === "event" ? meant(name.value) : { means: [name.value] };
    found.push({ kind, name: name.value, ...meaning, file, span: name.span, declares });
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
    for (const name of stream.events.name ?? []) put("event", name);
  }
  for (const override of file.rules.overrides) put("event", override.event);
  return found;
}

function specNames(view: Named, spec: SpecFile): Occurrence[] {
  return spec.documents.flatMap((document) => {
    const { found, put } = collector(spec.file, (name) => meaningIn(name, document, view.project));
    documentNames(document, put);
    return [...found, ...joinedInSql(view, spec.file, document)];
  });
}

type Meaning = Pick<Occurrence, "means" | "tables">;

/** What a name of an event means in a document: for each of its tables another. */
function meaningIn(name: string, { each }: SpecDocument, { catalog }: Project): Meaning {
  if (!each) return { means: [name] };
  const tables = eachTables(each, catalog).map(({ parts }) => parts.at(-1) ?? "");
  // Of tables that nobody knows, a name that no other document has.
  if (tables.length === 0) return { means: [`${each.table.sql.text} ${name}`], tables: [tablePlace] };
  return { means: tables.map((table) => nameForTable(name, table)), tables };
}

/** Events that are joined without a name of their own, where SQL speaks of them. */
function joinedInSql({ project, dialect }: Named, file: string, document: SpecDocument): Occurrence[] {
  const joined = new Set(
    document.joins.flatMap(({ event, alias }) => (event && !alias ? [event.name.value] : [])),
  );
  const source = project.documents.get(file)?.text;
  if (joined.size === 0 || source === undefined) return [];
  const own = sqlOfFile(project, file).filter((one) => one.document === document);
  return own.flatMap(({ sql }) =>
    columnPlaces(sql.text, dialect).flatMap(({ parts: [first, second] }): Occurrence[] => {
      const name = [...joined].find((one) => one.toLowerCase() === first?.name.toLowerCase());
      if (!first || !second || name === undefined) return [];
      const span = spanInScalar(sql.scalar, source, first.start, first.end);
      return [{ kind: "event", name, means: [name], file, span, declares: false, inSql: sql.scalar.style }];
    }),
  );
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
