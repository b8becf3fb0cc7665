import { nodeAt } from "../../document/nodeAt.ts";
import { aliasesOf } from "../../project/aliases.ts";
import { entityColumn } from "../../project/eventColumns.ts";
import type { ProjectEvent } from "../../project/types.ts";
import { type FileSpan, nameAt, occurrencesOf } from "../names/occurrences.ts";
import { documentAt, eventAt, isInTests } from "../names/specAt.ts";
import type { FileView } from "../session/fileView.ts";
import { sqlAt, sqlNameAt } from "../sql/sqlAt.ts";

/** Where the thing at an offset is declared. */
export function definition(view: FileView, offset: number): FileSpan[] {
  const name = nameAt(view, offset);
  if (name) return occurrencesOf(view, name).filter(({ declares }) => declares);
  return columnDefinition(view, offset) ?? aliasDefinition(view, offset);
}

/** In tests a name is a column of the event: it leads to the property or entity. */
function columnDefinition(view: FileView, offset: number): FileSpan[] | undefined {
  const { path, node } = nodeAt(view.document, offset);
  const event = eventAt(view, path);
  if (!event || !isInTests(path) || node?.kind !== "scalar") return undefined;
  const sql = sqlAt(view, offset)?.sql;
  const column = sql ? sqlNameAt(view, sql, offset)?.parts[0] : node.text;
  return column === undefined ? [] : columnPlaces(event, column);
}

function columnPlaces(event: ProjectEvent, column: string): FileSpan[] {
  const property = event.properties.find(({ name }) => name.value === column);
  if (property) return [{ file: property.file, span: property.name.span }];
  const entity = event.entities.find(({ name }) => entityColumn(name.value) === column);
  return entity ? [{ file: event.file, span: entity.name.span }] : [];
}

/** An alias in SQL leads to the `from` or `as` that brings it in. */
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
