import type { Located } from "../../document/types.ts";
import { eventsIn, rangeOfFile } from "../../project/assemble.ts";
import { knownTeams } from "../../project/teams.ts";
import type { EventProperty, Project, ProjectEvent } from "../../project/types.ts";
import { plainName } from "../../spec/nameWords.ts";
import type { ProjectFile } from "../../spec/projectTypes.ts";
import type { SpecFile } from "../../spec/types.ts";
import {
  type EventReference,
  type Fact,
  factsOf,
  joinsEvents,
  joinsNaming,
  type NamedPlace,
  namesOf,
  referencesOf,
} from "./eventFacts.ts";
import { type DescribedPlace, describedOf, readingOf, type SourcePlace } from "./sourceFacts.ts";

/** What rules that compare files need to know of a whole project. Events come in the order of files and places. */
export interface ProjectIndex {
  /** Names that the project file declares, of teams also groups of dbt, those of all events, and all endings of the names of tables. */
  readonly declared: Readonly<
    Record<"entities" | "teams" | "goals" | "events" | "tables", ReadonlySet<string>>
  >;
  /** Where names of events stand that agree with it without case and punctuation. */
  sameName(name: string): readonly NamedPlace[];
  eventsOf(file: string): readonly ProjectEvent[];
  /** The tier of the first event of that name in a file. */
  tierOf(file: string, event: string | undefined): ProjectEvent["tier"] | undefined;
  /** Places that name an event. */
  references(name: string): readonly EventReference[];
  /** Events that have a property of that name, whatever its case. */
  withProperty(name: string): readonly ProjectEvent[];
  /** The documents that read a table, by `table` of `readingOf`. */
  reading(table: string): readonly SourcePlace[];
  /** The properties that are one column and are called the same, by the key of `describedOf`. */
  describing(key: string): readonly DescribedPlace[];
  /** The property whose spelling others of that name differ from: a lookup's, which many events share, else the first one. */
  firstSpelling(name: string): EventProperty | undefined;
}

/** The index of the last check, to be brought up to date by the next. Belongs to a `CheckCache`. */
export interface KeptIndex {
  projectFile: ProjectFile | undefined;
  specs: Project["specs"] | undefined;
  readonly files: Map<string, { readonly spec: SpecFile; readonly events: readonly ProjectEvent[] }>;
  /** These six hold their items in the order of files. */
  readonly names: Map<string, NamedPlace[]>;
  readonly properties: Map<string, ProjectEvent[]>;
  readonly lookupProperties: Map<string, ProjectEvent[]>;
  readonly references: Map<string, EventReference[]>;
  readonly sources: Map<string, SourcePlace[]>;
  readonly descriptions: Map<string, DescribedPlace[]>;
  /** Files about which rules of scope `project` may now say something else. */
  readonly stale: Set<string>;
}

export function createIndex(): KeptIndex {
  return {
    projectFile: undefined,
    specs: undefined,
    files: new Map(),
    names: new Map(),
    properties: new Map(),
    lookupProperties: new Map(),
    references: new Map(),
    sources: new Map(),
    descriptions: new Map(),
    stale: new Set(),
  };
}

/** The index of a project; takes time by what changed since the last one. */
export function indexProject(project: Project, kept: KeptIndex): ProjectIndex {
  if (kept.projectFile !== project.file) clear(kept);
  if (kept.specs !== project.specs || kept.projectFile !== project.file) update(kept, project);
  kept.projectFile = project.file;
  kept.specs = project.specs;
  return {
    declared: declaredBy(project),
    sameName: (name) => kept.names.get(plainName(name)) ?? [],
    eventsOf: (file) => kept.files.get(file)?.events ?? [],
    tierOf: tiersIn(kept),
    references: (name) => kept.references.get(name) ?? [],
    reading: (table) => kept.sources.get(table) ?? [],
    describing: (key) => kept.descriptions.get(key) ?? [],
    withProperty: (name) => kept.properties.get(name.toLowerCase()) ?? [],
    firstSpelling: (name) => {
      const plain = name.toLowerCase();
      const isSame = (property: EventProperty) => property.name.value.toLowerCase() === plain;
      const shared = kept.lookupProperties
        .get(plain)?.[0]
        ?.properties.find((each) => isFromLookup(each) && isSame(each));
      return shared ?? kept.properties.get(plain)?.[0]?.properties.find(isSame);
    },
  };
}

/** A check asks about one file after another, and of each again and again. */
function tiersIn({ files }: Pick<KeptIndex, "files">): ProjectIndex["tierOf"] {
  let known: { readonly file: string; readonly tiers: ReadonlyMap<string, ProjectEvent["tier"]> } | undefined;
  return (file, event) => {
    if (event === undefined) return undefined;
    if (known?.file !== file) {
      const events = files.get(file)?.events ?? [];
      known = { file, tiers: new Map(events.toReversed().map(({ name, tier }) => [name, tier])) };
    }
    return known.tiers.get(event);
  };
}

function declaredBy(project: Project): ProjectIndex["declared"] {
  const { file, eventsByName, catalog } = project;
  const names = (of: readonly { readonly name: Located<string> }[]) =>
    new Set(of.map(({ name }) => name.value));
  let events: ReadonlySet<string> | undefined;
  let tables: ReadonlySet<string> | undefined;
  return {
    entities: names(file.entities),
    teams: new Set(knownTeams(project).map(({ name }) => name)),
    goals: names(file.goals),
    // A check after an edit asks for these only where a name is unknown.
    get events() {
      events ??= new Set(eventsByName.keys());
      return events;
    },
    get tables() {
      tables ??= new Set(
        catalog.tables.flatMap(({ parts }) => parts.map((_, at) => parts.slice(at).join("."))),
      );
      return tables;
    },
  };
}

function isFromLookup({ from }: EventProperty): boolean {
  return from === "lookup";
}

function clear(kept: KeptIndex): void {
  const { files, names, properties, lookupProperties, references, sources, descriptions, stale } = kept;
  const parts = [files, names, properties, lookupProperties, references, sources, descriptions, stale];
  for (const part of parts) part.clear();
  kept.specs = undefined;
}

/** An edit leaves all specs but one what they were, so only the stretch between the same beginning and the same end counts. */
function update(kept: KeptIndex, project: Project): void {
  const [before, now] = [kept.specs ?? [], project.specs];
  const shorter = Math.min(before.length, now.length);
  let start = 0;
  while (start < shorter && before[start] === now[start]) start++;
  let rest = 0;
  while (rest < shorter - start && before.at(-1 - rest) === now.at(-1 - rest)) rest++;
  const changed = now
    .slice(start, now.length - rest)
    .filter((spec) => kept.files.get(spec.file)?.spec !== spec);
  const present = new Set(now.slice(start, now.length - rest).map((spec) => spec.file));
  for (const { file } of before.slice(start, before.length - rest))
    if (!present.has(file)) replace(kept, project, file, undefined);
  for (const spec of changed) replace(kept, project, spec.file, spec);
}

function replace(kept: KeptIndex, project: Project, file: string, spec: SpecFile | undefined): void {
  const events = spec ? eventsIn(project, file) : [];
  const before = kept.files.get(file);
  // At the first check everything is new, and nothing has been said yet.
  const compare = kept.projectFile !== undefined;
  const old = compare ? factsOf(before?.events ?? [], project) : new Map<string, Fact>();
  for (const event of before?.events ?? []) remove(kept, event);
  if (spec) kept.files.set(file, { spec, events });
  else kept.files.delete(file);
  for (const event of events) add(kept, event);
  if (!compare) return;
  const now = factsOf(events, project);
  for (const [text, fact] of old) if (!now.has(text)) markStale(kept, fact);
  for (const [text, fact] of now) if (!old.has(text)) markStale(kept, fact);
}

function markStale(kept: KeptIndex, { kind, name }: Fact): void {
  const { projectFile, stale } = kept;
  // Its streams and identities name events, too.
  if ((kind === "name" || kind === "event") && projectFile) stale.add(projectFile.file);
  for (const { file } of concernedBy(kept, kind, name)) stale.add(file);
}

function concernedBy(
  { files, names, properties, references, sources, descriptions }: KeptIndex,
  kind: Fact["kind"],
  name: string,
): readonly { readonly file: string }[] {
  if (kind === "property") return properties.get(name.toLowerCase()) ?? [];
  if (kind === "source") return sources.get(name) ?? [];
  if (kind === "description") return descriptions.get(name) ?? [];
  // Joins may lead back over any others.
  if (kind === "joins") return [...files.values()].flatMap(({ events }) => events.filter(joinsEvents));
  return [...(names.get(plainName(name)) ?? []), ...(references.get(name) ?? [])];
}

function add(kept: KeptIndex, event: ProjectEvent): void {
  const { names, properties, lookupProperties, references } = kept;
  for (const name of namesOf(event)) insert(names, plainName(name.value), name);
  for (const property of event.properties) {
    const name = property.name.value.toLowerCase();
    insert(properties, name, event);
    if (isFromLookup(property)) insert(lookupProperties, name, event);
  }
  for (const reference of placesNaming(event)) insert(references, reference.name.value, reference);
  for (const place of readingOf(event)) insert(kept.sources, place.table, place);
  for (const place of describedOf(event)) insert(kept.descriptions, place.key, place);
}

function remove(kept: KeptIndex, event: ProjectEvent): void {
  const { names, properties, lookupProperties, references } = kept;
  for (const { value, file } of namesOf(event)) withdraw(names, plainName(value), file);
  for (const { name } of event.properties)
    for (const group of [properties, lookupProperties]) withdraw(group, name.value.toLowerCase(), event.file);
  for (const { name } of placesNaming(event)) withdraw(references, name.value, event.file);
  for (const { table } of readingOf(event)) withdraw(kept.sources, table, event.file);
  for (const { key } of describedOf(event)) withdraw(kept.descriptions, key, event.file);
}

function placesNaming(event: ProjectEvent): EventReference[] {
  return [...referencesOf(event), ...joinsNaming(event)];
}

/** Behind the last one of the same or an earlier file. */
function insert<T extends { readonly file: string }>(groups: Map<string, T[]>, key: string, item: T): void {
  const group = groups.get(key);
  if (!group) groups.set(key, [item]);
  else group.splice(rangeOfFile(group, item.file)[1], 0, item);
}

function withdraw<T extends { readonly file: string }>(
  groups: Map<string, T[]>,
  key: string,
  file: string,
): void {
  const group = groups.get(key) ?? [];
  const [start, end] = rangeOfFile(group, file);
  if (end - start === group.length) groups.delete(key);
  else group.splice(start, end - start);
}
