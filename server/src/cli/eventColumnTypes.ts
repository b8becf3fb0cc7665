import type { Project } from "../project/types.ts";
import type { ValueType } from "../spec/types.ts";
import { compile } from "../sql/compile.ts";
import type { CompileOptions } from "../sql/types.ts";

/** Types of columns by event, as the columns of its own relation have them. */
export function eventColumnTypes(
  project: Project,
  options: Omit<CompileOptions, "layout">,
): ReadonlyMap<string, ReadonlyMap<string, ValueType | undefined>> {
  const { relations } = compile(project, { ...options, layout: "per_event" });
  return new Map(
    relations.flatMap(({ events, columns }) => {
      const typed = new Map(columns.map(({ name, type }) => [name, type]));
      return events.map((event) => [event, typed] as const);
    }),
  );
}
