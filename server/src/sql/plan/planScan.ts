/** A document's source, joins and lookups as the scan that its events share. */
import { isFiltering } from "../../project/aliases.ts";
import { defaultAlias, unnamedQuery } from "../../project/defaultAlias.ts";
import type { UsedLookup } from "../../project/lookupsUsed.ts";
import { referenceName } from "../../project/referenceName.ts";
import type { Project, ProjectEvent } from "../../project/types.ts";
import { unresolvedTables } from "../../project/unresolvedTables.ts";
import type { Fields, Join, QuerySource, Source, TableReference, TableSource } from "../../spec/types.ts";
import { qualifiersIn } from "../reader/namesUsed.ts";
import { type Planning, type Typing, typingOf } from "./expressionTypes.ts";
import { lookupOrder } from "./lookupOrder.ts";
import { lookupParameters } from "./lookupParameters.ts";
import type {
  AsOfPlan,
  EventPlan,
  FieldsPlan,
  FromPlan,
  JoinStep,
  OneTablePlan,
  Parameter,
  Scan,
  Step,
  TableName,
  TablePlan,
  VirtualAlias,
} from "./plan.ts";
import { withEventJoins } from "./planEventJoins.ts";
import { planFullJoin, withUsedMarks } from "./planFullJoin.ts";
import { planUnion, withUsedColumns } from "./planUnion.ts";
import { textInUse } from "./textInUse.ts";
import { virtualAt } from "./virtualAliases.ts";

const plainReference = /^(?:[\w$]+|"[^"]+"|`[^`]+`)(?:\s*\.\s*(?:[\w$]+|"[^"]+"|`[^`]+`)){0,2}$/;

/**
 * In: an event of the document, which tells types and items. Out: `undefined` where the source is missing, or where dbt
 * does not resolve one of the tables.
 */
export function planScan(
  planning: Planning,
  event: ProjectEvent,
  events: readonly EventPlan[],
): Scan | undefined {
  const { project } = planning;
  const { document } = event;
  if (unresolvedTables(event, project).length > 0) return undefined;
  const from = document.source && planFrom(project, document.source, document.alias?.value);
  if (!from || !document.source) return undefined;
  const typing = typingOf(planning, event);
  const scan: Scan = {
    from,
    source: sourceName(document.source),
    timezone: event.timezone,
    steps: [...itemSteps(event, typing), ...joinSteps(planning, event)],
    parameters: lookupParameters(planning, event).shared,
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
  const joined = withEventJoins(planning, event, scan, (other, plans) => planScan(planning, other, plans));
  return withUsedMarks(withUsedColumns(joined, planning.dialect), planning.dialect);
}

function planFrom(project: Project, source: Source, alias: string | undefined): FromPlan {
  if (source.kind === "union")
    return planUnion(source, project, alias ?? unnamedQuery, (reference) => planTable(project, reference));
  if (source.kind === "full")
    return planFullJoin(source, project, alias, (one, name) => planOne(project, one, name));
  return planOne(project, source, alias);
}

function planOne(
  project: Project,
  source: TableSource | QuerySource,
  alias: string | undefined,
): OneTablePlan {
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

/** The rows that stand in for it, else its name. */
export function planTable(project: Project, table: TableReference): TablePlan {
  const given = project.standIn?.(table);
  return given ? { given } : planName(project, table);
}

/** Throws for a name that dbt does not resolve. */
export function planName(project: Project, table: TableReference): TableName {
  const text = table.sql.text.trim();
  if (table.kind === "relation") return plainReference.test(text) ? { sql: text } : { parts: table.parts };
  const parts = project.resolveTable(table);
  if (!parts) throw new Error(`${text} was to be resolved before it is planned`);
  return { parts };
}

/** What lineage calls a source: the same in every environment. */
function sourceName(source: Source): string {
  if (source.kind === "table") return referenceName(source.table);
  if (source.kind === "union")
    return source.members.map(({ table, pattern }) => pattern?.join(".") ?? referenceName(table)).join(", ");
  if (source.kind === "full") return source.members.map((member) => sourceName(member.source)).join(", ");
  return source.tables.map(({ table }) => referenceName(table)).join(", ") || "query";
}

function itemSteps(event: ProjectEvent, typing: Typing): Step[] {
  const items = event.definition.forEach ?? event.document.forEach;
  return items.map((list) => {
    const step = { kind: "for_each" as const, item: list.item.value };
    if (list.kind === "columns") {
      const columns = list.columns.map(({ name, sql }) => ({ name: name.value, value: typing(sql) }));
      return { ...step, columns };
    }
    const { position } = list;
    return { ...step, list: typing(list.in), ...(position && { position: position.value }) };
  });
}

/** Plain joins first, in their order; then what needs the event's time or `param`, and what builds on that. */
function joinSteps(planning: Planning, event: ProjectEvent): JoinStep[] {
  const { project, dialect } = planning;
  const lateAliases = new Set<string>();
  return joinsOf(planning, event).flatMap(({ join, zone, ...owned }): JoinStep[] => {
    if (!join.source || !join.on) return [];
    const on = textInUse(join.on.text, owned.use, planning);
    const from = planFrom(project, join.source, join.alias?.value);
    const buildsOnLate = [...qualifiersIn(on, dialect)].some((alias) => lateAliases.has(alias));
    const late = owned.use !== undefined || join.asOf !== undefined || buildsOnLate;
    if (late && from.alias !== undefined) lateAliases.add(from.alias.toLowerCase());
    const typing = () => typingOf(planning, event, owned.use);
    const asOf = join.asOf && planAsOf(join.asOf, zone, event.timezone, typing());
    const { virtual } = owned;
    const parameters = virtual.includes("param") ? owned.parameters : undefined;
    return [
      {
        kind: "join",
        from,
        on,
        inner: join.type?.value === "inner",
        ...(isFiltering(join) && { filters: join.type.value }),
        ...(asOf && { asOf }),
        ...(join.fields && { fields: planFields(join.fields, typing()) }),
        virtual,
        ...(parameters && { parameters }),
        late,
      },
    ];
  });
}

/** A join with what its place in the files says of it. */
interface OwnedJoin {
  readonly join: Join;
  /** Of the joined table's naive times. */
  readonly zone: string;
  /** The lookup that it is of. */
  readonly use?: UsedLookup;
  readonly virtual: readonly VirtualAlias[];
  readonly parameters?: readonly Parameter[] | undefined;
}

function joinsOf(planning: Planning, event: ProjectEvent): OwnedJoin[] {
  const { project, dialect } = planning;
  const { document, timezone, file } = event;
  const { byLookup } = lookupParameters(planning, event);
  const zone = project.file.timezone?.value ?? "UTC";
  return [
    ...document.joins.map((join, index) => ({
      join,
      zone: timezone,
      virtual: virtualAt({ role: "on", file, event, document, index }, project),
    })),
    ...lookupOrder(document, project, dialect).uses.flatMap((use) =>
      use.joins.map((join, index) => ({
        join,
        zone,
        use,
        virtual: virtualAt({ role: "on", file: project.file.file, lookup: use.declared, index }, project),
        parameters: byLookup.get(use.use.name.value),
      })),
    ),
  ];
}

function planFields({ name, value, picks }: Fields, typing: Typing): FieldsPlan {
  return {
    name: typing(name),
    value: typing(value),
    picks: picks.map((pick) => ({
      name: pick.name.value,
      field: { value: pick.field.value, text: pick.field.text },
      ...(pick.list && { list: pick.list.value }),
    })),
  };
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
