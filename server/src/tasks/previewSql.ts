/** What a preview asks for, and its SQL. */
import { expressionTypes } from "../binding/expressionTypes.ts";
import type { BoundProject } from "../binding/types.ts";
import type { Finding } from "../document/types.ts";
import { projectWithAll } from "../project/givenTogether.ts";
import type { Project, ProjectEvent } from "../project/types.ts";
import { compile } from "../sql/compile.ts";
import type { DialectName, Window } from "../sql/types.ts";
import { toMend } from "./whyNoRows.ts";

/** What is shown: one event, by its own name or one of its variants', or a stream with all its members. */
export type PreviewTarget =
  | { readonly kind: "event"; readonly name: string; readonly event: ProjectEvent }
  | { readonly kind: "stream"; readonly name: string };

export interface PreviewRequest {
  readonly project: Project;
  readonly target: PreviewTarget;
  readonly dialect: DialectName;
  /** What the connection says of the expressions: ids are then the same text as in every other run. */
  readonly bound: BoundProject | undefined;
  readonly window: Pick<Window, "since" | "until">;
  /** The run's moment, ISO 8601 in UTC; the engine's clock when absent. */
  readonly now?: string;
  /** Rows at most. */
  readonly limit: number;
  readonly timeoutMs: number;
  /** Bytes that a query may read; absent once the user has confirmed to read more. */
  readonly maxBytes: number | undefined;
}

/** Why there is nothing to preview, as a sentence: the event is only proposed. Asked before anything is connected. */
export function whyNothing(target: PreviewTarget): string | undefined {
  const proposed = target.kind === "event" ? target.event.definition.proposed : undefined;
  if (!proposed) return undefined;
  const why = proposed.blockedBy ? `: ${proposed.blockedBy.value}` : "";
  return `${target.name} is only proposed, so it has no rows yet${why}.`;
}

/** The time zone that times without an offset are read in: the event's, or the project's for a stream. */
export function zoneOf(project: Project, target: PreviewTarget): string {
  return target.kind === "event" ? target.event.timezone : (project.file.timezone?.value ?? "UTC");
}

/**
 * One relation: in the layout of its stream, or with a column for each property and all the names of an event. Out: its SQL and the names of its columns, or the
 * findings of what keeps it from having any.
 */
export function previewSql(
  { project, target, dialect, bound, now }: PreviewRequest,
  window: Window,
): { sql: string; names: readonly string[] } | { findings: readonly Finding[] } {
  const stream = project.file.streams.find(({ name }) => name.value === target.name);
  const { relations, findings } = compile(
    target.kind === "stream" ? project : projectWithAll(project, target.event),
    {
      dialect,
      ...(target.kind === "stream"
        ? { stream: target.name, layout: stream?.layout.value ?? "narrow" }
        : { events: [target.name], layout: "wide" as const }),
      window,
      ...(now !== undefined && { now }),
      types: expressionTypes(bound),
    },
  );
  const errors = findings.filter(({ severity }) => severity === "error");
  const [relation] = relations;
  if (relation && errors.length === 0)
    return { sql: relation.sql, names: relation.columns.map(({ name }) => name) };
  return { findings: target.kind === "event" ? toMend(errors, target.event, bound) : errors };
}
