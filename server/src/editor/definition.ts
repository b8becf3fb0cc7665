/** Where the thing under the cursor is declared, and where else it is named. */

import { nodeAt } from "../document/nodeAt.ts";
import { aliasesOf } from "../project/aliases.ts";
import { entityColumn } from "../project/eventColumns.ts";
import type { Project, ProjectEvent } from "../project/types.ts";
import type { DialectName } from "../sql/types.ts";
import type { Place } from "./model.ts";
import { nameAt, occurrencesOf } from "./occurrences.ts";
import { sqlAt, sqlNameAt } from "./sqlAt.ts";
import { documentAt, eventAt, isInTests } from "./sqlScope.ts";

export function definition(project: Project, file: string, offset: number, dialect: DialectName): Place[] {
  const name = nameAt(project, file, offset);
  if (name) return occurrencesOf(project, name).filter(({ declares }) => declares);
  return columnDefinition(project, file, offset, dialect) ?? aliasDefinition(project, file, offset, dialect);
}

export function references(
  project: Project,
  file: string,
  offset: number,
  withDeclaration: boolean,
): Place[] {
  const name = nameAt(project, file, offset);
  if (!name) return [];
  return occurrencesOf(project, name).filter(({ declares }) => withDeclaration || !declares);
}

/** In tests a name is a column of the event: it leads to the property or entity. */
function columnDefinition(
  project: Project,
  file: string,
  offset: number,
  dialect: DialectName,
): Place[] | undefined {
  const document = project.documents.get(file);
  if (!document) return undefined;
  const { path, node } = nodeAt(document, offset);
  const event = eventAt(project, file, path);
  if (!event || !isInTests(path) || node?.kind !== "scalar") return undefined;
  const sql = sqlAt(project, file, offset)?.sql;
  const column = sql ? sqlNameAt(document.text, sql, offset, dialect)?.parts[0] : node.text;
  return column === undefined ? [] : columnPlaces(event, column);
}

function columnPlaces(event: ProjectEvent, column: string): Place[] {
  const property = event.properties.find(({ name }) => name.value === column);
  if (property) return [{ file: property.file, span: property.name.span }];
  const entity = event.entities.find(({ name }) => entityColumn(name.value) === column);
  return entity ? [{ file: event.file, span: entity.name.span }] : [];
}

/** An alias in SQL leads to the `from` or `as` that brings it in. */
function aliasDefinition(project: Project, file: string, offset: number, dialect: DialectName): Place[] {
  const text = project.documents.get(file)?.text;
  const expression = sqlAt(project, file, offset);
  const name =
    text !== undefined && expression ? sqlNameAt(text, expression.sql, offset, dialect) : undefined;
  const [alias] = name?.parts ?? [];
  const document = documentAt(project, file, offset);
  const scope = expression?.event ?? (document && { file, document, definition: {} });
  if (alias === undefined || !scope) return [];
  return aliasesOf(scope, project)
    .filter((each) => each.alias.toLowerCase() === alias.toLowerCase())
    .map((each) => ({ file: each.file, span: each.span }));
}
