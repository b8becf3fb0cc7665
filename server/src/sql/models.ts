/** Queries of events and streams for a tool that keeps the tables itself, such as dbt. */
import type { Finding } from "../document/types.ts";
import { projectWith } from "../project/projectWith.ts";
import type { Project, ProjectEvent } from "../project/types.ts";
import type { Dialect } from "./dialects/dialect.ts";
import { dialectOf } from "./dialects/index.ts";
import { isWhole, type Keeping, keptRelation } from "./incremental.ts";
import { indent } from "./layout.ts";
import { mapTables } from "./plan/mapTables.ts";
import type { Plan, RelationPlan, Scan, TableName, TablePlan } from "./plan/plan.ts";
import { planProject } from "./plan/planProject.ts";
import { formatPlan } from "./render/formatUserSql.ts";
import { resultNames } from "./render/layouts.ts";
import { relationSql } from "./render/renderPlan.ts";
import { derived, restoreBreaks, select } from "./render/sqlText.ts";
import { streamOfModels } from "./streamOfModels.ts";
import type { CompileOptions } from "./types.ts";

export interface ModelOptions extends Pick<CompileOptions, "dialect" | "types"> {
  /** What SQL calls the table that a query fills. */
  readonly target: string;
  /** SQL of the run's moment, which closes like a call. */
  readonly now: string;
  /** Whether columns have just the types that are promised of them. */
  readonly exact: boolean;
  /** What SQL calls a table instead of its name; `undefined` for one that keeps it. */
  table(name: TableName): string | undefined;
  /** What SQL calls the table of an event. */
  event(name: string): string;
}

export interface Model {
  readonly relation: RelationPlan;
  /** Names of its columns, in order. */
  readonly columns: readonly string[];
  /** All rows. */
  readonly query: string;
  /** Absent where a late row can change any other, so that all are made anew. */
  readonly increment?: {
    /** The rows to put in by `event_id`. */
    readonly query: string;
    /** The statement, to be run before it, that removes rows which are no events any more. */
    readonly removal: string;
  };
}

interface Models {
  readonly models: readonly Model[];
  readonly findings: readonly Finding[];
}

/** In: a project. Out: one model for each event. */
export function eventModels(project: Project, options: ModelOptions): Models {
  const { plan, findings } = planned(project, options);
  const { relations } = laidOut(plan, options);
  const dialect = withClock(dialectOf(options.dialect), options.now);
  const keeping: Keeping = {
    dialect,
    alone: true,
    target: () => options.target,
    queryOf: (relation) => relationSql(dialect, relation),
  };
  const models = relations.map((relation): Model => {
    const { query, increments } = keptRelation(keeping, relation);
    const [only] = increments;
    const increment = only?.doubtful && {
      query: restoreBreaks(only.query),
      removal: restoreBreaks(removalOf(options.target, only.query, only.doubtful)),
    };
    return {
      relation,
      columns: resultNames(relation),
      query: restoreBreaks(query),
      ...(increment && { increment }),
    };
  });
  return { models, findings };
}

/**
 * In: a stream's name, and the models of its events. Out: its rows out of theirs; of a stream that numbers events, or finds out who did
 * what, out of the sources, for what decides there is no column of the models.
 */
export function streamModel(
  project: Project,
  stream: string,
  { models, ...options }: ModelOptions & { readonly models: readonly Model[] },
): { readonly model?: Model; readonly findings: readonly Finding[] } {
  const { plan, findings } = planned(project, options, stream);
  const [relation] = plan.relations;
  if (!relation) return { findings };
  const dialect = withClock(dialectOf(options.dialect), options.now);
  const isOfModels = !isWhole({ ...relation, layout: "narrow" }) && relation.scans.length > 0;
  const query = isOfModels
    ? streamOfModels(dialect, relation, { models: models.map((one) => one.relation), table: options.event })
    : laidOut(plan, options)
        .relations.map((one) => relationSql(dialect, one))
        .join("\n");
  return { model: { relation, columns: resultNames(relation), query: restoreBreaks(query) }, findings };
}

/**
 * The plan of an event's rows as one of its documents gives them, all its names together, from tables called as they are wanted; `undefined`
 * where it has no SQL.
 */
export function rowsOfDocument(
  project: Project,
  event: ProjectEvent,
  options: ModelOptions,
): RelationPlan | undefined {
  const { dialect, types } = options;
  const { plan, findings } = planProject(projectWith(project, event), {
    ...{ dialect, layout: "wide", events: [event.name] },
    ...(types && { types }),
  });
  if (findings.some(({ severity }) => severity === "error")) return undefined;
  return laidOut(plan, options).relations[0];
}

/** A scan with the authors' SQL laid out, and tables called as they are wanted. */
export function preparedScan(scan: Scan, options: ModelOptions): Scan {
  const relation: RelationPlan = {
    ...{ name: "", layout: "wide", events: [], files: [], entities: [], properties: [], window: {} },
    scans: [scan],
  };
  return laidOut({ language: 1, relations: [relation] }, options).relations[0]?.scans[0] ?? scan;
}

/** What a query reads in a table's stead. */
export function tableCalled(one: TablePlan, { table }: Pick<ModelOptions, "table">): TablePlan {
  const sql = "given" in one ? undefined : table(one);
  return sql === undefined ? one : { sql };
}

function planned(project: Project, options: ModelOptions, stream?: string) {
  const { dialect, types } = options;
  return planProject(project, {
    dialect,
    layout: "per_event",
    ...(types && { types }),
    ...(stream !== undefined && { stream }),
  });
}

/** The plan with the authors' SQL laid out, and tables called as they are wanted. */
function laidOut(plan: Plan, options: ModelOptions): Plan {
  const formatted = formatPlan(plan, options.dialect);
  return { ...formatted, relations: formatted.relations.map((relation) => withTables(relation, options)) };
}

function withTables(relation: RelationPlan, { exact, ...options }: ModelOptions): RelationPlan {
  const scansOf = (scans: RelationPlan["scans"]) =>
    scans.map((scan) => mapTables(scan, (one) => tableCalled(one, options)));
  const { identity } = relation;
  return {
    ...relation,
    ...(exact && relation.layout === "per_event" && { exact: true as const }),
    scans: scansOf(relation.scans),
    ...(identity && { identity: { ...identity, evidence: scansOf(identity.evidence) } }),
  };
}

/** The dialect where another moment than that of the engine's clock is that of the run. */
export function withClock(dialect: Dialect, moment: string): Dialect {
  return { ...dialect, now: moment, clockNow: (zone) => dialect.toClock(moment, zone) };
}

/**
 * What is no event any more, and nothing else: whoever reads the table meanwhile misses no row. A row that goes may have been the newest;
 * then the rows to put in begin earlier, which changes none of them.
 */
function removalOf(target: string, query: string, [first = "", ...more]: readonly string[]): string {
  const conditions = [first, ...more.map((one) => `or ${one}`)].join("\n");
  const rows = select({ columns: ["event_id"], from: derived(query, "incoming") });
  return `delete from ${target}\nwhere (\n${indent(indent(conditions))}\n  )\n  and event_id not in (\n${indent(indent(rows))}\n  )`;
}
