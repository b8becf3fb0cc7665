/** Which of an event's expressions fails on the rows themselves, such as a cast that some value does not allow. */
import type { Span } from "../document/types.ts";
import { sqlOfRows, type UserSql } from "../project/sqlOf.ts";
import type { SqlRole } from "../project/sqlRoles.ts";
import type { ProjectEvent } from "../project/types.ts";
import type { SqlText } from "../spec/types.ts";
import { dialectOf } from "../sql/dialects/index.ts";
import type { Connection } from "../warehouse/types.ts";
import { WarehouseError } from "../warehouse/types.ts";
import { type PreviewRequest, previewSql } from "./previewSql.ts";

/** SQL of the author that an engine can't run. */
export interface FailingSql {
  /** Path of the file that `span` points into. */
  readonly file: string;
  readonly span: Span;
  /** What the engine says of it. */
  readonly message: string;
}

/**
 * Runs the event with ever one of its expressions, until one fails. Only worth asking an engine that costs nothing.
 * Out: the place of the expression; `undefined` when each alone is right, or when what all of them share fails.
 */
export async function findFailing(
  request: PreviewRequest,
  event: ProjectEvent,
  connection: Connection,
  signal: AbortSignal,
): Promise<Pick<FailingSql, "file" | "span"> | undefined> {
  const bare = bareEvent(event, request);
  if (!bare || (await fails(request, bare, connection, signal))) return undefined;
  const stages = { bare, filtered: withConditions(bare, event), event };
  for (const suspect of sqlOfRows(request.project, event)) {
    const alone = staged(stages, suspect);
    if (alone && (await fails(request, alone, connection, signal)))
      return { file: suspect.file, span: suspect.sql.span };
  }
  return undefined;
}

async function fails(
  request: PreviewRequest,
  event: ProjectEvent,
  connection: Connection,
  signal: AbortSignal,
): Promise<boolean> {
  const target = { kind: "event", name: event.name, event } as const;
  const { window, limit } = request;
  const asked = { ...request, target };
  const written = previewSql(asked, { ...window, limit: limit + 1 });
  if ("findings" in written) return false;
  try {
    await connection.run(written.sql, { limit, timeoutMs: request.timeoutMs }, signal);
    return false;
  } catch (error) {
    if (!(error instanceof WarehouseError)) throw error;
    return isOfSql(error);
  }
}

/** Whether an error is about what the author wrote: what an engine can't run, or had to be stopped over for its memory. */
export function isOfSql({ kind }: WarehouseError): boolean {
  return kind === "sql" || kind === "limit" || kind === "crashed";
}

/** The event with its tables, joins and lists alone: each row an event of one and the same moment. */
function bareEvent(event: ProjectEvent, { dialect }: PreviewRequest): ProjectEvent | undefined {
  const { at, name, span, tests, examples, reconcile } = event.definition;
  if (!at?.sql) return undefined;
  const moment = dialectOf(dialect).moment("timestamp", "2000-01-01 00:00:00.000000");
  const sql: SqlText = { ...at.sql, text: moment };
  const { loadedAt: _, where: __, ...document } = event.document;
  return {
    ...event,
    names: [name.value],
    document: { ...document, orderBy: [] },
    definition: { name, span, tests, examples, reconcile, entities: [], properties: [], at: { ...at, sql } },
    key: [sql],
    entities: [],
    properties: [],
  };
}

function withConditions(bare: ProjectEvent, { document, definition }: ProjectEvent): ProjectEvent {
  const filtered = {
    ...bare,
    document: { ...bare.document, ...(document.where && { where: document.where }) },
  };
  return defined(filtered, { ...(definition.where && { where: definition.where }) });
}

interface Stages {
  /** Nothing but the source. */
  readonly bare: ProjectEvent;
  /** With all conditions, which decide on the rows that what comes after them sees. */
  readonly filtered: ProjectEvent;
  /** As it is written. */
  readonly event: ProjectEvent;
}

/** The event with nothing in it that could fail but one expression; `undefined` for what every question has in it. */
type InStage = ((stages: Stages, suspect: UserSql) => ProjectEvent) | undefined;

const nowhere: InStage = undefined;

/** Where an expression is put that is not a plain key of the event, such as `revenue`. */
const inStage: Readonly<Partial<Record<SqlRole, InStage>>> = {
  from: nowhere,
  list: nowhere,
  join_from: nowhere,
  on: nowhere,
  as_of_start: nowhere,
  as_of_end: nowhere,
  as_of_at: nowhere,
  parameter: nowhere,
  partition: nowhere,
  where: ({ bare }, { sql: where }) => defined(bare, { where }),
  key: ({ filtered }, { sql }) => ({ ...filtered, key: [sql] }),
  at: ({ filtered, event }) => defined(filtered, { ...(event.definition.at && { at: event.definition.at }) }),
  order_by: ({ filtered }, { sql }) =>
    defined(filtered, { orderBy: [{ sql, descending: false }], oncePer: oncePer(filtered.key) }),
  changes_value: ({ filtered, event }, { sql: value }) =>
    defined(filtered, { changes: { value, per: filtered.key, span: event.definition.span } }),
  changes_per: ({ filtered, event }, { sql }) =>
    defined(filtered, { changes: { value: sql, per: [sql], span: event.definition.span } }),
  variants_by: ({ filtered, event }) => withVariants(filtered, event, "skip"),
  variants_name: ({ filtered, event }) => withVariants(filtered, event),
  currency: ({ filtered }, { sql }) => defined(filtered, { currency: { kind: "sql", sql } }),
  once_per_by: ({ filtered }, { sql }) => {
    const { oncePer: own } = filtered.definition;
    const by = [{ sql, descending: false }];
    return defined(filtered, { oncePer: { ...oncePer(own?.key ?? filtered.key), by } });
  },
  once_per: ({ filtered }, { sql }) => defined(filtered, { oncePer: oncePer([sql]) }),
  entity: ({ filtered, event }, { sql }) => ({
    ...filtered,
    entities: event.entities.filter((entity) => entity.sql === sql),
  }),
  property: ({ filtered, event }, { sql }) => ({
    ...filtered,
    properties: event.properties.filter((property) => property.sql === sql),
  }),
  loaded_at: ({ filtered }, { sql: loadedAt }) => ({
    ...filtered,
    document: { ...filtered.document, loadedAt },
  }),
};

/** In: what becomes of other rows, where that is not what the event says. */
function withVariants(filtered: ProjectEvent, event: ProjectEvent, otherwise?: "skip"): ProjectEvent {
  const { variants } = event.definition;
  if (!variants) return filtered;
  const own = { ...variants, ...(otherwise && { otherwise }) };
  return { ...defined(filtered, { variants: own }), names: event.names };
}

function staged(stages: Stages, suspect: UserSql): ProjectEvent | undefined {
  const { role, sql } = suspect;
  if (role in inStage) return inStage[role]?.(stages, suspect);
  return defined(stages.filtered, { [role]: sql });
}

function defined(event: ProjectEvent, more: Partial<ProjectEvent["definition"]>): ProjectEvent {
  return { ...event, definition: { ...event.definition, ...more } };
}

function oncePer(key: readonly SqlText[]): NonNullable<ProjectEvent["definition"]["oncePer"]> {
  return { key, by: [], keep: "first", span: { start: 0, end: 0 } };
}
