/** A document's source, joins and lookups as the scan that its events share. */
import { defaultAlias, unnamedQuery } from "../../project/aliases.ts";
import { lookupsUsed } from "../../project/lookupsUsed.ts";
import type { Project, ProjectEvent } from "../../project/types.ts";
import type { Join, Source, SpecDocument, TableReference } from "../../spec/types.ts";
import type { Typing } from "./expressionTypes.ts";
import type { AsOfPlan, EventPlan, FromPlan, JoinStep, Parameter, Scan, Step, TablePlan } from "./plan.ts";

const plainReference = /^(?:[\w$]+|"[^"]+"|`[^`]+`)(?:\s*\.\s*(?:[\w$]+|"[^"]+"|`[^`]+`)){0,2}$/;

/** In: an event of the document, which tells types and items. Out: `undefined` where the source is missing. */
export function planScan(
  project: Project,
  event: ProjectEvent,
  typing: Typing,
  events: readonly EventPlan[],
): Scan | undefined {
  const { document } = event;
  const from = document.source && planFrom(project, document.source, document.alias?.value);
  if (!from || !document.source) return undefined;
  const { shared, own } = lookupParameters(project, document);
  return {
    from,
    source: sourceName(document.source),
    timezone: event.timezone,
    steps: [...itemSteps(event, typing), ...joinSteps(project, event, typing, own)],
    parameters: shared,
    where: document.where ? [document.where.text] : [],
    ...(document.partition && {
      partition: {
        column: typing(document.partition.column),
        ...(document.partition.within && { within: document.partition.within.value }),
      },
    }),
    ...(document.loadedAt && { loadedAt: typing(document.loadedAt) }),
    events,
  };
}

function planFrom(project: Project, source: Source, alias: string | undefined): FromPlan {
  if (source.kind === "table") {
    const table = planTable(project, source.table);
    return { kind: "table", table, alias: alias ?? defaultAlias(source.table) };
  }
  return {
    kind: "query",
    sql: source.sql.text,
    tables: source.tables.map(({ name, table }) => ({ name: name.value, table: planTable(project, table) })),
    alias: alias ?? unnamedQuery,
  };
}

function planTable(project: Project, table: TableReference): TablePlan {
  const text = table.sql.text.trim();
  if (table.kind === "relation") return plainReference.test(text) ? { sql: text } : { parts: table.parts };
  return { parts: project.resolveTable(table) ?? [defaultAlias(table)] };
}

/** What lineage calls a source: the same in every environment. */
function sourceName(source: Source): string {
  if (source.kind === "table") return referenceName(source.table);
  return source.tables.map(({ table }) => referenceName(table)).join(", ") || "query";
}

function referenceName(table: TableReference): string {
  if (table.kind === "relation") return table.parts.join(".");
  return table.kind === "ref" ? table.model : `${table.source}.${table.table}`;
}

function itemSteps(event: ProjectEvent, typing: Typing): Step[] {
  const items = event.definition.forEach ?? event.document.forEach;
  return items.map(({ item, in: list, position }) => ({
    kind: "for_each",
    item: item.value,
    list: typing(list),
    ...(position && { position: position.value }),
  }));
}

/** Plain joins first, in their order; then what needs the event's time or `param`, and what builds on that. */
function joinSteps(
  project: Project,
  event: ProjectEvent,
  typing: Typing,
  own: ReadonlyMap<string, readonly Parameter[]>,
): JoinStep[] {
  const { document, timezone } = event;
  const lateAliases: string[] = [];
  const step = (join: Join, zone: string, isLate: boolean, parameters?: readonly Parameter[]): JoinStep[] => {
    const on = join.on?.text;
    if (!join.source || on === undefined) return [];
    const from = planFrom(project, join.source, join.alias?.value);
    const late = isLate || join.asOf !== undefined || lateAliases.some((alias) => mentions(on, alias));
    if (late && from.alias !== undefined) lateAliases.push(from.alias);
    const asOf = join.asOf && planAsOf(join.asOf, zone, timezone, typing);
    const inner = join.type?.value === "inner";
    return [
      {
        kind: "join",
        from,
        on,
        inner,
        ...(asOf && { asOf }),
        ...(parameters && { parameters }),
        late,
      },
    ];
  };
  const lookupZone = project.file.timezone?.value ?? "UTC";
  return [
    ...document.joins.flatMap((join) => step(join, timezone, false)),
    ...lookupsUsed(document, project.lookups).flatMap((lookup) =>
      lookup.joins.flatMap((join) => step(join, lookupZone, true, own.get(lookup.name.value))),
    ),
  ];
}

export function mentions(sql: string, alias: string): boolean {
  const escaped = alias.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(^|[^\\w.])"?${escaped}"?\\s*\\.`, "i").test(sql);
}

function planAsOf(asOf: NonNullable<Join["asOf"]>, zone: string, atZone: string, typing: Typing): AsOfPlan {
  return {
    start: typing(asOf.start),
    ...(asOf.end && { end: typing(asOf.end) }),
    ...(asOf.at && { at: typing(asOf.at) }),
    timezone: asOf.timezone?.value ?? zone,
    atTimezone: atZone,
  };
}

/**
 * Parameters of all lookups as one `param`; those of a lookup that calls another value by a name already taken are its own.
 */
export function lookupParameters(project: Project, document: SpecDocument) {
  const shared = new Map<string, string>();
  const own = new Map<string, readonly Parameter[]>();
  for (const use of document.lookups) {
    if (!project.lookups.has(use.name.value)) continue;
    const given = use.parameters.map(({ name, sql }) => ({ name: name.value, sql: sql.text }));
    if (given.some(({ name, sql }) => (shared.get(name) ?? sql) !== sql)) own.set(use.name.value, given);
    else for (const { name, sql } of given) shared.set(name, sql);
  }
  return { shared: [...shared].map(([name, sql]) => ({ name, sql })), own };
}
