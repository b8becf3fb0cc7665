/** An example that is made of source rows, as YAML; what it expects is filled in by what comes out. */
import type { TextDocument, TextEdit } from "../../document/types.ts";
import { addItems } from "../../document/write/addItems.ts";
import { writeScalar } from "../../document/write/writeScalar.ts";
import { exampleTables } from "../../project/exampleTables.ts";
import type { ExampleScope } from "../../sql/examples/givenTables.ts";
import { tableKey } from "../../sql/examples/readTables.ts";
import { columnType } from "../../sql/logicalType.ts";
import type { IsPrivate } from "./privateColumns.ts";
import { createPseudonyms } from "./pseudonyms.ts";
import type { SourceRow, SourceTable } from "./sourceRows.ts";
import { givenYaml, rowText } from "./writtenRow.ts";

/** The same rows with other values for private ones. Out: the columns that have such, as `table.column`. */
export function withPseudonyms(
  tables: readonly SourceTable[],
  isPrivate: IsPrivate,
): { readonly tables: readonly SourceTable[]; readonly masked: ReadonlySet<string> } {
  const pseudonyms = createPseudonyms();
  const masked = new Set<string>();
  const each =
    (change: (column: SourceTable["columns"][number], text: string, key: string) => string) =>
    (from: readonly SourceTable[]): SourceTable[] =>
      from.map(({ key, columns, rows }) => ({
        key,
        columns,
        rows: rows.map(
          (row): SourceRow =>
            new Map(
              columns.map((column) => {
                const text = row.get(column.name) ?? null;
                return [column.name, text === null ? null : change(column, text, key)];
              }),
            ),
        ),
      }));
  const put = (key: string, name: string, text: string) => {
    masked.add(JSON.stringify([key, name]));
    return text;
  };
  // Private columns first: then it is known which values have to be others elsewhere, too.
  const first = each((column, text, key) =>
    isPrivate(key, column.name) ? put(key, column.name, pseudonyms.of(text, columnType(column)?.kind)) : text,
  )(tables);
  const second = each((column, text, key) => {
    if (isPrivate(key, column.name)) return text;
    const known = pseudonyms.known(text);
    return known === undefined ? text : put(key, column.name, known);
  })(first);
  return { tables: second, masked };
}

/** Adds the example to its event, without an event that it expects. `undefined` where its place can't be written. */
export function newExampleEdits(
  document: TextDocument,
  { project, event }: Pick<ExampleScope, "project" | "event">,
  { name, tables }: { readonly name: string; readonly tables: readonly SourceTable[] },
): TextEdit[] | undefined {
  const names = new Map(
    [...exampleTables(event, project)].map(([written, reference]) => [tableKey(reference, project), written]),
  );
  const given = tables
    .filter(({ rows }) => rows.length > 0)
    .map(({ key, columns, rows }) => ({
      table: writeScalar(names.get(key) ?? key, { flow: true }),
      rows: rows.map((row) =>
        rowText(columns.map((column) => [column.name, givenYaml(row.get(column.name) ?? null, column)])),
      ),
    }));
  const title = writeScalar(name, { flow: true });
  const inline = given.map(({ table, rows }) => `${table}: [${rows.join(", ")}]`).join(", ");
  const item = {
    inline: `{name: ${title}, given: {${inline}}, expect: []}`,
    lines: [
      `name: ${title}`,
      "given:",
      ...given.flatMap(({ table, rows }) => [`  ${table}:`, ...rows.map((row) => `    - ${row}`)]),
      "expect: []",
    ],
  };
  return addItems(document, event.definition.name.span, "examples", [item]);
}
