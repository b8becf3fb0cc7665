import type { Project, ProjectEvent } from "../../project/types.ts";
import type { Stream } from "../../spec/projectTypes.ts";
import { belongsTo } from "../../sql/plan/planMembers.ts";

/** The streams with a column for each property that have the event. */
export function wideStreamsOf(event: ProjectEvent, { file }: Pick<Project, "file">): Stream[] {
  return file.streams.filter((stream) => stream.layout.value === "wide" && belongsTo(event, stream));
}

/** Whether one of them has both events. */
export function shareWideStream(
  one: ProjectEvent,
  other: ProjectEvent,
  project: Pick<Project, "file">,
): boolean {
  const streams = wideStreamsOf(one, project);
  return wideStreamsOf(other, project).some((stream) => streams.includes(stream));
}
