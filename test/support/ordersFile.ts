/** The orders of the shop as an open file, and what previews have shown of its events. */
import { columnLogic, factsKey, type KeptFacts, logicOf } from "../../server/src/editor/session/facts.ts";
import type { Project, ProjectEvent } from "../../server/src/project/types.ts";
import { projectOf } from "./editorProject.ts";
import { marked } from "./markers.ts";

export const file = "orders.events.yml";
export const now = Date.parse("2026-02-01T12:00:00Z");

export async function opened(input: string, others: Record<string, string> = {}) {
  const { text, cursor, ranges } = marked(input);
  return { project: await projectOf({ [file]: text, ...others }), text, cursor, ranges };
}

function factsOf(project: Project, event: ProjectEvent): KeptFacts {
  const samples = new Map([
    ["total", ["12.50", "99.00"]],
    ["customer_id", ["7"]],
  ]);
  const columns = columnLogic(project, event);
  const nulls = new Map([["coupon", 0.121]]);
  const logic = logicOf(project, event);
  return { count: 12431, lastAt: "2026-02-01T10:00:00Z", samples, nulls, logic, columns };
}

/** Facts of all events, or of those that are named. */
export function factsIn(project: Project, names?: readonly string[]): Map<string, KeptFacts> {
  const known = project.events.filter(({ name }) => names?.includes(name) ?? true);
  return new Map(known.map((event) => [factsKey(event), factsOf(project, event)]));
}
