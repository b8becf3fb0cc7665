import { spanInScalar } from "../document/scalarMap.ts";
import type { Finding, Located } from "../document/types.ts";
import { defined } from "../spec/nodes.ts";
import type { ForEach, SharedKeys, SpecDocument, SqlText } from "../spec/types.ts";
import { type SourceName, sourceNames } from "./defaultAlias.ts";
import { eachFindings } from "./eachFindings.ts";
import { eventJoinFindings } from "./joinedEvents.ts";
import { lookupFindings } from "./lookupFindings.ts";
import { lookupsUsed } from "./lookupsUsed.ts";
import { mention } from "./mention.ts";
import { findingAt, unknownName } from "./reference.ts";
import { sqlOfList } from "./sqlOf.ts";
import { tablesOfDocument } from "./tablesOf.ts";
import type { Project } from "./types.ts";
import { unresolved } from "./unresolvedTables.ts";

/** References of one document of a spec file that lead nowhere. */
export function documentFindings(project: Project, file: string, document: SpecDocument): Finding[] {
  return [
    ...lookupFindings(project, file, document),
    ...document.enabled.flatMap((name) => switchFindings(project, file, name)),
    ...[document.defaults, ...document.events].flatMap((keys) => destinationFindings(project, file, keys)),
    ...dbtFindings(project, file, document),
    ...eventJoinFindings(file, document.joins, "document"),
    ...aliasFindings(project, file, document),
    ...asOfFindings(project, file, document),
    ...eachFindings(project, file, document),
  ];
}

function switchFindings(project: Project, file: string, name: Located<string>): Finding[] {
  const known = project.file.switches.map((each) => each.name.value);
  if (known.includes(name.value)) return [];
  const message = `No switch is called "${name.value}".`;
  return [
    unknownName(file, "unknown-switch", {
      name,
      message,
      known,
      whereDeclared: "Declare it below `switches` in eventspec.yml.",
    }),
  ];
}

function destinationFindings(project: Project, file: string, { sendTo }: SharedKeys): Finding[] {
  const known = project.file.destinations.map(({ name }) => name.value);
  return (sendTo ?? []).flatMap(({ destination }) => {
    if (known.includes(destination.value)) return [];
    const message = `No destination is called "${destination.value}".`;
    const whereDeclared = "Declare it below `destinations` in eventspec.yml.";
    return [unknownName(file, "invalid-reference", { name: destination, message, known, whereDeclared })];
  });
}

/** `ref()` and `source()` mean something only in a project that says where dbt's is. */
function dbtFindings(project: Project, file: string, document: SpecDocument): Finding[] {
  if (project.file.dbt) return [];
  return tablesOfDocument(document, project).flatMap((table) => {
    const why = unresolved(table, project);
    return why ? [findingAt(file, "invalid-reference", table.sql.span, why.message, why.hint)] : [];
  });
}

function aliasFindings(project: Project, file: string, document: SpecDocument): Finding[] {
  const fromLookups = lookupsUsed(document, project.lookups).flatMap(({ joins, use }) =>
    joins.flatMap(sourceNames).map(({ alias }) => ({ alias, span: use.name.span, ofLookup: true as const })),
  );
  const { source, alias } = document;
  const own: Name[] = [
    ...sourceNames(defined({ source, alias })),
    ...document.joins.flatMap(sourceNames),
    ...fromLookups,
  ];
  const found = [
    ...repeated([...own, ...itemNames(document.forEach)]),
    ...document.events.flatMap(({ forEach }) => (forEach ? repeated([...own, ...itemNames(forEach)]) : [])),
  ];
  const all = new Map(found.map((name) => [name.span.start, name]));
  return [...all.values()].map(({ alias: name, span, ofLookup }) => {
    const message = `The name "${name}" stands for two things here.`;
    const remedy = ofLookup
      ? "Use the lookup under another name: `author: {use: user, …}`."
      : "Give one of them another name with `as:`.";
    return findingAt(file, "invalid-reference", span, message, remedy);
  });
}

function itemNames(list: readonly ForEach[]): Name[] {
  return list.flatMap(({ item, position }) =>
    [item, position].flatMap((name) => (name ? [{ alias: name.value, span: name.span }] : [])),
  );
}

type Name = Pick<SourceName, "alias" | "span"> & { readonly ofLookup?: true };

/** The second and later bearers of each name; engines tell unquoted names apart without regard to case. */
function repeated(names: readonly Name[]): Name[] {
  const seen = new Set<string>();
  return names.filter(({ alias }) => {
    const name = alias.toLowerCase();
    const again = seen.has(name);
    seen.add(name);
    return again;
  });
}

/** An as-of join needs the event's time, so the time, and what is evaluated before it, can't come from the join. */
function asOfFindings(project: Project, file: string, document: SpecDocument): Finding[] {
  const lookups = lookupsUsed(document, project.lookups).flatMap(({ joins }) => joins);
  const late = [...document.joins, ...lookups]
    .filter(({ asOf, event }) => asOf ?? event)
    .flatMap(sourceNames)
    .map(({ alias }) => alias);
  if (late.length === 0) return [];
  const text = project.documents.get(file)?.text ?? "";
  const early: (readonly [what: string, sql: SqlText | undefined])[] = [
    ...document.forEach.flatMap((each) =>
      sqlOfList(each).map((sql) => ["The list of `for_each`", sql] as const),
    ),
    ...document.events.map((event) => ["The time of an event", event.at?.sql] as const),
  ];
  return early.flatMap(([what, sql]) =>
    late.flatMap((alias) => {
      const at = sql && mention(sql.text, alias);
      if (!sql || at === undefined) return [];
      const span = spanInScalar(sql.scalar, text, at, at + alias.length);
      const message = `${what} can't come from "${alias}", which is joined by that time.`;
      return [
        findingAt(file, "invalid-reference", span, message, "Take it from the source, or from a plain join."),
      ];
    }),
  );
}
