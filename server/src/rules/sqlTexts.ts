import type { Project } from "../project/types.ts";
import {
  documentExpressions,
  type Expression,
  eventExpressions,
  lookupExpressions,
} from "./engine/expressions.ts";

/** Every SQL text of a project, for a parser that is to be loaded for just these. */
export function sqlTextsOf(project: Project): { readonly expressions: string[]; readonly queries: string[] } {
  const all: Expression[] = [
    ...project.file.lookups.flatMap((lookup) => lookupExpressions(lookup, project.file.file)),
    ...project.specs.flatMap((spec) =>
      spec.documents.flatMap((each) => documentExpressions(each, spec.file)),
    ),
    ...project.events.flatMap(eventExpressions),
  ];
  const texts = (queries: boolean) =>
    all.filter(({ role }) => (role === "query") === queries).map(({ sql }) => sql.text);
  return { expressions: texts(false), queries: texts(true) };
}
