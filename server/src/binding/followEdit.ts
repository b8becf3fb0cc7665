/** What the warehouse said of expressions, kept while the author types on. */
import { sqlOf } from "../project/sqlOf.ts";
import type { Project, ProjectEvent } from "../project/types.ts";
import { boundKey } from "./boundKey.ts";
import type { BindFailure, BoundEvent, BoundProject } from "./types.ts";

/** Answers of the same connection laid over older ones. */
export function mergeBound(older: BoundProject | undefined, newer: BoundProject): BoundProject {
  if (older?.connection !== newer.connection) return newer;
  return { ...newer, events: new Map([...older.events, ...newer.events]) };
}

/**
 * After an edit of a file: refusals move along with the expression that they are about, and go when it is another one
 * now. Events that are gone take their answers with them.
 */
export function followEdit(bound: BoundProject, project: Project, file: string): BoundProject {
  const current = new Map(
    project.events
      .filter((event) => event.file === file)
      .map((event) => [boundKey(event.file, event.name, event.also), event]),
  );
  const inProjectFile = file === project.file.file;
  const events = new Map<string, BoundEvent>();
  for (const [key, answer] of bound.events) {
    const event = answer.file === file ? current.get(key) : eventOf(project, key, answer);
    if (!event) continue;
    const concerned = answer.failures.length > 0 && (answer.file === file || inProjectFile);
    events.set(
      key,
      concerned ? { ...answer, failures: moved(answer.failures, event, project, file) } : answer,
    );
  }
  return { ...bound, events };
}

function eventOf(project: Project, key: string, answer: BoundEvent): ProjectEvent | undefined {
  return project.eventsByName
    .get(answer.event)
    ?.find((event) => boundKey(event.file, event.name, event.also) === key);
}

function moved(
  failures: readonly BindFailure[],
  event: ProjectEvent,
  project: Project,
  file: string,
): BindFailure[] {
  const written = sqlOf(project, event);
  return failures.flatMap((failure): BindFailure[] => {
    if (failure.file !== file) return [failure];
    const same = written.find(({ sql, file: at }) => at === file && sql.text === failure.sql.text);
    if (!same) return [];
    const by = same.sql.span.start - failure.sql.span.start;
    const span = { start: failure.span.start + by, end: failure.span.end + by };
    return [{ ...failure, sql: same.sql, span }];
  });
}
