import { aliasesOf } from "../project/aliases.ts";
import type { Project, ProjectEvent } from "../project/types.ts";
import { plainColumn } from "../sql/reader/namesUsed.ts";
import type { DialectName } from "../sql/types.ts";

/**
 * Whether an expression is nothing but a column that the connection knows without a type, as it has no value in any row:
 * engines call such a null an integer, which says nothing.
 */
export function isUntyped(
  sql: string,
  { project, event, dialect }: { project: Project; event: ProjectEvent; dialect: DialectName },
): boolean {
  const [qualifier, name] = plainColumn(sql, dialect) ?? [];
  if (qualifier === undefined || name === undefined) return false;
  const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
  const { table, picks } =
    aliasesOf(event, project).find(({ alias, kind }) => kind !== "item" && same(alias, qualifier)) ?? {};
  const column = table?.columns.find((candidate) => same(candidate.name, name));
  if (!column || column.ofQuery) return false;
  return column.type === undefined && !picks?.includes(column);
}
