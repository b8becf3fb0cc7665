/** Which of an event's expressions fails on the rows themselves, such as a cast that some value does not allow. */
import type { Span } from "../document/types.ts";
import type { Project, ProjectEvent } from "../project/types.ts";
import type { SqlText } from "../spec/types.ts";
import type { Connection } from "../warehouse/types.ts";
import { WarehouseError } from "../warehouse/types.ts";
import { type PreviewRequest, previewSql } from "./preview.ts";

interface Suspect {
  readonly file: string;
  readonly sql: SqlText;
  /** The event with nothing else in it that could fail. */
  readonly event: ProjectEvent;
}

/**
 * Runs the event with ever one of its expressions, until one fails. Only worth asking an engine that costs nothing.
 * Out: the place of the expression; `undefined` when each alone is right.
 */
export async function findFailing(
  request: PreviewRequest,
  connection: Connection,
  signal: AbortSignal,
): Promise<{ file: string; span: Span } | undefined> {
  for (const { event, file, sql } of suspects(request.event)) {
    const written = previewSql({ ...request, event, project: projectWith(request.project, event) });
    if ("finding" in written) continue;
    try {
      await connection.run(written.sql, { limit: request.limit, timeoutMs: request.timeoutMs }, signal);
    } catch (error) {
      if (!(error instanceof WarehouseError)) throw error;
      return error.kind === "sql" ? { file, span: sql.span } : undefined;
    }
  }
  return undefined;
}

/** In the order in which the engine needs them: the time and the filters decide on the rows that all others see. */
function suspects(event: ProjectEvent): Suspect[] {
  const { revenue, link, ...definition } = event.definition;
  const bare: ProjectEvent = { ...event, definition, where: [], entities: [], properties: [] };
  const { file } = event;
  const filtered: ProjectEvent = { ...bare, where: event.where };
  const of = (sql: SqlText | undefined, with_: ProjectEvent, at = file): Suspect[] =>
    sql ? [{ file: at, sql, event: with_ }] : [];
  return [
    ...of(definition.at?.sql, bare),
    ...event.where.flatMap((sql) => of(sql, { ...bare, where: [sql] })),
    ...event.entities.flatMap((entity) => of(entity.sql, { ...filtered, entities: [entity] })),
    ...event.properties.flatMap((property) =>
      of(property.sql, { ...filtered, properties: [property] }, property.file),
    ),
    ...of(revenue, { ...filtered, definition: { ...definition, ...(revenue ? { revenue } : {}) } }),
    ...of(link, { ...filtered, definition: { ...definition, ...(link ? { link } : {}) } }),
  ];
}

function projectWith(project: Project, event: ProjectEvent): Project {
  return { ...project, events: [event], eventsByName: new Map([[event.name, [event]]]) };
}
