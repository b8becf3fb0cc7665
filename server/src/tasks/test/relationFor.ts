import { expressionTypes } from "../../binding/expressionTypes.ts";
import type { BoundProject } from "../../binding/types.ts";
import type { Finding } from "../../document/types.ts";
import type { ProjectEvent } from "../../project/types.ts";
import type { Verdict } from "../../proof/results.ts";
import { type EventRelation, eventRelation, type RowOptions } from "../../proof/rows/eventRelation.ts";
import { toMend, unreadableTables } from "../whyNoRows.ts";
import type { TestRequest } from "./types.ts";

/** The rows of an event as a run looks at them, or why there are none. */
export function relationFor(
  { project, dialect, now, window, bound }: TestRequest,
  event: ProjectEvent,
  more: Partial<Pick<RowOptions, "window" | "name" | "beside" | "together">> = {},
): EventRelation | Verdict {
  const unreadable = unreadableTables(event, project);
  if (unreadable.length > 0) return noRelation(event, unreadable, bound);
  const types = expressionTypes(bound);
  const relation = eventRelation(project, event, { dialect, now, window, types, ...more });
  return "findings" in relation ? noRelation(event, relation.findings, bound) : relation;
}

/** In: what keeps the event from having any rows, and what the engine said of its expressions. */
export function noRelation(
  event: ProjectEvent,
  findings: readonly Finding[],
  bound: BoundProject | undefined,
): Verdict {
  const [first] = toMend(findings, event, bound);
  return { status: "error", message: first?.message ?? `"${event.name}" has no SQL yet.` };
}
