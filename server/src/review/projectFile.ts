/** What the project file says for all: streams, entities, destinations, connections, goals and teams. `{env: …}` is compared as it is written. */
import type { Span } from "../document/types.ts";
import type { Project } from "../project/types.ts";
import type { ProjectFile } from "../spec/projectTypes.ts";
import { canonical } from "./canonical.ts";
import { textAt } from "./compareFacts.ts";
import type { Change, ChangeClass, Place } from "./types.ts";

interface Named {
  readonly name: { readonly value: string; readonly span: Span };
  readonly span?: Span;
}

interface Section {
  readonly key: string;
  readonly what: string;
  readonly of: (file: ProjectFile) => readonly Named[];
  readonly changed: ChangeClass;
  readonly removed: ChangeClass;
  /** It may hold a secret, so its text is not shown. */
  readonly secret?: true;
}

const words = { changed: "documentation", removed: "documentation" } as const;

const sections: readonly Section[] = [
  { key: "streams", what: "Stream", of: ({ streams }) => streams, changed: "meaning", removed: "breaking" },
  { key: "entities", what: "Entity", of: ({ entities }) => entities, ...words },
  { key: "destinations", what: "Destination", of: ({ destinations }) => destinations, ...words },
  {
    key: "connections",
    what: "Connection",
    of: ({ connections }) => connections.map(asWritten),
    ...words,
    secret: true,
  },
  // What their joins and properties come to is told of the events that use them.
  {
    key: "lookups",
    what: "Lookup",
    of: ({ lookups }) => lookups.map(({ name, parameters, span }) => ({ name, parameters, span })),
    ...words,
  },
  { key: "teams", what: "Team", of: ({ teams }) => teams, ...words },
  { key: "goals", what: "Goal", of: ({ goals }) => goals, ...words },
];

/** Settings are a map, and say where they were read from. */
function asWritten({ settings, ...rest }: ProjectFile["connections"][number]): Named {
  const written = [...settings].map(([key, setting]) => [
    key,
    setting.kind === "env" ? setting : setting.value,
  ]);
  return { ...rest, ...{ settings: Object.fromEntries(written) } };
}

/** Keys that say one thing; what they mean for an event is told of the event. */
const settings = ["name", "timezone", "history", "connection", "dbt", "switches", "rules", "test"] as const;

export function compareProjectFiles(base: Project, head: Project): Change[] {
  if (base.file === head.file) return [];
  return [
    ...sections.flatMap((section) => compareSection(section, base, head)),
    ...settings.flatMap((key) => compareSetting(key, base, head)),
  ];
}

function compareSetting(key: (typeof settings)[number], base: Project, head: Project): Change[] {
  if (canonical(base.file[key]) === canonical(head.file[key])) return [];
  const [was, is] = [placeOfKey(base, key), placeOfKey(head, key)];
  return [
    {
      kind: `${key}-${was && is ? "changed" : is ? "added" : "removed"}`,
      what: `\`${key}\` of the project`,
      class: "documentation",
      message: `\`${key}\` of the project ${was && is ? "changed" : is ? "is new" : "is gone"}.`,
      path: key,
      ...(was && { base: was, before: textAt(base, was) }),
      ...(is && { head: is, after: textAt(head, is) }),
    },
  ];
}

function placeOfKey({ documents, file: { file } }: Project, key: string): Place | undefined {
  const root = documents.get(file)?.documents[0]?.root;
  const pair = root?.kind === "map" ? root.pairs.find((one) => one.key.text === key) : undefined;
  return pair && { file, span: pair.span };
}

function compareSection(
  { key, what, of, changed, removed, secret }: Section,
  base: Project,
  head: Project,
): Change[] {
  const [before, after] = [base, head].map(
    ({ file }) => new Map(of(file).map((one) => [one.name.value, one])),
  );
  const changes: Change[] = [];
  const tell = (name: string, how: string, kind: ChangeClass, verb: string): void => {
    const [was, is] = [before?.get(name), after?.get(name)];
    const [old, now] = [placeOf(was, base), placeOf(is, head)];
    changes.push({
      kind: `${what.toLowerCase()}-${how}`,
      what: `${what} \`${name}\``,
      class: kind,
      message: `${what} \`${name}\` ${verb}.`,
      path: `${key}.${name}`,
      ...(old && { base: old, ...(!secret && { before: textAt(base, old) }) }),
      ...(now && { head: now, ...(!secret && { after: textAt(head, now) }) }),
      ...(kind === "meaning" && { rule: "meaning-changed" as const }),
      ...(kind === "breaking" && { rule: "event-removed" as const }),
    });
  };
  for (const [name, is] of after ?? []) {
    const was = before?.get(name);
    if (!was) tell(name, "added", changed === "meaning" ? "additive" : "documentation", "is new");
    else if (canonical(was) !== canonical(is)) tell(name, "changed", changed, "changed");
  }
  for (const name of before?.keys() ?? []) if (!after?.has(name)) tell(name, "removed", removed, "is gone");
  return changes;
}

function placeOf(named: Named | undefined, { file }: Project) {
  return named && { file: file.file, span: named.span ?? named.name.span };
}
