/** What is said of columns that show in an expression's result, where they come from. */
import { meansPersonal } from "../../project/personalNames.ts";
import type { Column } from "../../project/types.ts";
import { isForFewEyes } from "../../spec/privacy.ts";
import type { Privacy } from "../../spec/types.ts";
import { carriedColumns } from "../../sql/reader/carriedColumns.ts";
import type { RuleContext } from "../types.ts";
import { columnsOf, identifiersOf } from "./readings.ts";
import type { ReadSql } from "./readSql.ts";
import { resolve, scopeOf } from "./scope.ts";

/** The names of the columns whose values show. */
export function carriedNames(expression: ReadSql, { knowledge }: RuleContext): string[] {
  return carriedColumns(expression.sql.text, columnsOf(expression), knowledge.dialect).flatMap(
    ({ parts }) => parts.at(-1)?.name ?? [],
  );
}

/** The columns whose values show, as far as they are known and the table says anything of privacy. */
export function carriedMarked(expression: ReadSql, context: RuleContext): Column[] {
  const used = columnsOf(expression);
  const scope = used.length > 0 ? scopeOf(expression, context) : undefined;
  if (!scope?.names.some(({ known }) => known?.isMarked)) return [];
  const columns = carriedColumns(expression.sql.text, used, context.knowledge.dialect);
  return columns.flatMap((column) => {
    const resolution = resolve(identifiersOf(column), scope);
    return resolution.kind === "found" && resolution.column ? [resolution.column] : [];
  });
}

export interface InheritedClass {
  readonly privacy: Privacy;
  /** Why, as a part of a sentence. */
  readonly because: string;
  /** An event has it so: who takes it from there may open it by a class of its own. */
  readonly mayBeOpened?: true;
}

/** The class that a column has where it comes from: of the event that gives it, or by a mark of dbt. */
export function inheritedClass({ name, tags = [], privacy }: Column): InheritedClass | undefined {
  if (privacy && isForFewEyes(privacy))
    return { privacy, because: `"${name}" is ${privacy} where it comes from`, mayBeOpened: true };
  const tag = tags.find(meansPersonal);
  if (tag === undefined) return undefined;
  return {
    privacy: /sensitive/i.test(tag) ? "sensitive" : "personal",
    because: `"${name}" is tagged "${tag}" in dbt`,
  };
}
