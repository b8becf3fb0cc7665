import { aliasesOf } from "../../project/aliases.ts";
import { type FileSpan, nameAt, occurrencesOf } from "../names/occurrences/occurrences.ts";
import { documentAt } from "../names/specAt.ts";
import type { FileView } from "../session/fileView.ts";
import { sqlAt, sqlNameAt } from "../sql/sqlAt.ts";

/** Where the thing at an offset is declared. */
export function definition(view: FileView, offset: number): FileSpan[] {
  const name = nameAt(view, offset);
  if (name) return occurrencesOf(view, name).filter(({ role }) => role === "declare");
  return aliasDefinition(view, offset);
}

/** A column leads to the `from` or `as` that brings in its table. */
function aliasDefinition(view: FileView, offset: number): FileSpan[] {
  const { project, file } = view;
  const expression = sqlAt(view, offset);
  const name = expression && sqlNameAt(view, expression.sql, offset);
  const [alias] = name?.parts ?? [];
  const document = documentAt(view, offset);
  const scope = expression?.event ?? (document && { file, document, definition: {} });
  if (alias === undefined || !scope) return [];
  return aliasesOf(scope, project)
    .filter((each) => each.alias.toLowerCase() === alias.toLowerCase())
    .map((each) => ({ file: each.file, span: each.span }));
}
